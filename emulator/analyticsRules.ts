import { Problem } from './problem';

/** What the query of an analytics endpoint may hold. */
export interface AnalyticsRules {
	/** `unique` is accepted. */
	countsPeople: boolean;
	/** `viewDuration` is accepted. */
	view: boolean;
	/** No filter but `mediaId` and `mediaType`. */
	onlyMedia: boolean;
	/** `interval` is accepted. */
	interval?: boolean;
}

const DAY = 86_400_000;

const filters: Record<string, readonly string[] | undefined> = {
	mediaId: undefined,
	mediaType: ['video', 'live-stream'],
	continent: ['AS', 'AF', 'NA', 'SA', 'AN', 'EU', 'AZ'],
	country: undefined,
	deviceType: undefined,
	operatingSystem: undefined,
	browser: undefined,
	tag: undefined,
	referrer: undefined,
};

const ATOM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;

/** The slug of the examples of `/data/...`. */
export const querySlug = 'request-invalid-query-parameter';

/** Checks a query. Throws request-invalid-query-parameter. Answers what is left: the parameters of a list. */
export function checkQuery(query: URLSearchParams, rules: AnalyticsRules): URLSearchParams {
	const rest = new URLSearchParams();
	const checks: Record<string, (value: string) => string | undefined> = {
		from: atomDate,
		to: atomDate,
		...(rules.countsPeople && { unique: oneOf('value', 'true', 'false') }),
		...(rules.view && { viewDuration: oneOf('view duration', '3s', '5s', '10s', '30s') }),
		...(rules.interval && { interval: oneOf('interval', 'minute', 'hour', 'day') }),
	};
	for (const [name, value] of query) {
		const isOurs = ['unique', 'viewDuration', 'interval'].includes(name) || name in checks;
		const detail = name.startsWith('filterBy[')
			? filter(name, value, rules.onlyMedia)
			: isOurs
				? (checks[name] ?? unexpected)(value)
				: void rest.append(name, value);
		// Of a list the examples name the filter, not the entry.
		if (detail) throw new Problem(querySlug, { name: name.replace(/\[\d*\]$/, ''), detail });
	}
	return rest;
}

/** From and to in milliseconds, with the documented defaults. Throws when it is longer ago than 30 days. */
export function timeframeOf(query: URLSearchParams, now: number): { from: number; to: number } {
	const to = Date.parse(query.get('to') ?? '') || now;
	const from = Date.parse(query.get('from') ?? '') || to - DAY;
	if (from < now - 31 * DAY || from >= to) {
		const detail = 'This timeframe is invalid.';
		throw new Problem(querySlug, { name: 'from', detail });
	}
	return { from, to };
}

/** `filterBy[country]=FR`, `filterBy[browser][]=chrome` and `filterBy[browser][0]=chrome` are the same. */
function filter(name: string, value: string, onlyMedia: boolean): string | undefined {
	const [, key, index] = /^filterBy\[(\w+)\](\[\d*\])?$/.exec(name) ?? [];
	if (!key || !(key in filters)) return unexpected();
	if (onlyMedia && !key.startsWith('media')) return unexpected();
	if (['tag', 'mediaType'].includes(key) && index) return 'This value must be of type string.';
	if (key === 'referrer' && value.length > 2048) {
		return 'This value should not contain more than 2048 characters.';
	}
	const allowed = filters[key];
	return allowed && oneOf('value', ...allowed)(value);
}

/** In the words of the examples. */
function oneOf(what: string, ...allowed: readonly string[]) {
	const list = allowed.map((one) => `"${one}"`).join(', ');
	return (value: string) =>
		allowed.includes(value) ? undefined : `This ${what} is invalid. Use one of ${list}.`;
}

function atomDate(value: string): string | undefined {
	return ATOM.test(value) ? undefined : 'This value is not a valid datetime.';
}

function unexpected(): string {
	return 'This field was not expected.';
}
