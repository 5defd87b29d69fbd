import { Line, lineOf } from '../../emulator/faults/line';

const at = { now: 1000 };
const line = (catchesUp: number) => new Line(1000, catchesUp, () => at.now);

beforeEach(() => {
	at.now = 1000;
});

test('bytes wait for those before them', () => {
	const one = line(5);
	expect([one.take(100), one.take(50), one.take(50)]).toEqual([100, 150, 200]);
});

test('a timer that was late does not slow it down', () => {
	const one = line(5);
	one.take(100);
	at.now += 104;
	expect(one.take(100)).toBe(96);
});

test('it saves nothing up while nobody sends', () => {
	const one = line(5);
	at.now += 10_000;
	expect(one.take(100)).toBe(95);
});

test('requests have a line of their own, or share one', () => {
	const own = { kind: 'bandwidth', bytesPerSecond: 1000 } as const;
	const common = { ...own, shared: true };
	expect(lineOf(own)).not.toBe(lineOf(own));
	expect(lineOf(common)).toBe(lineOf(common));
	expect(lineOf(common)).not.toBe(lineOf({ ...common }));
});
