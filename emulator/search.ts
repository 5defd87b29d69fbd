import type { Settings } from './options';
import type { Video } from './video';

/** Whether a text holds what is looked for; everything holds nothing. */
export function holds(
	text: string,
	wanted: string | null,
	{ searchIgnoresCase }: Settings,
): boolean {
	if (wanted === null) return true;
	if (!searchIgnoresCase) return text.includes(wanted);
	return text.toLowerCase().includes(wanted.toLowerCase());
}

/** Whether a video fits every filter of `GET /videos` and `GET /discarded/videos`. */
export function fitsFilters(
	{ attributes, origin }: Video,
	query: URLSearchParams,
	settings: Settings,
): boolean {
	const liveStreamId = query.get('liveStreamId');
	if (liveStreamId !== null) {
		if (origin?.type !== 'liveStream' || origin.liveStreamId !== liveStreamId) return false;
	}
	if (!holds(attributes.title, query.get('title'), settings)) return false;
	if (!holds(attributes.description, query.get('description'), settings)) return false;
	return [...query].every(([name, value]) => {
		if (name.startsWith('tags[')) return attributes.tags.includes(value);
		const [, key] = /^metadata\[(.*)\]$/.exec(name) ?? [];
		return (
			key === undefined ||
			attributes.metadata.some((pair) => pair.key === key && pair.value === value)
		);
	});
}
