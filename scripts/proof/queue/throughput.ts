import { availableParallelism } from 'node:os';
import { seconds } from '../../lib/format';
import { must } from '../seen';
import { jobSteps, openDoor, type Job } from './jobs';
import { processorTime } from './processorTime';
import { withFileServer, withService } from './service';
import type { Cluster } from './cluster';
import type { Findings } from '../findings';

const MIB = 1024 * 1024;

/** Files, and bytes of each. */
const FILES = 36;
const SIZE = 16 * MIB;

/** Each connection to the service takes so many bytes a second, and each worker may have so many of them. */
const BYTES_PER_SECOND = 4 * MIB;
const PARALLEL = 2;

/** What so many workers have to reach of what one reaches. */
const LEAST = { 2: 1.7, 3: 2.4 } as Record<number, number>;

/** Share of the processors beyond which they are what is measured, and not the line: everything here runs on one machine. */
const BUSY_MOST = 0.85;

/** Milliseconds. */
const PATIENCE = 15 * 60_000;

export interface Measured {
	workers: number;
	/** From the first execution that began to the last one that ended. */
	milliseconds: number;
	bytesPerSecond: number;
	/** Share of the machine's processors that all of it took together, 0 to 1. */
	busy: number;
}

export interface Throughput {
	files: number;
	/** Bytes of each. */
	size: number;
	/** What a worker's line takes, in bytes per second. */
	lineBytes: number;
	rows: Measured[];
}

/**
 * How fast 1, 2, 3 workers upload the same files, each over a line of the same width.
 *
 * @param cluster with one worker
 */
export async function proveThroughput(
	cluster: Cluster,
	{ node, scale, findings }: { node: string; scale: number; findings: Findings },
): Promise<Throughput> {
	const count = Math.max(12, Math.round(FILES * scale));
	const paths = Array.from({ length: count }, (_, index) => `/film-${index}.mp4`);
	const files = Object.fromEntries(paths.map((path, seed) => [path, { size: SIZE, seed }]));
	const rows: Measured[] = [];
	await withFileServer(node, files, async ({ addressOf }) => {
		const jobs = paths.map((path) => ({ key: '', place: addressOf(path) }));
		for (const workers of [1, 2, 3]) {
			while (cluster.workers.length < workers) await cluster.addWorker();
			await findings.find(
				`${count} files through ${workers} ${workers === 1 ? 'worker' : 'workers'}`,
				async () => {
					const measured = await measure(cluster, jobs);
					rows.push(measured);
					const times = measured.bytesPerSecond / rows[0].bytesPerSecond;
					must(
						measured.busy <= BUSY_MOST,
						() =>
							`it took ${Math.round(measured.busy * 100)} % of the processors: they were measured, and not the line`,
					);
					must(times >= (LEAST[workers] ?? 0), () => `${times.toFixed(2)} x of one worker`);
					return `${seconds(measured.milliseconds)}, ${times.toFixed(2)} x of one worker`;
				},
			);
		}
	});
	return { files: count, size: SIZE, lineBytes: PARALLEL * BYTES_PER_SECOND, rows };
}

async function measure(cluster: Cluster, jobs: Job[]): Promise<Measured> {
	return await withService(cluster, async ({ emulator, credentials }) => {
		emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: BYTES_PER_SECOND, path: '/source$' });
		const options = { idempotencyKey: undefined, parallelUploads: PARALLEL };
		const door = await openDoor(cluster, jobSteps(credentials, { from: 'web', options }));
		const before = { at: performance.now(), time: await processorTime() };
		await door.start(jobs);
		const runs = await door.ended(jobs.length, PATIENCE);
		const taken = (await processorTime()) - before.time;
		const available = (performance.now() - before.at) * availableParallelism();
		const well = runs.filter(({ status }) => status === 'success').length;
		must(well === jobs.length, () => `${well} of ${jobs.length} executions ended well`);
		const began = Math.min(...runs.map(({ startedAt }) => startedAt));
		const milliseconds = Math.max(...runs.map(({ stoppedAt }) => stoppedAt)) - began;
		return {
			workers: cluster.workers.length,
			milliseconds,
			bytesPerSecond: (jobs.length * SIZE * 1000) / milliseconds,
			busy: taken / available,
		};
	});
}
