import { clause, quote } from './quote';

/** Where the editor does not call an attribute by its own name, spelled out. */
const LABELS: Readonly<Record<string, string>> = {
	events: 'Events',
	file: 'Input Binary Field',
	filterBy: 'Filters',
	playerId: 'Player Theme',
	token: 'Delegated Token',
	ttl: 'Time to Live',
	uploadToken: 'Delegated Token',
	unique: 'Unique Viewers',
	videoId: 'Video',
};

/** The fields under Filters that are not called by their own names: they take several values. */
const FILTER_LABELS: Readonly<Record<string, string>> = {
	browser: 'Browsers',
	continent: 'Continents',
	country: 'Countries',
	deviceType: 'Device Types',
	mediaId: 'Media IDs',
	operatingSystem: 'Operating Systems',
	referrer: 'Referrers',
};

/** Parts of names that are written in capitals. */
const CAPITALS = new Set(['id', 'mp4', 'url']);

/**
 * How the editor calls what the API names in an answer: `transcriptSummary` is Transcript Summary there.
 *
 * @param attribute as the API names it: also a part of it, as in `metadata[0].key`, a filter, as in
 *   `filterBy[mediaId]`, a header, as in `header.Accept`, or with the value behind it, as in
 *   `from:2024-05-20T09:15:05+02:00`
 * @returns at most 100 characters of a name; undefined where there is none
 */
export function labelOf(attribute: string): string | undefined {
	if (attribute.trim() === '') return undefined;
	const [name, part] = attribute.trim().split(/[.:=[\]]+/);
	if (/^headers?$/i.test(name) && part) return `Header ${clause(part)}`;
	if (name === 'filterBy' && part) return `${spelledOut(part, FILTER_LABELS)} under Filters`;
	return spelledOut(name, LABELS) || quote(clause(attribute));
}

function spelledOut(name: string, labels: Readonly<Record<string, string>>): string {
	if (Object.hasOwn(labels, name)) return labels[name];
	const words = name
		.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
		.split(/[\s_-]+/)
		.filter(Boolean)
		.map((word) => (CAPITALS.has(word.toLowerCase()) ? word.toUpperCase() : capitalised(word)));
	return clause(words.join(' '));
}

function capitalised(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
