import { cut, quote } from './quote';

/** Where the editor does not call an attribute by its own name, spelled out. */
const LABELS: Readonly<Record<string, string>> = {
	events: 'Events',
	filterBy: 'Filters',
	playerId: 'Player Theme',
	token: 'Delegated Token',
	ttl: 'Time to Live',
	uploadToken: 'Delegated Token',
	unique: 'Unique Viewers',
	videoId: 'Video',
};

/** Parts of names that are written in capitals. */
const CAPITALS = new Set(['id', 'mp4', 'url']);

/**
 * How the editor calls what the API names in an answer: `transcriptSummary` is Transcript Summary there.
 *
 * @param attribute as the API names it, such as `metadata[0].key`
 * @returns at most 100 characters
 */
export function labelOf(attribute: string): string {
	const [name] = attribute.trim().split(/[.[]/);
	if (Object.hasOwn(LABELS, name)) return LABELS[name];
	const words = name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.split(/[\s_-]+/)
		.filter(Boolean)
		.map((word) => (CAPITALS.has(word.toLowerCase()) ? word.toUpperCase() : capitalised(word)));
	return words.length > 0 ? cut(words.join(' ')) : quote(attribute);
}

function capitalised(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
