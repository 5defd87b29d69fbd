/** What became of one change, in the words of Stryker's report. Lines and columns count from 1. */
export interface Mutant {
	readonly fileName: string;
	readonly status: string;
	readonly mutatorName: string;
	readonly replacement: string;
	readonly location: Readonly<Record<'start' | 'end', { line: number; column: number }>>;
}

export interface Score {
	/** Mutants upon which a test failed, or did not end. */
	killed: number;
	/** Mutants that no test noticed. */
	survived: number;
}

/** What counts: not what Stryker left out, nor what does not even load. */
export function scoreOf(results: ReadonlyArray<Pick<Mutant, 'status'>>): Score {
	const count = (...states: string[]) =>
		results.filter(({ status }) => states.includes(status)).length;
	return { killed: count('Killed', 'Timeout'), survived: count('Survived', 'NoCoverage') };
}

/**
 * The interval in which the score of all mutants lies with 95 %, after Wilson. Shares from 0 to 1.
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function interval({ killed, survived }: Score): [number, number] {
	const size = killed + survived;
	if (size === 0) return [0, 1];
	const z = 1.96;
	const share = killed / size;
	const middle = share + z ** 2 / (2 * size);
	const reach = z * Math.sqrt((share * (1 - share)) / size + z ** 2 / (4 * size ** 2));
	const whole = 1 + z ** 2 / size;
	return [(middle - reach) / whole, (middle + reach) / whole];
}

/** `23 of 25 changes noticed (92 %; of all, 75 to 98 %)` */
export function inWords(score: Score): string {
	const size = score.killed + score.survived;
	const percent = (share: number) => String(Math.round(share * 100));
	const [from, to] = interval(score).map(percent);
	return `${score.killed} of ${size} changes noticed (${percent(score.killed / (size || 1))} %; of all, ${from} to ${to} %)`;
}

/** Where a change is: `nodes/ApiVideo/….ts:7:5-9:2`. */
export function spotOf({ fileName, location: { start, end } }: Mutant): string {
	return `${fileName}:${start.line}:${start.column}-${end.line}:${end.column}`;
}

/** To be looked at: what no test has noticed, and what may have been slow, not endless. */
const TOLD = ['Survived', 'NoCoverage', 'Timeout'];

/** A line for each change that somebody should look at: where it is, and what was written there. */
export function linesOf(mutants: readonly Mutant[]): string[] {
	return mutants
		.filter(({ status }) => TOLD.includes(status))
		.map((mutant) => {
			const { status, mutatorName, replacement } = mutant;
			return `${status} ${spotOf(mutant)} ${mutatorName}: ${replacement.replaceAll(/\s+/g, ' ')}`;
		});
}
