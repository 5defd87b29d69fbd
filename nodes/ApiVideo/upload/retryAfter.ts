const LONGEST_SECONDS = 120;

/**
 * How long the service asks us to wait. api.video sends `X-RateLimit-Retry-After` (seconds until the
 * window of one minute resets), proxies send `Retry-After` (seconds, or a date).
 *
 * @param headers of an answer, with lower-case names
 * @param date milliseconds since 1970, to read dates
 * @returns milliseconds, at most two minutes; undefined when the service does not say
 */
export function retryAfter(
	headers: Readonly<Record<string, string>>,
	date: number,
): number | undefined {
	const value = headers['x-ratelimit-retry-after'] ?? headers['retry-after'];
	if (value === undefined || value.trim() === '') return undefined;
	const seconds = Number.isNaN(Number(value)) ? (Date.parse(value) - date) / 1000 : Number(value);
	if (Number.isNaN(seconds)) return undefined;
	return Math.min(LONGEST_SECONDS, Math.max(0, seconds)) * 1000;
}
