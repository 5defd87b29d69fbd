/** One row of numbers, in the order in which they were measured. */
export interface Series {
	label: string;
	/** "s", "MiB", "MiB/s" or "requests". */
	unit: string;
	values: number[];
}

/** What one benchmark brought. */
export interface Result {
	name: string;
	/** What was done, in words. */
	work: string;
	/** What it was compared with. */
	against: string;
	series: Series[];
	/** The number that the goal is about, and what it means: "0.31 x". */
	measured: string;
	/** "<= 0.8 x" */
	goal: string;
	passed: boolean;
	/** What a reader should know about it. */
	notes: string[];
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	if (sorted.length === 0) return NaN;
	return Number.isInteger(middle)
		? (sorted[middle - 1] + sorted[middle]) / 2
		: sorted[Math.floor(middle)];
}
