import {
	holds,
	readHours,
	REMEMBERED_HOURS,
	REMEMBERED_MOST,
	shortened,
	together,
	withName,
	type Hours,
} from '../../../nodes/ApiVideo/trigger/hours';

const HOUR = 3_600_000;
const NOW = 500_000 * HOUR;
const name = (number: number): string => number.toString(36).padStart(8, '0');
const many = (count: number, first = 0): string =>
	Array.from({ length: count }, (_, index) => name(first + index)).join('');

test('a name is short, the same each time, and another for each', () => {
	expect(shortened('vi1')).toHaveLength(8);
	expect(shortened('vi1')).toBe(shortened(Buffer.from('vi1')));
	expect(shortened('vi1')).not.toBe(shortened('vi2'));
});

test('holds what was put in, and not what two neighbours make together', () => {
	const hours = withName(withName({}, 'aaaabbbb', NOW), 'ccccdddd', NOW);
	expect(hours).toEqual({ 500000: 'aaaabbbbccccdddd' });
	expect(holds(hours, 'ccccdddd')).toBe(true);
	expect(holds(hours, 'bbbbcccc')).toBe(false);
	expect(holds({ 500000: 'aaaabbbbccccddddbbbbcccc' }, 'bbbbcccc')).toBe(true);
});

test('a name stands once, where it was met last', () => {
	const once = withName(withName({}, 'aaaaaaaa', NOW), 'bbbbbbbb', NOW);
	expect(withName(once, 'aaaaaaaa', NOW + HOUR)).toEqual({
		500000: 'bbbbbbbb',
		500001: 'aaaaaaaa',
	});
	expect(withName(once, 'aaaaaaaa', NOW + 1)).toEqual(once);
	expect(withName(once, 'aaaaaaaa', NOW - HOUR)).toEqual(once);
	expect(withName({ 499999: 'aaaaaaaa' }, 'aaaaaaaa', NOW)).toEqual({ 500000: 'aaaaaaaa' });
});

test('is remembered for three days to the last millisecond, and not for four', () => {
	for (const minutes of [0, 30, 59.9]) {
		const met = NOW + minutes * 60_000;
		const hours = withName({}, 'aaaaaaaa', met);
		const after = (milliseconds: number) =>
			holds(together(hours, {}, met + milliseconds), 'aaaaaaaa');
		expect(after(REMEMBERED_HOURS * HOUR)).toBe(true);
		expect(after((REMEMBERED_HOURS + 1) * HOUR)).toBe(false);
	}
	expect(REMEMBERED_HOURS).toBe(3 * 24);
});

test('is forgotten for its age, not for others, up to 20,000', () => {
	const first = withName({}, name(0), NOW - 70 * HOUR);
	const full = together(first, { 500000: many(REMEMBERED_MOST - 1, 1) }, NOW);
	expect(holds(full, name(0))).toBe(true);
	expect(holds(full, name(REMEMBERED_MOST - 1))).toBe(true);
	const over = together(full, { 499999: many(10, 50_000) }, NOW);
	expect(holds(over, name(0))).toBe(false);
	expect(holds(over, name(50_008))).toBe(false);
	expect(holds(over, name(50_009))).toBe(true);
	expect(Object.values(over).join('')).toHaveLength(REMEMBERED_MOST * 8);
	// Nothing is stored of an hour of which all was forgotten.
	expect(Object.keys(over)).toEqual(['499999', '500000']);
});

test('two are put together, the same ones once', () => {
	const one: Hours = { 500000: 'aaaaaaaabbbbbbbb' };
	const other: Hours = { 499999: 'dddddddd', 500000: 'bbbbbbbbcccccccc' };
	expect(together(one, other, NOW)).toEqual({
		499999: 'dddddddd',
		500000: 'aaaaaaaabbbbbbbbcccccccc',
	});
	expect(together({ 500000: '' }, other, NOW)).toEqual(other);
});

test.each([
	undefined,
	null,
	'text',
	7,
	['aaaaaaaa'],
	{ now: 'aaaaaaaa' },
	{ '7h': 'aaaaaaaa' },
	{ h7: 'aaaaaaaa' },
	{ 7: [] },
	{ 500000: 'aaa' },
	{ 1: 2 },
])('reads nothing out of %j', (stored) => {
	expect(readHours(stored)).toEqual({});
});

test('10,000 videos take less than 100 kB', () => {
	const all = together({}, { 499990: many(5000), 500000: many(5000, 5000) }, NOW);
	expect(JSON.stringify(all).length).toBeLessThan(100_000);
});
