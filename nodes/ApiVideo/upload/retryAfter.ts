const LONGEST_SECONDS = 120;

const HEADERS = ['x-ratelimit-retry-after', 'retry-after'];

/** Commas stand between the values of a header that was sent twice, and within a date, before the day. */
const BETWEEN_VALUES = /,(?!\s*\d\d?[ -][A-Za-z])/;

/** Number and Date.parse take much that is none: 1e9 for seconds, "soon 1" for the year 2001. */
const SECONDS = /^\d+(\.\d+)?$/;
const DATE = /\d\d:\d\d:\d\d/;

/**
 * How long the service asks us to wait. api.video sends `X-RateLimit-Retry-After` (seconds until the
 * window of one minute resets), proxies send `Retry-After` (seconds, or a date). Where there are
 * several values the longest counts. It may be 0, which is no reason not to wait at all.
 *
 * @param headers of an answer, with lower-case names
 * @param date milliseconds since 1970, to read dates where the answer bears none of its own: the clock of this computer
 *   may be wrong
 * @returns milliseconds, at most two minutes; undefined when the service does not say
 */
export function retryAfter(
	headers: Readonly<Record<string, string>>,
	date: number,
): number | undefined {
	const answered = Date.parse(headers.date ?? '');
	const now = Number.isNaN(answered) ? date : answered;
	const seconds = HEADERS.flatMap((name) => headers[name]?.split(BETWEEN_VALUES) ?? [])
		.map((value) => secondsOf(value.trim(), now))
		.filter((one) => !Number.isNaN(one));
	if (seconds.length === 0) return undefined;
	return Math.min(LONGEST_SECONDS, Math.max(0, ...seconds)) * 1000;
}

/** @returns NaN for what is neither seconds nor a date */
function secondsOf(value: string, date: number): number {
	if (SECONDS.test(value)) return Number(value);
	return DATE.test(value) ? (Date.parse(value) - date) / 1000 : NaN;
}
