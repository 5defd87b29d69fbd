import { MIB } from '../files';
import type { Result } from '../result';
import type { CrowdRun } from './crowd';

/** What a crowd has to reach; all of its executions have to end well in any case. */
export interface CrowdGoal {
	/** Time divided by the limit's floor, at most; undefined: any. */
	overFloor?: number;
	/** Refused requests, at most; undefined: any. */
	refused?: number;
}

/** Puts a run of a crowd of so many executions into a row. */
export function crowdResult(
	{ name, work, goal }: { name: string; work: string; goal: CrowdGoal },
	{ count, floor }: { count: number; floor: number },
	run: CrowdRun,
): Result {
	const { milliseconds, succeeded, uploads, refused, growthBytes, complaints } = run;
	const ratio = milliseconds / floor;
	const { overFloor = Infinity, refused: mostRefused = Infinity } = goal;
	return {
		name,
		work,
		against: `the limit’s floor, ${seconds(floor)} s`,
		series: [
			{ label: 'time', unit: 's', values: [seconds(milliseconds)] },
			{ label: 'ended well', unit: `of ${count}`, values: [succeeded] },
			{ label: 'upload requests', unit: 'requests', values: [uploads] },
			{ label: 'refused (429)', unit: 'requests', values: [refused] },
			{ label: 'growth of n8n at the peak', unit: 'MiB', values: [Math.round(growthBytes / MIB)] },
		],
		measured: `${succeeded} of ${count}, ${ratio.toFixed(2)} x, ${refused} refused`,
		goal: [
			`${count} of ${count}`,
			...(overFloor < Infinity ? [`<= ${overFloor} x`] : []),
			...(mostRefused < Infinity ? [`at most ${mostRefused} refused`] : []),
		].join(', '),
		passed: succeeded === count && ratio <= overFloor && refused <= mostRefused,
		notes: complaints.map((complaint) => `${name}: ${complaint}`),
	};
}

/** Puts what n8n has grown by, with and without our node, into a row. */
export function growthResult(
	{ name, work, goalBytes }: { name: string; work: string; goalBytes: number },
	{ withNode, without }: { withNode: number; without: number },
): Result {
	const more = withNode - without;
	const inMib = (bytes: number) => Math.round(bytes / MIB);
	return {
		name,
		work,
		against: 'the same files through n8n without our node',
		series: [
			{ label: 'growth with our node', unit: 'MiB', values: [inMib(withNode)] },
			{ label: 'without', unit: 'MiB', values: [inMib(without)] },
		],
		measured: `${more < 0 ? '' : '+'}${inMib(more)} MiB`,
		goal: `<= +${inMib(goalBytes)} MiB`,
		passed: more <= goalBytes,
		notes: ['Without our node: No Operation in its place, in another n8n that was just started.'],
	};
}

const seconds = (milliseconds: number) => Number((milliseconds / 1000).toFixed(1));
