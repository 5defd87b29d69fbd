import { timeOf } from '../../values/apiDate';

/**
 * @param date of the API
 * @param timeZone of the workflow, such as Europe/Paris
 * @returns the minute in that zone, such as 2026-11-23 13:00; undefined where there is no date
 */
export function minute(date: unknown, timeZone: string): string | undefined {
	const time = timeOf(date);
	if (time === undefined) return undefined;
	// Swedish writes dates as ISO 8601 does.
	const format = new Intl.DateTimeFormat('sv-SE', {
		timeZone,
		dateStyle: 'short',
		timeStyle: 'short',
	});
	return format.format(time);
}

/** @returns the name, with what is known about it in brackets behind it */
export function withDetails(name: string, ...details: Array<string | undefined>): string {
	const known = details.filter((detail) => detail !== undefined && detail !== '');
	return known.length > 0 ? `${name} (${known.join(', ')})` : name;
}
