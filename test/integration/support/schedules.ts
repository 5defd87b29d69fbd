/** Draws values by a seed: the same seed, the same values. */
export function drawer(seed: number): <T>(values: readonly T[]) => T {
	// Drawn from the highest bits of a linear congruential generator.
	let state = seed >>> 0;
	const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
	// The first one hardly differs between neighbouring seeds.
	next();
	return (values) => values[Math.floor((next() / 2 ** 32) * values.length)];
}

/** So many new seeds; or the one of a report, in SCHEDULE_SEED, so that it can be played again. */
export function seedsFor(count: number): number[] {
	const repeated = Number(process.env.SCHEDULE_SEED ?? NaN);
	if (!Number.isNaN(repeated)) return [repeated];
	const first = Math.floor(Math.random() * 2 ** 20) * 1000;
	return Array.from({ length: count }, (_, index) => first + index);
}

/** Plays all schedules, so many at the same time; the verdicts are in the order of their ends. */
export async function playAll<Schedule, Verdict>(
	schedules: readonly Schedule[],
	atOnce: number,
	play: (schedule: Schedule) => Promise<Verdict>,
): Promise<Verdict[]> {
	const verdicts: Verdict[] = [];
	const left = [...schedules];
	const worker = async () => {
		for (let next = left.shift(); next !== undefined; next = left.shift()) {
			verdicts.push(await play(next));
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return verdicts;
}
