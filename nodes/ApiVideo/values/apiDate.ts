/** @returns a date of the API in milliseconds since 1970; undefined where it cannot be read, or is not there */
export function timeOf(date: unknown): number | undefined {
	const time = typeof date === 'string' ? Date.parse(date) : NaN;
	return Number.isNaN(time) ? undefined : time;
}
