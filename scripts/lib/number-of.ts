import { StepError } from './step-error.mjs';

/** What `--scale` may make of a benchmark or a proof. */
export const SCALES = { from: 0.01, to: 1 };

/**
 * A number that an option of the command line was given.
 *
 * @throws StepError with what it may be, where it is something else
 */
export function numberOf(
	option: string,
	given: string,
	{ from, to }: { from: number; to: number },
): number {
	const number = Number(given);
	if (number >= from && number <= to) return number;
	throw new StepError(`${option} is ${given}.`, `Give it a number from ${from} to ${to}.`);
}
