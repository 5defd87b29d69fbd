import { poll } from '../../lib/poll.mjs';
import { isSendingTo } from './sending';
import type { Cluster } from './cluster';
import type { Emulator } from '../../../emulator';

/** So much of all bytes has arrived when a worker is killed. */
const MIDDLE = 0.3;

/**
 * Milliseconds for uploads to have come so far, and for a torn connection to be noticed: what the killed process had
 * handed to the system still travels, as slowly as everything else.
 */
const PATIENCE = 10 * 60_000;
const NOTICED = 120_000;

/**
 * Kills a worker in the middle of a chunk.
 *
 * @param bytes of all files
 * @returns torn: requests of that worker that ended in the middle; bytes: what had arrived of them
 */
export async function killWorker(
	{ workers, kill, signal }: Cluster,
	emulator: Emulator,
	bytes: number,
): Promise<{ name: string; killedAt: number; torn: number; bytes: number }> {
	const arrived = () => emulator.requests.uploads.reduce((sum, entry) => sum + entry.bytes, 0);
	const port = Number(new URL(emulator.url).port);
	const inTheMiddle = async () => {
		if (arrived() <= bytes * MIDDLE) return undefined;
		for (const worker of workers) if (await isSendingTo(worker.pid, port)) return worker;
		return undefined;
	};
	const worker = await poll(inTheMiddle, {
		what: 'a worker in the middle of the files',
		timeoutMilliseconds: PATIENCE,
		intervalMilliseconds: 20,
		signal,
	});
	kill(worker);
	const killedAt = Date.now();
	const underWay = emulator.requests.uploads.filter(({ endedAt }) => endedAt === undefined);
	const torn = () =>
		underWay.filter((entry) => entry.endedAt !== undefined && entry.status === undefined);
	await poll(() => torn().length > 0 || undefined, {
		what: `a chunk of ${worker.name} that was torn off`,
		timeoutMilliseconds: NOTICED,
		intervalMilliseconds: 20,
		signal,
	});
	return {
		name: worker.name,
		killedAt,
		torn: torn().length,
		bytes: torn().reduce((sum, entry) => sum + entry.bytes, 0),
	};
}
