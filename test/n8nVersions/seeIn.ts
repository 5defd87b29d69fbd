import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
	ensureBuild,
	ensureN8nCore,
	projectFolder,
	run,
	temporaryFolder,
} from '../../scripts/lib/lab';
import type { AllSeen } from './see';

/** Milliseconds for `beforeAll`: on a new machine it downloads n8n-core, and a Node. */
export const START_TIMEOUT = 15 * 60_000;

/** Milliseconds for the programme, of which it takes a hundredth. */
const PATIENCE = 10 * 60_000;

/**
 * Runs the programme of see.ts, and in it the compiled node, with the packages of an n8n and on its Node.
 *
 * @param version of n8n; installed into the cache folder where it is not there yet
 */
export async function seeIn(version: string): Promise<AllSeen> {
	return (await runIn(version, join(__dirname, 'see.ts'))) as AllSeen;
}

/**
 * Runs a programme with the packages of an n8n and on its Node.
 *
 * @param programme writes what it has seen, as JSON, into the file that its first argument names
 * @param args the others
 */
export async function runIn(
	version: string,
	programme: string,
	args: readonly string[] = [],
	signal: AbortSignal = AbortSignal.timeout(PATIENCE),
): Promise<unknown> {
	await ensureBuild();
	const { node, folder: N8N_CORE_FOLDER } = await ensureN8nCore(version);
	const folder = await temporaryFolder('versions');
	const file = join(folder, 'seen.json');
	const first = ['tsx/cjs', join(__dirname, 'useN8n.cjs')].flatMap((one) => ['--require', one]);
	try {
		await run(node, ['--expose-gc', ...first, programme, file, ...args], {
			cwd: projectFolder,
			env: { ...process.env, N8N_CORE_FOLDER },
			signal,
		});
		return JSON.parse(await readFile(file, 'utf8'));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
