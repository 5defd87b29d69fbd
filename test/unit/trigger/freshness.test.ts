import { isStale, MAX_AGE_MINUTES } from '../../../nodes/ApiVideo/trigger/freshness';
import { timeOf } from '../../../nodes/ApiVideo/values/apiDate';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const at = (minutes: number): number => NOW + minutes * 60_000;

test.each([0, -1, -4.9, 4.9])('takes an event of %d minutes', (minutes) => {
	expect(isStale(at(minutes), NOW, 5)).toBe(false);
});

test.each([-5.1, -60, 5.1, 60])('refuses an event of %d minutes', (minutes) => {
	expect(isStale(at(minutes), NOW, 5)).toBe(true);
});

test('takes an event that is three days late unless somebody wants less', () => {
	expect(MAX_AGE_MINUTES).toBe(3 * 24 * 60);
	expect(isStale(at(-MAX_AGE_MINUTES), NOW, MAX_AGE_MINUTES)).toBe(false);
	expect(isStale(at(-MAX_AGE_MINUTES - 1), NOW, MAX_AGE_MINUTES)).toBe(true);
});

test('understands the form that api.video writes', () => {
	expect(timeOf('2026-11-23T12:58:00.217+01:00')).toBe(Date.parse('2026-11-23T11:58:00.217Z'));
});

test('takes any age with 0', () => {
	expect(isStale(at(-100_000), NOW, 0)).toBe(false);
});

// The example of api.video's own specification is no date.
test.each([undefined, null, 7, 'soon', '2024-08-151T10:18:47+00:00'])(
	'does not lose a signed event because of a date that cannot be read: %j',
	(emittedAt) => {
		expect(timeOf(emittedAt)).toBeUndefined();
		expect(isStale(timeOf(emittedAt), NOW, 5)).toBe(false);
	},
);
