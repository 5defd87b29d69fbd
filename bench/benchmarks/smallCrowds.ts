import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RateLimits } from '../../emulator';
import { runCrowd } from '../crowd/crowd';
import { limitFloor } from '../crowd/floor';
import { scaledCount } from '../crowd/scaledCount';
import { crowdResult, type CrowdGoal } from '../crowd/verdict';
import { makeVideos, MIB } from '../files';
import type { Result } from '../result';
import { startService } from '../service';
import { onStage } from '../stage';
import { warmUp } from '../warmUp';
import type { Benchmark, World } from '../world';

/** Files of 1 MiB against one limit. */
export interface SmallCrowd {
	name: string;
	executions: number;
	kind: keyof RateLimits;
	/** Requests of that kind that are allowed in a window. */
	perWindow: number;
	/** Length of the window; default: the minute that is documented. */
	windowSeconds?: number;
	/** Requests of that kind that are needed beside one for each execution. */
	beside: number;
	goal: CrowdGoal;
}

/** A crowd in an n8n of its own. */
export function smallCrowd(wanted: SmallCrowd): Benchmark {
	const { name, executions, kind, perWindow, windowSeconds = 60, beside, goal } = wanted;
	const run = async (world: World): Promise<Result> => {
		const count = scaledCount(executions, world.options.scale, perWindow + 1);
		const floor = limitFloor(count + beside, perWindow, windowSeconds);
		const work = `${count} executions at once, 1 MiB each, ${perWindow} ${kind} ${windowSeconds === 60 ? 'a minute' : `in ${windowSeconds} s`}`;
		return await onStage(world, { name, receiver: startService }, async (stage) => {
			await warmUp(stage);
			const folder = join(stage.folder, 'videos');
			await mkdir(folder);
			const files = await makeVideos(folder, count, MIB);
			const limits = { [kind]: perWindow };
			world.say(`  ${count} executions; the floor is ${floor / 1000} s`);
			const crowd = { files, bytes: count * MIB, limits, windowSeconds, line: [], floor };
			return crowdResult(
				{ name, work, goal },
				{ count, floor },
				await runCrowd(world, stage, crowd),
			);
		});
	};
	return { name, run };
}

/** Many executions at once with hardly anything to send. */
export const smallCrowds: Benchmark[] = [
	smallCrowd({
		name: 'crowd-uploads',
		executions: 100,
		kind: 'uploads',
		perWindow: 8,
		beside: 0,
		goal: { overFloor: 1.05 },
	}),
	smallCrowd({
		name: 'crowd-writes',
		executions: 80,
		kind: 'writes',
		perWindow: 10,
		// Somebody has to sign in.
		beside: 1,
		goal: {},
	}),
];
