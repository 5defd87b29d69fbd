import { endWithParent, N8N_VERSION, projectFolder, startProcess, stopProcess } from '../lib/lab';
import { needsOf } from '../lib/versions';
import type { Section } from './findings';
import { machineText } from './machine';
import { proveAll } from './reliability/all';
import { Book } from './reliability/book';
import { keeping, type Circumstances } from './reliability/keeping';
import { originOf } from './reliability/origin';

/** Milliseconds in which a proof that is interrupted puts in order what it has started. */
const GRACE = 60_000;

/**
 * Runs one proof, and writes its chapter of docs/reliability.md.
 *
 * @param names of all proofs
 */
export async function proveOne(
	name: string,
	{ names, prove, signal }: Parts & { prove: () => Promise<Section> },
): Promise<Section> {
	const circumstances = await circumstancesNow(signal);
	const options = { book: new Book(names), circumstances, now: Date.now, signal };
	return await keeping(name, prove, options);
}

/**
 * Runs every proof, each in a process of its own, and writes docs/reliability.md.
 *
 * @param program a script and its arguments, which runs the proof whose name follows
 * @returns whether all of them have shown what they should
 */
export async function proveEverything(
	program: readonly string[],
	{ names, signal }: Parts,
): Promise<boolean> {
	return await proveAll(new Book(names), {
		start: async (name) => await inProcess(program, name, signal),
		circumstances: async () => await circumstancesNow(signal),
		signal,
	});
}

interface Parts {
	names: string[];
	signal: AbortSignal;
}

async function circumstancesNow(signal: AbortSignal): Promise<Circumstances> {
	const { version } = needsOf(N8N_VERSION).node;
	return {
		date: new Date().toISOString(),
		origin: await originOf(signal),
		machine: `${machineText()}; n8n ${N8N_VERSION} on Node ${version} where no other is named`,
	};
}

async function inProcess(
	program: readonly string[],
	name: string,
	signal: AbortSignal,
): Promise<number | string> {
	const child = startProcess(process.execPath, ['--import', endWithParent, ...program, name], {
		cwd: projectFolder,
		stdio: ['pipe', 'inherit', 'inherit'],
	});
	const stop = () => void stopProcess(child, GRACE);
	signal.addEventListener('abort', stop, { once: true });
	try {
		return await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('exit', (code, killedBy) => resolve(code ?? killedBy ?? 'an unknown signal'));
		});
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
