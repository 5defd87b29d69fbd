import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { isRecord } from '../upload';
import { isBlank, written } from './text';

const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;

/**
 * Reads a date and time. What the editor's calendar stores has no time zone: it means the workflow's.
 *
 * @param value a text, or a date from an expression: of JavaScript, or of n8n such as $now
 * @param label as the editor shows the field
 * @param timezone of the workflow, such as Europe/Paris
 * @returns milliseconds since 1970, undefined for an empty field
 * @throws Trouble when it is no date
 */
export function readDate(value: unknown, label: string, timezone: string): number | undefined {
	if (isBlank(value)) return undefined;
	const time = timeOf(value, timezone);
	if (!Number.isNaN(time)) return time;
	throw new Trouble(
		value instanceof Date || hasMillis(value)
			? `${label} is not a date`
			: `${label} is not a date: ${quote(value)}`,
		'Choose a date in the calendar, or let the expression give one such as 2026-11-23T09:00:00+01:00.',
	);
}

function timeOf(value: unknown, timezone: string): number {
	if (value instanceof Date) return value.getTime();
	if (hasMillis(value)) return Number(value.toMillis());
	const text = written(value)?.trim() ?? '';
	// JavaScript makes a day in 2001 of a text such as "film 7".
	if (!/\d{4}/.test(text) || /^\d+$/.test(text)) return NaN;
	return WITHOUT_ZONE.test(text) ? inZone(text, timezone) : Date.parse(text);
}

/** So has a date of n8n, which is one of Luxon. One that is no date gives NaN. */
function hasMillis(value: unknown): value is { toMillis(): unknown } {
	return isRecord(value) && typeof value.toMillis === 'function';
}

function inZone(text: string, timezone: string): number {
	const time = text.replace(' ', 'T');
	const asUtc = Date.parse(time.length > 10 ? `${time}Z` : time);
	if (Number.isNaN(asUtc)) return NaN;
	// The second look is for the hours around a change of the clocks.
	const guess = asUtc - offset(asUtc, timezone);
	return asUtc - offset(guess, timezone);
}

/** @returns how far the zone's clocks are ahead of UTC at a time, in milliseconds */
function offset(time: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(time);
	const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(time / 1000) * 1000;
}
