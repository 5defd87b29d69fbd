import { seconds } from '../lib/format.mjs';
import { StepError } from '../lib/step-error.mjs';

/**
 * @typedef {object} Finding something that was looked at
 * @property {string} title
 * @property {boolean} ok
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
			const mark = outcome.ok ? 'ok    ' : 'not ok';
			print(`${mark}  ${title} (${seconds(Date.now() - began)}): ${outcome.seen}`);
		},
	};
}

/** @param {() => Promise<string> | string} look */
async function outcomeOf(look) {
	try {
		return { ok: true, seen: await look() };
	} catch (error) {
		if (error instanceof StepError) return { ok: false, seen: error.toText() };
		return { ok: false, seen: error instanceof Error ? error.message : String(error) };
	}
}
