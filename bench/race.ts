/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../emulator';
import type { Contender } from './contenders/contender';
import { makeVideos, patternOf } from './files';
import type { Receiver } from './receiver';
import { median, type Result } from './result';
import { onStage, type Stage } from './stage';
import { UPLOAD_NODE } from './workflow';
import type { Benchmark, World } from './world';

/** The node and somebody else upload the same files, by turns. */
export interface Race {
	name: string;
	/** What is done, in words, given count and size in bytes of the files. */
	work(count: number, size: number): string;
	/** Count and size of the files at a scale. */
	files(scale: number): { count: number; size: number };
	/** Starts whom both upload to, with n8n's Node. */
	receiver(node: string): Promise<Receiver>;
	/** What the line is like. */
	line?: readonly Fault[];
	rival(world: World, stage: Stage, files: string[]): Promise<Contender>;
	/** Time of the node divided by that of the rival: at most this. */
	goal: number;
	/** Pairs at most, where one takes minutes. */
	mostPairs?: number;
	notes?: string[];
}

/** Makes a benchmark of a race. */
export function race(description: Race): Benchmark {
	const { name, receiver } = description;
	const run = async (world: World) =>
		await onStage(world, { name, receiver, mayProfile: true }, async (stage) => {
			const { count, size } = description.files(world.options.scale);
			const folder = join(stage.folder, 'videos');
			await mkdir(folder);
			world.say(`  making ${count} files`);
			const files = await makeVideos(folder, count, size);
			const contenders = [
				await node(stage, patternOf(folder)),
				await description.rival(world, stage, files),
			];
			try {
				const times = await takeTurns(world, stage, description, contenders, count * size);
				return resultOf(description, contenders, times, { count, size });
			} finally {
				await contenders[1].stop();
			}
		});
	return { name, run };
}

/** Our node, in n8n: the time of its step alone, by n8n's clock. */
async function node(stage: Stage, pattern: string): Promise<Contender> {
	const workflow = await stage.importUpload(pattern);
	return {
		name: 'our node in n8n',
		run: async () => (await stage.upload(workflow)).timeOf(UPLOAD_NODE).milliseconds,
		stop: async () => {},
	};
}

/** @returns milliseconds of each contender in each round, in the order of the contenders */
async function takeTurns(
	{ options, signal, say }: World,
	{ receiver }: Stage,
	{ line = [], mostPairs = Infinity }: Race,
	contenders: Contender[],
	bytes: number,
): Promise<number[][]> {
	const turn = async (contender: Contender, faults: readonly Fault[]) => {
		signal.throwIfAborted();
		await receiver.reset(faults);
		const milliseconds = await contender.run();
		const arrived = (await receiver.completeVideos()).reduce((sum, size) => sum + size, 0);
		if (arrived !== bytes) {
			throw new Error(`${contender.name}: ${arrived} of ${bytes} bytes are in complete videos`);
		}
		return milliseconds;
	};
	say('  warming up');
	for (const contender of contenders) await turn(contender, []);
	const times: number[][] = contenders.map(() => []);
	for (let pair = 0; pair < Math.min(options.pairs, mostPairs); pair++) {
		const order = pair % 2 === 0 ? [0, 1] : [1, 0];
		for (const index of order) times[index][pair] = await turn(contenders[index], line);
		const shown = contenders.map(({ name }, index) => `${name} ${seconds(times[index][pair])}`);
		say(
			`  pair ${pair + 1}: ${shown.join(', ')}, ${(times[0][pair] / times[1][pair]).toFixed(2)} x`,
		);
	}
	return times;
}

function resultOf(
	{ name, work, goal, notes = [] }: Race,
	contenders: Contender[],
	times: number[][],
	{ count, size }: { count: number; size: number },
): Result {
	const ratios = times[0].map((time, pair) => time / times[1][pair]);
	const ratio = median(ratios);
	const inSeconds = (values: number[]) => values.map((value) => Number((value / 1000).toFixed(3)));
	return {
		name,
		work: work(count, size),
		against: contenders[1].name,
		series: [
			...contenders.map((contender, index) => ({
				label: contender.name,
				unit: 's',
				values: inSeconds(times[index]),
			})),
			{ label: 'ratio', unit: 'x', values: ratios.map((value) => Number(value.toFixed(3))) },
		],
		measured: `${ratio.toFixed(2)} x`,
		goal: `<= ${goal} x`,
		passed: ratio <= goal,
		notes,
	};
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
