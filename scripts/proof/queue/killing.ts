import { poll } from '../../lib/poll.mjs';
import { isClient } from './connections';
import type { Cluster } from './cluster';
import type { Emulator } from '../../../emulator';

/** So much of all bytes has arrived when a worker is killed. */
const MIDDLE = 0.3;

/** Milliseconds for uploads to have come so far. */
const PATIENCE = 10 * 60_000;

/**
 * Kills a worker in the middle of a chunk, which is never done: the network may hold all of it by then, and would still
 * hand it over when the worker is gone.
 *
 * @param bytes of all files
 */
export async function killWorker(
	{ workers, kill, signal }: Cluster,
	emulator: Emulator,
	bytes: number,
): Promise<{ name: string; killedAt: number }> {
	const { faults, requests } = emulator;
	const waitFor = async <T>(what: string, ask: () => Promise<T | undefined> | T | undefined) =>
		await poll(ask, { what, timeoutMilliseconds: PATIENCE, intervalMilliseconds: 20, signal });
	const arrived = () => requests.uploads.reduce((sum, entry) => sum + entry.bytes, 0);
	await waitFor('the middle of the files', () => arrived() > bytes * MIDDLE || undefined);
	faults.add({ kind: 'stall', afterBytes: 1, path: '/source$', times: 1 });
	const worker = await waitFor('a worker in the middle of a chunk', async () => {
		const stalled = requests.uploads.find((entry) => entry.faults.includes('stall'));
		if (stalled?.clientPort === undefined) return undefined;
		const connection = {
			clientPort: stalled.clientPort,
			serverPort: Number(new URL(emulator.url).port),
		};
		for (const one of workers) if (await isClient(one.pid, connection)) return one;
		return undefined;
	});
	kill(worker);
	return { name: worker.name, killedAt: Date.now() };
}
