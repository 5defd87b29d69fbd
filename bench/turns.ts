import type { Contender } from './contenders/contender';
import { median, type Result } from './result';
import type { World } from './world';

/** Two who do the same, by turns. */
export interface Turns {
	/** The node, and its rival. */
	contenders: readonly [Contender, Contender];
	/** Pairs at most, where one takes minutes. */
	mostPairs?: number;
	/**
	 * Called before each turn.
	 *
	 * @param isMeasured false: for warming up, on a line that is neither distant nor narrow
	 */
	prepare(isMeasured: boolean): Promise<void>;
	/**
	 * Called after each turn.
	 *
	 * @throws when not all has arrived
	 */
	check(contender: Contender): Promise<void>;
}

/** @returns milliseconds of each contender in each round, in the order of the contenders */
export async function takeTurns(
	{ options, signal, say }: World,
	{ contenders, mostPairs = Infinity, prepare, check }: Turns,
): Promise<number[][]> {
	const turn = async (contender: Contender, isMeasured: boolean) => {
		signal.throwIfAborted();
		await prepare(isMeasured);
		const milliseconds = await contender.run();
		await check(contender);
		return milliseconds;
	};
	say('  warming up');
	for (const contender of contenders) await turn(contender, false);
	const times: number[][] = contenders.map(() => []);
	for (let pair = 0; pair < Math.min(options.pairs, mostPairs); pair++) {
		const order = pair % 2 === 0 ? [0, 1] : [1, 0];
		for (const index of order) times[index][pair] = await turn(contenders[index], true);
		const shown = contenders.map(({ name }, index) => `${name} ${seconds(times[index][pair])}`);
		say(
			`  pair ${pair + 1}: ${shown.join(', ')}, ${(times[0][pair] / times[1][pair]).toFixed(2)} x`,
		);
	}
	return times;
}

/** What a reader is told of the work, and of what was to be reached. */
export interface Description {
	name: string;
	work: string;
	/** Time of the node divided by that of the rival: at most this. */
	goal: number;
	notes?: string[];
}

/** @param times of {@link takeTurns}, in milliseconds */
export function resultOf(
	{ name, work, goal, notes = [] }: Description,
	{ contenders }: Pick<Turns, 'contenders'>,
	times: readonly number[][],
): Result {
	const ratios = times[0].map((time, pair) => time / times[1][pair]);
	const ratio = median(ratios);
	const inSeconds = (values: number[]) => values.map((value) => Number((value / 1000).toFixed(3)));
	return {
		name,
		work,
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
