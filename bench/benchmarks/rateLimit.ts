import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { documentedRateLimits, type Fault } from '../../emulator';
import { GIB, makeSparse, MIB, needSpace, patternOf, scaled, sizeText } from '../files';
import { median, type Result } from '../result';
import { startService, withService } from '../service';
import { onStage, type Stage } from '../stage';
import { warmUp } from '../warmUp';
import { UPLOAD_NODE } from '../workflow';
import type { Benchmark, World } from '../world';

/** The line in all, in bytes per second, and the requests that share it. */
const LINE = 100 * MIB;
const PARALLEL = 6;

/** Uploads a minute that the sandbox allows. */
const LIMIT = documentedRateLimits.sandbox.uploads;
const LARGEST_CHUNK = 128 * MIB;

/** What the limit allows at the largest chunk, in bytes per second. */
const CEILING = (LIMIT * LARGEST_CHUNK) / 60;

/** Rounds take a minute each, and differ little: the line and not the machine decides. */
const ROUNDS = 3;

const GOAL = 0.9;

/** The emulator slows down connections, not the line, so each gets its part. */
const line: Fault[] = [{ kind: 'bandwidth', bytesPerSecond: LINE / PARALLEL, path: '/source$' }];

async function measure(world: World, stage: Stage): Promise<Result> {
	const { folder } = stage;
	const size = scaled(4 * GIB, world.options.scale);
	const videos = join(folder, 'videos');
	await mkdir(videos);
	await needSpace(folder, size);
	await makeSparse(videos, size);
	await warmUp(stage);

	const speeds: number[] = [];
	const failed: number[] = [];
	const refused: number[] = [];
	const requests: number[] = [];
	const longest: number[] = [];
	for (let round = 0; round < Math.min(ROUNDS, world.options.pairs); round++) {
		// A service of its own for each round: what the node remembers of an account's minute must be true.
		const { milliseconds, uploads } = await withService(
			world.installation.node,
			documentedRateLimits.sandbox,
			async (service) => {
				await service.reset(line);
				const workflow = await stage.importUpload(patternOf(videos), service);
				const execution = await stage.upload(workflow);
				return { ...execution.timeOf(UPLOAD_NODE), uploads: await service.uploads() };
			},
		);
		speeds.push(Number((size / MIB / (milliseconds / 1000)).toFixed(1)));
		refused.push(uploads.filter(({ status }) => status === 429).length);
		failed.push(uploads.filter(({ status = 0 }) => status < 200 || status > 299).length);
		requests.push(uploads.length);
		longest.push(Math.max(...uploads.map(({ bytes }) => Math.round(bytes / MIB))));
		world.say(
			`  round ${round + 1}: ${(milliseconds / 1000).toFixed(1)} s, ${speeds[round]} MiB/s, ${uploads.length} requests of up to ${longest[round]} MiB, ${failed[round]} failed`,
		);
	}
	const share = median(speeds) / (CEILING / MIB);
	return {
		name: rateLimit.name,
		work: `${sizeText(size)}, ${LIMIT} uploads a minute, line of ${LINE / MIB} MiB/s`,
		against: `the limit’s ceiling, ${(CEILING / MIB).toFixed(1)} MiB/s`,
		series: [
			{ label: 'our node in n8n', unit: 'MiB/s', values: speeds },
			{ label: 'upload requests', unit: 'requests', values: requests },
			{ label: 'longest chunk', unit: 'MiB', values: longest },
			{ label: 'failed', unit: 'requests', values: failed },
			{ label: 'of these 429', unit: 'requests', values: refused },
		],
		measured: `${(share * 100).toFixed(0)} %, ${Math.max(...failed)} failed`,
		goal: `>= ${GOAL * 100} %, no failed request but one 429`,
		passed: share >= GOAL && failed.every((count, round) => count <= 1 && count === refused[round]),
		notes: [
			`Memory Limit 2,048 MiB, which chunks of 128 MiB need; the line is ${PARALLEL} connections of ${(LINE / PARALLEL / MIB).toFixed(1)} MiB/s.`,
		],
	};
}

/** Sending under the sandbox's limit, on a line that is faster than the limit. */
export const rateLimit: Benchmark = {
	name: 'rate-limit',
	run: async (world) =>
		await onStage(
			world,
			{
				name: 'rate-limit',
				receiver: startService,
				nodeOptions: { memoryLimit: 2048, parallelUploads: PARALLEL },
				mayProfile: true,
			},
			async (stage) => await measure(world, stage),
		),
};
