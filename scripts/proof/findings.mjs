import { seconds } from '../lib/format.ts';
import { StepError } from '../lib/step-error.mjs';

/**
 * @typedef {object} Finding something that was looked at
 * @property {string} title
 * @property {boolean} ok
 * @property {boolean} [cannotBe] it cannot be ok here; what was seen is the reason
 * @property {string} seen
 *
 * @typedef {object} Section what one proof has shown: a chapter of docs/reliability.md
 * @property {string} title
 * @property {string} about one or two sentences: what was run
 * @property {Finding[]} findings
 *
 * @typedef {object} Findings
 * @property {Finding[]} list
 * @property {(title: string, look: () => Promise<string> | string) => Promise<void>} find look: returns
 *   what was seen, throws where that is not what should be
 */

/** What a look throws where nothing can be seen here, such as without a program that cannot be had. The message is the reason. */
export class CannotBe extends Error {
	/** @param {string} reason */
	constructor(reason) {
		super(reason);
		this.name = 'CannotBe';
	}
}

/**
 * Whether a proof has shown what it should: each finding is ok, or has its reason why it cannot be.
 * @param {{ findings: Finding[] }} section
 */
export const isWell = ({ findings }) => findings.every(({ ok, cannotBe }) => ok || cannotBe);

/**
 * Collects what is seen, and says it at once. What is not ok does not end anything.
 * @param {AbortSignal} signal
 * @param {(line: string) => void} [print]
 * @returns {Findings}
 */
export function findingsOf(signal, print = console.log) {
	/** @type {Finding[]} */
	const list = [];
	return {
		list,
		async find(title, look) {
			const began = Date.now();
			const outcome = await outcomeOf(look);
			signal.throwIfAborted();
			list.push({ title, ...outcome });
			print(
				`${markOf(outcome).padEnd(9)}  ${title} (${seconds(Date.now() - began)}): ${outcome.seen}`,
			);
		},
	};
}

/**
 * @param {Pick<Finding, 'ok' | 'cannotBe'>} finding
 * @returns {string} for people
 */
export function markOf({ ok, cannotBe }) {
	if (cannotBe) return 'cannot be';
	return ok ? 'ok' : 'not ok';
}

/**
 * @param {() => Promise<string> | string} look
 * @returns {Promise<Omit<Finding, 'title'>>}
 */
async function outcomeOf(look) {
	try {
		return { ok: true, seen: await look() };
	} catch (error) {
		if (error instanceof CannotBe) return { ok: false, cannotBe: true, seen: error.message };
		if (error instanceof StepError) return { ok: false, seen: error.toText() };
		return { ok: false, seen: error instanceof Error ? error.message : String(error) };
	}
}
