import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8n } from '../../scripts/lib/lab';
import { GIB, makeSparse, MIB, needSpace, patternOf, scaled, sizeText } from '../files';
import { idleBytes, residentBytes } from '../measure/memory';
import type { Result } from '../result';
import { startService } from '../service';
import { onStage, type Stage } from '../stage';
import { warmUp } from '../warmUp';
import { UPLOAD_NODE } from '../workflow';
import type { Benchmark, World } from '../world';

/** MiB that the n8n process may grow by. */
const GOAL = 96;

/** How far n8n's process grows while a large file goes through it. */
function memory(name: string, bytes: number): Benchmark {
	const run = async (world: World) =>
		await onStage(world, { name, receiver: startService }, async (stage) => {
			const size = scaled(bytes, world.options.scale);
			await needSpace(stage.folder, size);
			return await measure(world, stage, name, size);
		});
	return { name, run };
}

/** Milliseconds between two looks at the process. */
const INTERVAL = 50;

/** Notes how large n8n's process is, until stopped. */
function watch({ pid }: N8n) {
	const samples: Array<{ at: number; bytes: number }> = [];
	let stopped = false;
	const look = async () => {
		while (!stopped) {
			samples.push({ at: Date.now(), bytes: await residentBytes(pid) });
			await sleep(INTERVAL);
		}
	};
	// When the process has ended there is nothing more to see; the upload tells what happened.
	look().catch(() => {});
	return {
		samples,
		stop: () => {
			stopped = true;
		},
	};
}

async function measure(world: World, stage: Stage, name: string, size: number): Promise<Result> {
	const { n8n, folder, receiver } = stage;
	await warmUp(stage);
	const large = join(folder, 'large');
	await mkdir(large);
	await makeSparse(large, size);

	await receiver.reset([]);
	const workflow = await stage.importUpload(patternOf(large));
	world.say(`  uploading ${sizeText(size)}`);
	const idle = await idleBytes(n8n.pid);
	const watched = watch(n8n);
	const execution = await stage.upload(workflow).finally(watched.stop);
	const { startedAt, milliseconds } = execution.timeOf(UPLOAD_NODE);
	const [arrived] = await receiver.completeVideos();
	if (arrived !== size) throw new Error(`${arrived} of ${size} bytes have arrived`);
	const peak = (during: (at: number) => boolean) => {
		const seen = watched.samples.filter(({ at }) => during(at)).map(({ bytes }) => bytes);
		return Number(((Math.max(idle, ...seen) - idle) / MIB).toFixed(1));
	};
	const growth = peak(() => true);
	return {
		name,
		work: `${sizeText(size)} (sparse file), loopback`,
		against: 'n8n’s process at rest',
		series: [
			{ label: 'n8n at rest', unit: 'MiB', values: [Math.round(idle / MIB)] },
			{ label: 'growth at the peak', unit: 'MiB', values: [growth] },
			{
				label: 'of it while n8n reads the file',
				unit: 'MiB',
				values: [peak((at) => at < startedAt)],
			},
			{
				label: 'speed of the upload',
				unit: 'MiB/s',
				values: [Math.round(size / MIB / (milliseconds / 1000))],
			},
		],
		measured: `+${growth} MiB`,
		goal: `<= +${GOAL} MiB`,
		passed: growth <= GOAL,
		notes: ['Resident set; includes the step in which n8n reads the file into its store.'],
	};
}

export const memoryBenchmarks = [memory('memory-4g', 4 * GIB), memory('memory-30g', 30 * GIB)];
