import type { Fault } from '../../emulator';
import type { Limits } from '../../fileServer';
import { GIB, scaled, sizeText } from '../files';
import { expectArrived, type Receiver } from '../receiver';
import { onStage } from '../stage';
import { resultOf, takeTurns, type Turns } from '../turns';
import type { Benchmark } from '../world';
import { fromWeb, type Rival } from './contenders';
import { withWebFile } from './files';

/** The node reads a file on the web, and sends it, against somebody who brings it into n8n first. */
export interface WebRace {
	name: string;
	/** What the way is like, in words. */
	way: string;
	/** Starts whom both upload to, with n8n's Node. */
	receiver(node: string): Promise<Receiver>;
	/** What the way to the file server is like, once both are warm. */
	limits?: Limits;
	/** What the line to the service is like. */
	line?: readonly Fault[];
	rival: Rival;
	/** Time of the node divided by that of the rival: at most this. */
	goal: number;
	notes?: string[];
}

/** Makes a benchmark of a race with a file of 1 GiB. */
export function webRace(race: WebRace): Benchmark {
	const { name, way, receiver, limits = {}, line = [], goal, notes } = race;
	return {
		name,
		run: async (world) =>
			await onStage(world, { name, receiver, mayProfile: true }, async (stage) => {
				const size = scaled(GIB, world.options.scale);
				return await withWebFile(world.installation.node, { size, seed: 1 }, async (file) => {
					const rival = await race.rival(world, stage, file);
					const turns: Turns = {
						contenders: [await fromWeb(stage, file), rival],
						prepare: async (isMeasured) => {
							if (isMeasured) await file.limit(limits);
							await stage.receiver.reset(isMeasured ? line : []);
						},
						check: async (contender) => await expectArrived(stage.receiver, size, contender.name),
					};
					const work = `${sizeText(size)} from a web address, ${way}`;
					try {
						const times = await takeTurns(world, turns);
						return resultOf({ name, work, goal, notes }, turns, times);
					} finally {
						await rival.stop();
					}
				});
			}),
	};
}
