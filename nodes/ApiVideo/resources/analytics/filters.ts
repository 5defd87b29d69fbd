import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { OperationContext } from '../operation';
import { filtersOf } from '../shared/collections';
import { filledIn } from '../shared/filledIn';

/** Source: `filterBy[referrer]`. */
const REFERRER_MAX = 2048;

const choices = (
	displayName: string,
	name: string,
	description: string,
	options: ReadonlyArray<readonly [name: string, value: string]>,
): INodeProperties => ({
	displayName,
	name,
	type: 'multiOptions',
	options: options.map(([label, value]) => ({ name: label, value })),
	default: [],
	description,
});

/** What the numbers can be narrowed down to. The names are those of `filterBy`. */
export const filtersProperty = filtersOf([
	choices('Browsers', 'browser', 'What people watch with', [
		['Chrome', 'chrome'],
		['Edge', 'edge'],
		['Firefox', 'firefox'],
		['Opera', 'opera'],
	]),
	choices('Continents', 'continent', 'Where people watch', [
		['Africa', 'AF'],
		['Antarctica', 'AN'],
		['Asia', 'AS'],
		['AZ', 'AZ'],
		['Europe', 'EU'],
		['North America', 'NA'],
		['South America', 'SA'],
	]),
	{
		displayName: 'Countries',
		name: 'country',
		type: 'string',
		default: '',
		placeholder: 'e.g. FR, DE',
		description: 'Codes of two letters (ISO 3166), separated by commas',
	},
	choices('Device Types', 'deviceType', 'What people watch on', [
		['Computer', 'computer'],
		['Console', 'console'],
		['Phone', 'phone'],
		['Tablet', 'tablet'],
		['TV', 'tv'],
		['Unknown', 'unknown'],
		['Wearable', 'wearable'],
	]),
	{
		displayName: 'Media IDs',
		name: 'mediaId',
		type: 'string',
		default: '',
		placeholder: 'e.g. vi4blUQJFrYWbaG44NChkH27',
		description: 'IDs of videos or live streams, separated by commas',
	},
	{
		displayName: 'Media Type',
		name: 'mediaType',
		type: 'options',
		options: [
			{ name: 'Live Stream', value: 'live-stream' },
			{ name: 'Video', value: 'video' },
		],
		default: 'video',
		description: 'What people watch',
	},
	choices('Operating Systems', 'operatingSystem', 'What people have on their device', [
		['Android', 'android'],
		['iOS', 'ios'],
		['Linux', 'linux'],
		['macOS', 'mac osx'],
		['Windows', 'windows'],
	]),
	{
		displayName: 'Referrers',
		name: 'referrer',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/page/',
		description: 'Exact addresses of the pages that people watch on, separated by commas',
	},
	{
		displayName: 'Tag',
		name: 'tag',
		type: 'string',
		default: '',
		placeholder: 'e.g. Cool videos',
		description: 'A tag of the videos; upper and lower case matter',
	},
]);

/** These take one value; all others take several. */
const SINGLE = ['mediaType', 'tag'];

/**
 * @param onlyMedia where the API takes no filter but those for the media
 * @returns the query that the filters stand for: `filterBy`, or nothing
 * @throws Trouble when a filter cannot be used
 */
export function readFilters({ n8n, itemIndex }: OperationContext, onlyMedia: boolean): IDataObject {
	const given = filledIn(n8n.getNodeParameter('filters', itemIndex, {}) as IDataObject);
	const filterBy = Object.fromEntries(
		Object.entries(given).map(([name, value]) => [
			name,
			SINGLE.includes(name) ? String(value).trim() : readList(value),
		]),
	);
	const unusable = Object.keys(filterBy).filter((name) => !name.startsWith('media'));
	if (onlyMedia && unusable.length > 0) {
		throw new Trouble(
			`The total number of plays cannot be filtered by ${unusable.map(label).join(', ')}`,
			'For this number, use only the filters Media IDs and Media Type, or choose another Metric or Aggregation.',
		);
	}
	checkCountries(filterBy.country);
	checkReferrers(filterBy.referrer);
	return Object.keys(filterBy).length > 0 ? { filterBy } : {};
}

function checkCountries(countries: unknown): void {
	const wrong = list(countries).find((code) => !/^[A-Z]{2}$/.test(code));
	if (wrong === undefined) return;
	throw new Trouble(
		`Countries holds something that is not the code of a country: '${wrong}'`,
		'Enter codes of two capital letters, such as FR, separated by commas.',
	);
}

function checkReferrers(referrers: unknown): void {
	if (!list(referrers).some(({ length }) => length > REFERRER_MAX)) return;
	throw new Trouble(
		'Referrers holds an address that is too long',
		`An address may have ${REFERRER_MAX} characters at most.`,
	);
}

function readList(value: unknown): string[] {
	const parts = Array.isArray(value) ? value.map(String) : String(value).split(',');
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function list(value: unknown): string[] {
	return Array.isArray(value) ? value.map(String) : [];
}

function label(name: string): string {
	const field = filtersProperty.options?.find((option) => option.name === name);
	return field && 'displayName' in field ? field.displayName : name;
}
