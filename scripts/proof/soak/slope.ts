/** A look at something that grows or does not. */
export interface Sample {
	/** Milliseconds, from any point in time. */
	at: number;
	value: number;
}

/** By how much something grows in a minute. */
export interface Slope {
	perMinute: number;
	/** The true slope lies within so much of it with a confidence of 95 %. */
	margin: number;
}

/**
 * The slope of a line through samples, by least squares. Looks at a process that follow each other resemble each other, and
 * so tell less than as many independent ones: they count as `n (1 - r) / (1 + r)`, where r is the correlation of each
 * residual with the next (Santer et al. 2000, doi:10.1029/1999JD901105).
 *
 * @param samples evenly apart; three at least
 */
export function slopeOf(samples: readonly Sample[]): Slope {
	const count = samples.length;
	if (count < 3) throw new RangeError('A slope with a margin needs three samples.');
	const minutes = samples.map(({ at }) => (at - samples[0].at) / 60_000);
	const values = samples.map(({ value }) => value);
	const [middle, level] = [mean(minutes), mean(values)];
	const spread = sum(minutes.map((x) => (x - middle) ** 2));
	const perMinute = sum(minutes.map((x, i) => (x - middle) * (values[i] - level))) / spread;
	const residuals = values.map((y, i) => y - level - perMinute * (minutes[i] - middle));
	const squares = sum(residuals.map((one) => one ** 2));
	if (squares === 0) return { perMinute, margin: 0 };
	const next = sum(residuals.slice(1).map((one, i) => one * residuals[i]));
	const alike = Math.min(0.99, Math.max(0, next / squares));
	const freedom = Math.max(2, (count * (1 - alike)) / (1 + alike) - 2);
	return { perMinute, margin: quantile(freedom) * Math.sqrt(squares / freedom / spread) };
}

/** Between -t and t lie 95 % of Student's distribution; to 0.15 from 2 degrees of freedom on. */
const quantile = (freedom: number) =>
	1.96 + 2.37 / freedom + 2.8 / freedom ** 2 + 2.5 / freedom ** 3;

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const mean = (numbers: readonly number[]) => sum(numbers) / numbers.length;
