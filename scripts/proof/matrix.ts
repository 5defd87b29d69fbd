import { seconds } from '../lib/format';
import { StepError } from '../lib/step-error.mjs';
import type { Building, Lab } from './lab';

/** Milliseconds for one check; the longest takes a fifth of it. */
const PATIENCE = 5 * 60_000;

export interface Check {
	title: string;
	/** Throws when something else is seen than should be; may return what was seen. */
	run: (lab: Lab) => Promise<string | void>;
}

/** What came of one check in one n8n. */
export interface Outcome {
	ok: boolean;
	/** Empty where there is nothing to say. */
	seen: string;
}

/** All outcomes in one n8n. */
export interface Column {
	version: string;
	/** Left out: there was no n8n to look at. */
	nodeVersion?: string;
	/** How it was installed. */
	remarks: string[];
	/** In the order of the checks. */
	outcomes: Outcome[];
}

/**
 * Runs all checks in all versions, one after the other.
 *
 * @param options patience: milliseconds for one check
 */
export async function runMatrix(
	versions: string[],
	checks: Check[],
	{
		openLab,
		signal,
		print = console.log,
		patience = PATIENCE,
	}: {
		openLab: (version: string) => Promise<Building>;
		signal: AbortSignal;
		print?: (line: string) => void;
		patience?: number;
	},
): Promise<Column[]> {
	const columns = [];
	for (const version of versions) {
		print(`\nn8n ${version}`);
		columns.push(await runColumn(version, checks, { openLab, signal, print, patience }));
	}
	return columns;
}

async function runColumn(
	version: string,
	checks: Check[],
	{ openLab, signal, print, patience }: Required<Parameters<typeof runMatrix>[2]>,
): Promise<Column> {
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

async function runCheck({ run }: Check, lab: Building, patience: number): Promise<Outcome> {
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

/** Also an n8n that does not answer must not hold everything up. */
async function aborted(signal: AbortSignal): Promise<never> {
	return await new Promise((_, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
}

function line({ title }: Check, { ok, seen }: Outcome, milliseconds: number) {
	const mark = ok ? 'ok    ' : 'not ok';
	return `${mark}  ${title} (${seconds(milliseconds)})${seen ? `: ${seen}` : ''}`;
}

function describe(error: unknown) {
	if (error instanceof StepError) return error.toText();
	return error instanceof Error ? error.message : String(error);
}
