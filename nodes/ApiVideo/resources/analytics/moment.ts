import { Trouble } from '../../api/trouble';

const WITHOUT_ZONE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/;

/**
 * Reads a date and time. What the editor's calendar stores has no time zone: it means the workflow's.
 *
 * @param label as the editor shows the field
 * @param value a text, or a date from an expression
 * @returns milliseconds since 1970, undefined for an empty field
 * @throws Trouble when it is no date
 */
export function readMoment(label: string, value: unknown, timezone: string): number | undefined {
	const text = value instanceof Date ? value.toISOString() : String(value ?? '').trim();
	if (text === '') return undefined;
	const time = WITHOUT_ZONE.test(text) ? inZone(text, timezone) : Date.parse(text);
	if (Number.isNaN(time)) {
		throw new Trouble(
			`${label} is not a date: '${text}'`,
			'Choose a date in the calendar, or let the expression give one such as 2026-11-23T09:00:00+01:00.',
		);
	}
	return time;
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
