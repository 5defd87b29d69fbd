import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { isRecord } from '../upload';
import { readDateText, type WrittenDate } from './dateText';
import { isBlank } from './text';
import { timesInZone } from './zone';

const ADVICE =
	'Choose a date in the calendar, or let the expression give one such as 2026-11-23T09:00:00+01:00.';

const DAY_OR_MONTH =
	'Write the year first, as in 2026-04-03, or the name of the month: nobody can tell which of the two numbers is the day.';

const SECONDS_OR_MILLISECONDS =
	'A number does not say whether it counts seconds or milliseconds. Let the expression give {{ DateTime.fromSeconds($json.field) }} or {{ DateTime.fromMillis($json.field) }}.';

/**
 * Reads a date and time. One without a time zone, such as what the editor's calendar stores, means that
 * of the workflow, in whatever form it is written.
 *
 * @param value a text, or a date from an expression: of JavaScript, or of n8n such as $now
 * @param label as the editor shows the field
 * @param timezone of the workflow, such as Europe/Paris
 * @returns milliseconds since 1970, undefined for an empty field
 * @throws Trouble when it is no date, does not exist, or could be more than one: 03/04/2026, a number,
 *   or an hour that the clocks of the zone show twice
 */
export function readDate(value: unknown, label: string, timezone: string): number | undefined {
	if (isBlank(value)) return undefined;
	if (value instanceof Date || hasMillis(value)) {
		const time = value instanceof Date ? value.getTime() : Number(value.toMillis());
		if (Number.isFinite(time)) return time;
		throw new Trouble(`${label} is not a date`, ADVICE);
	}
	const none = `${label} is not a date: ${quote(value)}`;
	if (typeof value === 'number' || /^\s*-?\d+(\.\d+)?\s*$/.test(String(value))) {
		throw new Trouble(none, SECONDS_OR_MILLISECONDS);
	}
	const date = typeof value === 'string' ? readDateText(plain(value)) : 'none';
	if (date === 'none') throw new Trouble(none, ADVICE);
	if (date === 'ambiguous') {
		throw new Trouble(`${label} can be read in two ways: ${quote(value)}`, DAY_OR_MONTH);
	}
	return onlyTime(date, timezone, label, quote(value));
}

/** So has a date of n8n, which is one of Luxon. One that is no date gives NaN. */
function hasMillis(value: unknown): value is { toMillis(): unknown } {
	return isRecord(value) && typeof value.toMillis === 'function';
}

/** @returns a text with ordinary single blanks: browsers put others in front of AM and PM */
function plain(text: string): string {
	return text.trim().replace(/\s+/g, ' ');
}

function onlyTime(
	{ year, month, day, time, zone }: WrittenDate,
	timezone: string,
	label: string,
	shown: string,
): number {
	const asUtc = Date.UTC(year, month - 1, day) + time;
	if (typeof zone === 'number') return asUtc - zone * 60_000;
	const where = zone ?? timezone;
	const times = timesInZone(asUtc, where);
	if (!times) throw new Trouble(`${label} is not a date: ${shown}`, ADVICE);
	if (times.length === 1) return times[0];
	throw new Trouble(
		`${label} is a time that the clocks in ${where} ${times.length === 0 ? 'skip' : 'show twice'}: ${shown}`,
		'The clocks are changed in this hour. Add how far they are ahead of UTC, as in 2026-10-25T02:30:00+02:00.',
	);
}
