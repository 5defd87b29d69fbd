import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { documentedRateLimits, type Fault } from '../../emulator';
import { runCrowd, startAtOnce, type CrowdRun } from '../crowd/crowd';
import { fewestRequests, limitFloor } from '../crowd/floor';
import { scaledCount } from '../crowd/scaledCount';
import { crowdResult, growthResult } from '../crowd/verdict';
import { makeSparse, MIB, needSpace, sizeText } from '../files';
import type { Result } from '../result';
import { startService } from '../service';
import { onStage, type Stage } from '../stage';
import { warmUp } from '../warmUp';
import { noUploadStep } from '../workflow';
import type { Benchmark, World } from '../world';

const LIMITS = documentedRateLimits.sandbox;

const LINE: readonly Fault[] = [{ kind: 'latency', milliseconds: 80 }];

/** Bytes by which n8n may grow beyond what it needs for the same files without our node. */
const MORE_MEMORY = 96 * MIB;

/** Fewer executions would fit into one window of the limit. */
const LEAST = 9;

/** Sizes, in bytes, of so many files from 120 to 300 MiB, evenly apart: 20 are 4.1 GiB. */
export function mixedSizes(count: number): number[] {
	const step = (300 - 120) / (count - 1);
	return Array.from({ length: count }, (_, index) => Math.round(120 + step * index) * MIB);
}

/** What both n8n are given. */
interface Files {
	sizes: number[];
	bytes: number;
	/** See `limitFloor`, in milliseconds. */
	floor: number;
}

async function withNode(world: World, files: Files): Promise<CrowdRun> {
	return await onStage(world, { name: 'crowd-large', receiver: startService }, async (stage) => {
		const paths = await prepare(stage, files);
		world.say(`  ${paths.length} executions; the floor is ${files.floor / 1000} s`);
		return await runCrowd(world, stage, { ...files, files: paths, limits: LIMITS, line: LINE });
	});
}

/** @returns bytes by which n8n has grown */
async function withoutNode(world: World, files: Files): Promise<number> {
	return await onStage(world, { name: 'crowd-memory', receiver: startService }, async (stage) => {
		const paths = await prepare(stage, files);
		world.say('  the same without our node');
		const crowd = { files: paths, floor: files.floor };
		return (await startAtOnce(world, stage.n8n, noUploadStep, crowd)).growthBytes;
	});
}

/** Both n8n have uploaded something before they are compared. */
async function prepare(stage: Stage, { sizes, bytes }: Files): Promise<string[]> {
	await warmUp(stage);
	await needSpace(stage.folder, bytes);
	const folder = join(stage.folder, 'videos');
	await mkdir(folder);
	const paths: string[] = [];
	for (const size of sizes) paths.push(await makeSparse(folder, size, `${paths.length}`));
	return paths;
}

async function run(world: World): Promise<Result[]> {
	const sizes = mixedSizes(scaledCount(20, world.options.scale, LEAST));
	const bytes = sizes.reduce((sum, size) => sum + size, 0);
	const floor = limitFloor(fewestRequests(sizes), LIMITS.uploads);
	const brought = await withNode(world, { sizes, bytes, floor });
	const without = await withoutNode(world, { sizes, bytes, floor });
	const work = `${sizes.length} executions at once, 120 to 300 MiB each (${sizeText(bytes)}), ${LIMITS.uploads} uploads a minute, 80 ms latency`;
	const goal = { overFloor: 1.05, refused: 2 };
	const crowd = { count: sizes.length, floor };
	const growth = { withNode: brought.growthBytes, without };
	return [
		crowdResult({ name: 'crowd-large', work, goal }, crowd, brought),
		growthResult({ name: 'crowd-memory', work, goalBytes: MORE_MEMORY }, growth),
	];
}

/** Large files at the limit of the sandbox, and what n8n itself needs for them. */
export const largeCrowd: Benchmark = { name: 'crowd-large', run };
