import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { explicitList, readList } from '../../values/list';
import type { OperationContext } from '../operation';
import { filtersOf, readFilters, type Filter, type ReadFilters } from '../shared/filters';

/** Source: `filterBy[referrer]`. */
const REFERRER_MAX = 2048;

/** Stands for no referrer, for which the API has an empty text. */
const NO_REFERRER = '(none)';

const choices = (
	displayName: string,
	name: string,
	description: string,
	options: ReadonlyArray<readonly [name: string, value: string]>,
): Filter => ({
	field: {
		displayName,
		name,
		type: 'multiOptions',
		options: options.map(([label, value]) => ({ name: label, value })),
		default: [],
		description,
	},
});

const list = (
	field: Omit<INodeProperties, 'type' | 'default'>,
	read: Filter['read'] = (value) => readList(value, field.displayName),
): Filter => ({ field: { ...field, type: 'string', default: '' }, read });

/** What the numbers can be narrowed down to. The names are those of `filterBy`. */
const FILTERS: readonly Filter[] = [
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
	list(
		{
			displayName: 'Countries',
			name: 'country',
			placeholder: 'e.g. FR, DE',
			description: 'Codes of two letters (ISO 3166), separated by commas',
		},
		readCountries,
	),
	choices('Device Types', 'deviceType', 'What people watch on', [
		['Computer', 'computer'],
		['Console', 'console'],
		['Phone', 'phone'],
		['Tablet', 'tablet'],
		['TV', 'tv'],
		['Unknown', 'unknown'],
		['Wearable', 'wearable'],
	]),
	list({
		displayName: 'Media IDs',
		name: 'mediaId',
		placeholder: 'e.g. vi4blUQJFrYWbaG44NChkH27',
		description: 'IDs of videos or live streams, separated by commas',
	}),
	{
		field: {
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
	},
	choices('Operating Systems', 'operatingSystem', 'What people have on their device', [
		['Android', 'android'],
		['iOS', 'ios'],
		['Linux', 'linux'],
		['macOS', 'mac osx'],
		['Windows', 'windows'],
	]),
	list(
		{
			displayName: 'Referrers',
			name: 'referrer',
			placeholder: 'e.g. https://example.com/page/',
			description:
				'Exact addresses of the pages that people watch on, separated by commas; (none) for views without one. A list in JSON, such as ["https://example.com/a,b", ""], is understood as well, for addresses with a comma; "" in it stands for none. So is a list from an expression.',
		},
		readReferrers,
	),
	{
		field: {
			displayName: 'Tag',
			name: 'tag',
			type: 'string',
			default: '',
			placeholder: 'e.g. Cool videos',
			description: 'A tag of the videos; upper and lower case matter',
		},
	},
];

/** The parameter in which they are added. */
export const filtersProperty = filtersOf(FILTERS);

/**
 * @param onlyMedia where the API takes no filter but those for the media
 * @returns the query that the filters stand for: `filterBy`, or nothing
 * @throws Trouble when a filter is empty or cannot be used
 */
export function readFilterBy(context: OperationContext, onlyMedia: boolean): ReadFilters {
	const { query: filterBy, leftOut } = readFilters(context, FILTERS);
	const unusable = FILTERS.map(({ field }) => field).filter(
		({ name }) => Object.hasOwn(filterBy, name) && !name.startsWith('media'),
	);
	if (onlyMedia && unusable.length > 0) {
		const labels = unusable.map(({ displayName }) => displayName).join(', ');
		throw new Trouble(
			`The total number of plays cannot be filtered by ${labels}`,
			'For this number, use only the filters Media IDs and Media Type, or choose another Metric or Aggregation.',
		);
	}
	const query: IDataObject = Object.keys(filterBy).length > 0 ? { filterBy } : {};
	return { query, leftOut };
}

function readCountries(value: unknown): string[] | undefined {
	const countries = readList(value, 'Countries');
	const wrong = countries?.find((code) => !/^[A-Z]{2}$/.test(code));
	if (wrong === undefined) return countries;
	throw new Trouble(
		`Countries holds something that is not the code of a country: ${quote(wrong)}`,
		'Enter codes of two capital letters, such as FR, separated by commas.',
	);
}

function readReferrers(value: unknown): string[] | undefined {
	// A list of one empty text, which an expression may have come to, is an empty filter and stops before this.
	const entries = explicitList(value)?.map((entry) => (entry === '' ? NO_REFERRER : entry));
	const referrers = readList(entries ?? value, 'Referrers');
	if (referrers?.some(({ length }) => length > REFERRER_MAX)) {
		throw new Trouble(
			'Referrers holds an address that is too long',
			`An address may have ${REFERRER_MAX} characters at most.`,
		);
	}
	return referrers?.map((referrer) => (referrer.toLowerCase() === NO_REFERRER ? '' : referrer));
}
