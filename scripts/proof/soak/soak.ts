import type { Findings } from '../findings';
import { openTrigger } from './door';
import { untoldIn, type Beside } from './beside';
import { beginFaults, endFaults, shareOfFaults } from './faults';
import { jobsOf } from './jobs';
import { findLeftovers, stateOf } from './leftovers';
import { findFlat, findGivenBack } from './memory';
import { doMixed, type Outcome } from './mixed';
import type { Titled } from './videos';
import { inWorld, type World } from './world';

/** The least share of requests that has to have a fault; a tenth is wanted. */
const LEAST_FAULTS = 0.05;

/**
 * Works with a real n8n while things go wrong, and looks at what came of it and at what is left.
 *
 * @param milliseconds in which work is begun
 * @param judgeSlope whether memory has to be flat while it works: an n8n that has only begun to work grows by itself for some
 *   minutes
 */
export async function soak(
	milliseconds: number,
	findings: Findings,
	signal: AbortSignal,
	{ judgeSlope = true } = {},
): Promise<void> {
	await inWorld(signal, async (world) => {
		await openTrigger(world);
		const jobs = await jobsOf(world);
		// Each kind once with nothing going wrong: what n8n loads and opens when it is used first is no leak.
		for (const job of jobs) await job.run(`${job.name}, first`);
		const before = await stateOf(world);
		world.emulator.requests.clear();
		beginFaults(world);
		const outcome = await doMixed(world, jobs, milliseconds);
		const share = shareOfFaults(world);
		const untold = untoldIn(world.emulator);
		endFaults(world);
		await findWork(world, jobs.length, { ...outcome, share, untold }, findings);
		await findLeftovers(world, before, findings);
		await findGivenBack(world, before.held, findings);
		if (judgeSlope) await findFlat(outcome.memory, findings);
	});
}

async function findWork(
	{ told, beside, service }: World,
	kinds: number,
	{ done, stopped, untrue, share, untold }: Outcome & { share: number; untold: Beside },
	findings: Findings,
): Promise<void> {
	const all = [...done.values()].reduce((sum, count) => sum + count, 0);
	await findings.find('Everything that n8n called done was done, whole and once', () => {
		if (untrue.length > 0) throw new Error(`${untrue.length} of ${all}: ${few(untrue)}`);
		if (done.size < kinds) throw new Error(`only ${[...done.keys()].join(', ')} were done`);
		if (share < LEAST_FAULTS) throw new Error(`only ${percent(share)} of the requests had a fault`);
		const counts = [...done].map(([name, count]) => `${name} ${count}`).join(', ');
		return `${all} of ${kinds} kinds, with a fault on ${percent(share)} of the requests: ${counts}`;
	});
	await findings.find('Few things stopped', () => {
		// Whether a token was made or deleted nobody can ask once the answer is lost.
		const most = all * 0.1;
		if (stopped.length > most) throw new Error(`${stopped.length} times: ${few(stopped)}`);
		return stopped.length === 0 ? 'nothing stopped' : `${stopped.length} times: ${few(stopped)}`;
	});
	await findings.find('The trigger told of each video once', () => {
		const often = [...told].filter(([, times]) => times > 1);
		if (often.length > 0) throw new Error(`${often.length} of ${told.size} more than once`);
		return `${told.size} videos`;
	});
	await findings.find('Nothing is there twice', () => {
		const seen = [
			`${beside.empty} empty ones were left beside the videos, of ${untold.empty} of which the answer was lost`,
			`${beside.copies} copies by a token alone, of ${untold.copies} first requests of which the answer was lost`,
		].join('; ');
		if (beside.empty > untold.empty || beside.copies > untold.copies) throw new Error(seen);
		return seen;
	});
	await findings.find('No video is left that nobody was told of', async () => {
		const { data } = await service<{ data: Titled[] }>('GET', '/videos?pageSize=100');
		const titles = data.map(({ title }) => title);
		const unknown = titles.filter(
			(title: string) => !stopped.some((one) => one.startsWith(`${title}: `)),
		);
		if (unknown.length > 0) throw new Error(`${unknown.length}: ${few(unknown)}`);
		return titles.length === 0
			? 'none is left'
			: `${titles.length}, of steps that had stopped: ${few(titles)}`;
	});
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** The first three of a list that may be long, each once, without the numbers of the single pieces of work. */
const few = (texts: readonly string[]) =>
	[...new Set(texts.map((text) => text.replace(/ \d+(?=: |$)/, '')))].slice(0, 3).join('; ');
