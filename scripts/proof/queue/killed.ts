import { mebibytes, seconds } from '../../lib/format';
import { idleBytes, watchMemory } from '../../../bench/measure/memory';
import { must } from '../seen';
import { jobSteps, openDoor, type Run } from './jobs';
import { killWorker } from './killing';
import { mustBeThere, type Library } from './library';
import { retryStalled } from './retrying';
import { nothingSentAgain } from './sent';
import { withService, type Service } from './service';
import type { Cluster } from './cluster';
import type { Findings } from '../findings';

/** Seconds in which all files would arrive over the line, unless something else is said. */
const LINE_SECONDS = 40;

/** Milliseconds. n8n takes up to 135 s to notice that a worker is gone. */
const PATIENCE = 15 * 60_000;

/**
 * Webhooks start an upload for each file, a worker is killed in the middle, and the same webhooks are called once more.
 *
 * @param cluster with three workers
 */
export async function proveKilled(
	cluster: Cluster,
	library: Library,
	options: {
		/** The files and where they are, for people. */
		what: string;
		from: 'disk' | 'web';
		/** Seconds in which all files would arrive, if nothing else took time. */
		lineSeconds?: number;
		/** How often it may have to be run again. */
		roundsMost?: number;
		/** Bytes by which a worker may grow. */
		growthMost: number;
		findings: Findings;
	},
) {
	const { what, from, lineSeconds = LINE_SECONDS, roundsMost = 1, growthMost, findings } = options;
	const { find } = findings;
	const { signal } = cluster;
	const { files, bytes } = library;
	const prove = async ({ emulator, credentials, videos }: Service) => {
		const bytesPerSecond = Math.round(bytes / lineSeconds);
		emulator.faults.add({ kind: 'bandwidth', bytesPerSecond, shared: true, path: '/source$' });
		const door = await openDoor(cluster, jobSteps(credentials, { from }));
		const memory = await watchWorkers(cluster);
		let killed: Awaited<ReturnType<typeof killWorker>> | undefined;
		await find(`${what}: a worker is killed in the middle of a chunk`, async () => {
			await door.start(files);
			killed = await killWorker(cluster, emulator, bytes);
			return `${killed.name} was in the middle of a chunk, which was never done`;
		});
		// Nothing that follows would say anything then.
		if (!killed) return void (await memory());
		const { killedAt } = killed;
		await find(`${what}: n8n ends its executions, and does not run them again`, async () => {
			const runs = await door.ended(files.length, PATIENCE);
			must(runs.length === files.length, () => `${runs.length} executions`);
			must(count(runs, 'success') < files.length, () => 'all of them ended well');
			const noticed = Math.max(...runs.map(({ stoppedAt }) => stoppedAt)) - killedAt;
			return `${statuses(runs)}; the last one ${seconds(noticed)} after the worker was killed`;
		});
		await find(`${what}: n8n's own Retry of them uploads nothing`, async () => {
			return await retryStalled(cluster, door.workflowId, emulator);
		});
		await find(`${what}: run again with the same keys, all end well`, async () => {
			for (let round = 1; ; round++) {
				const before = await door.runs();
				await door.start(files);
				const ended = await door.ended(before.length + files.length, PATIENCE);
				const runs = ended.slice(before.length);
				const failed = runs.find(({ status }) => status !== 'success');
				if (!failed) return `${statuses(runs)} in run ${round + 1}`;
				const why = (await cluster.client.finished(failed.id, { signal })).error?.message;
				must(round < roundsMost, () => `${statuses(runs)} in run ${round + 1}: ${why}`);
			}
		});
		await find(`${what}: every file is there once, byte for byte`, async () => {
			await mustBeThere(library, emulator, await videos());
			return `${files.length} videos, ${mebibytes(bytes)}`;
		});
		await find(`${what}: nothing that had arrived was sent again`, () =>
			nothingSentAgain(emulator.requests.uploads, bytes),
		);
		await find(`${what}: each worker stays within its memory`, async () => {
			const grown = await memory();
			const text = grown
				.map(
					({ name, idle, growth }) => `${name} ${mebibytes(idle)} at rest, +${mebibytes(growth)}`,
				)
				.join('; ');
			must(Math.max(...grown.map(({ growth }) => growth)) <= growthMost, () => text);
			return text;
		});
	};
	await withService(cluster, prove);
}

/** @returns of each worker that is still there: bytes at rest, and by how many it has grown at most */
async function watchWorkers({
	workers,
}: Cluster): Promise<() => Promise<Array<{ name: string; idle: number; growth: number }>>> {
	const watched = await Promise.all(
		workers.map(async ({ name, pid }) => ({
			name,
			idle: await idleBytes(pid),
			stop: watchMemory(pid),
		})),
	);
	return async () => {
		const grown = watched.map(async ({ name, idle, stop }) => {
			// Nobody can say it of the one that is gone.
			const seen = await stop().catch(() => undefined);
			return seen ? [{ name, idle, growth: seen.peakBytes - idle }] : [];
		});
		return (await Promise.all(grown)).flat();
	};
}

const count = (runs: Run[], status: string) => runs.filter((run) => run.status === status).length;

function statuses(runs: Run[]) {
	const all = [...new Set(runs.map(({ status }) => status))].sort();
	return all.map((status) => `${count(runs, status)} '${status}'`).join(', ');
}
