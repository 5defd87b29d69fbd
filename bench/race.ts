import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../emulator';
import type { Contender } from './contenders/contender';
import { makeVideos, patternOf } from './files';
import { expectArrived, type Receiver } from './receiver';
import { onStage, type Stage } from './stage';
import { resultOf, takeTurns, type Turns } from './turns';
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
			const contenders: Turns['contenders'] = [
				await node(stage, patternOf(folder)),
				await description.rival(world, stage, files),
			];
			const { mostPairs, line = [] } = description;
			const turns: Turns = {
				contenders,
				mostPairs,
				prepare: async (isMeasured) => await stage.receiver.reset(isMeasured ? line : []),
				check: async (contender) =>
					await expectArrived(stage.receiver, count * size, contender.name),
			};
			try {
				const work = description.work(count, size);
				return resultOf({ ...description, work }, turns, await takeTurns(world, turns));
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
