import { seconds } from '../lib/format.ts';
import { StepError } from '../lib/step-error.mjs';

/** Milliseconds for one check; the longest takes a fifth of it. */
const PATIENCE = 5 * 60_000;

/**
 * @typedef {object} Check
 * @property {string} title
 * @property {(lab: import('./lab.mjs').Lab) => Promise<string | void>} run throws when something else is
 *   seen than should be; may return what was seen
 *
 * @typedef {object} Outcome of one check in one n8n
 * @property {boolean} ok
 * @property {string} seen empty where there is nothing to say
 *
 * @typedef {object} Column all outcomes in one n8n
 * @property {string} version
 * @property {string} [nodeVersion] undefined: there was no n8n to look at
 * @property {string[]} remarks how it was installed
 * @property {Outcome[]} outcomes in the order of the checks
 */

/**
 * Runs all checks in all versions, one after the other.
 * @param {string[]} versions
 * @param {Check[]} checks
 * @param {{ openLab: (version: string) => Promise<import('./lab.mjs').Building>, signal: AbortSignal,
 *   print?: (line: string) => void, patience?: number }} options patience: milliseconds for one check
 * @returns {Promise<Column[]>}
 */
export async function runMatrix(
	versions,
	checks,
	{ openLab, signal, print = console.log, patience = PATIENCE },
) {
	const columns = [];
	for (const version of versions) {
		print(`\nn8n ${version}`);
		columns.push(await runColumn(version, checks, { openLab, signal, print, patience }));
	}
	return columns;
}

/**
 * @param {string} version
 * @param {Check[]} checks
 * @param {Required<Parameters<typeof runMatrix>[2]>} options
 * @returns {Promise<Column>}
 */
async function runColumn(version, checks, { openLab, signal, print, patience }) {
	let lab;
	try {
		lab = await openLab(version);
	} catch (error) {
		signal.throwIfAborted();
		const seen = `n8n ${version} could not be installed or started: ${describe(error)}`;
		print(`not ok  ${seen}`);
		return { version, remarks: [], outcomes: checks.map(() => ({ ok: false, seen })) };
	}
	try {
		const { nodeVersion, remarks } = lab.installation;
		const outcomes = [];
		for (const check of checks) {
			const began = Date.now();
			const outcome = await runCheck(check, lab, patience);
			signal.throwIfAborted();
			print(line(check, outcome, Date.now() - began));
			outcomes.push(outcome);
		}
		return { version, nodeVersion, remarks, outcomes };
	} finally {
		await lab.close();
	}
}

/**
 * @param {Check} check
 * @param {import('./lab.mjs').Building} lab
 * @param {number} patience
 * @returns {Promise<Outcome>}
 */
async function runCheck({ run }, lab, patience) {
	const limit = AbortSignal.timeout(patience);
	const signal = AbortSignal.any([lab.signal, limit]);
	try {
		// What one check leaves behind must not decide about the next one.
		const fresh = await lab.afresh();
		const running = run({ ...fresh, signal });
		return { ok: true, seen: (await Promise.race([running, aborted(signal)])) ?? '' };
	} catch (error) {
		const seen = limit.aborted ? `not finished after ${seconds(patience)}` : describe(error);
		return { ok: false, seen };
	}
}

/**
 * Also an n8n that does not answer must not hold everything up.
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
async function aborted(signal) {
	return await new Promise((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
}

/**
 * @param {Check} check
 * @param {Outcome} outcome
 * @param {number} milliseconds
 */
function line({ title }, { ok, seen }, milliseconds) {
	const mark = ok ? 'ok    ' : 'not ok';
	return `${mark}  ${title} (${seconds(milliseconds)})${seen ? `: ${seen}` : ''}`;
}

/** @param {unknown} error */
function describe(error) {
	if (error instanceof StepError) return error.toText();
	return error instanceof Error ? error.message : String(error);
}
