import { generator } from '../../emulator/generator';
import { slopeOf } from '../../scripts/proof/soak/slope';

/** Two looks a second, for five minutes. */
const COUNT = 600;

/**
 * @param perMinute by which it grows
 * @param alike how much of one look's noise is in the next, 0..1
 */
function looks(perMinute: number, { alike = 0, seed = 1 } = {}) {
	const random = generator(seed);
	let noise = 0;
	return Array.from({ length: COUNT }, (_, index) => {
		noise = alike * noise + (random() - 0.5) * 10;
		return { at: 1_000_000 + index * 500, value: 700 + (perMinute * index) / 120 + noise };
	});
}

it('tells the slope of a line exactly', () => {
	const samples = [0, 1, 2, 3].map((minute) => ({ at: minute * 60_000, value: 5 + 2 * minute }));

	expect(slopeOf(samples)).toEqual({ perMinute: 2, margin: 0 });
});

it.each([0, 0.95])('a growth is seen through noise, also where looks are alike by %d', (alike) => {
	const { perMinute, margin } = slopeOf(looks(30, { alike }));

	expect(perMinute - margin).toBeGreaterThan(0);
	expect(Math.abs(perMinute - 30)).toBeLessThanOrEqual(margin * 1.5);
});

it.each([0, 0.9])(
	'what is flat is taken for growing in few of a hundred runs: alike by %d',
	(alike) => {
		const runs = Array.from({ length: 100 }, (_, seed) =>
			slopeOf(looks(0, { alike, seed: seed + 1 })),
		);

		expect(runs.filter(({ perMinute, margin }) => perMinute - margin > 0).length).toBeLessThan(10);
	},
);

it('looks that are alike tell less', () => {
	expect(slopeOf(looks(0, { alike: 0.9 })).margin).toBeGreaterThan(5 * slopeOf(looks(0)).margin);
});

it('two looks have no margin', () => {
	expect(() => slopeOf(looks(0).slice(0, 2))).toThrow(RangeError);
});
