import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from '../../../bench/measure/memory';
import { Stopped } from './door';
import { deleteExecutions } from './executions';
import type { Job } from './jobs';
import type { Sample } from './slope';
import type { World } from './world';

/** So many are under way at the same time. */
const AT_ONCE = 4;

/** Milliseconds after which all access tokens stop working, again and again. */
const TOKENS_LAST = 20_000;

/** Milliseconds between two looks at the memory of n8n. */
const BETWEEN_LOOKS = 500;

/** What came of the work. */
export interface Outcome {
	/** How often each kind of work was done, by its name. */
	done: Map<string, number>;
	/** What n8n said where it did not do what it was asked for. */
	stopped: string[];
	/** What should not be. */
	untrue: string[];
	/** Resident memory of n8n, in bytes. */
	memory: Sample[];
}

/**
 * Does work of all kinds, four at a time, until the time is over.
 *
 * @param milliseconds after which no more is begun, once each kind has had its turn
 */
export async function doMixed(
	{ n8n, emulator, signal }: World,
	jobs: readonly Job[],
	milliseconds: number,
): Promise<Outcome> {
	const outcome: Outcome = { done: new Map(), stopped: [], untrue: [], memory: [] };
	const end = Date.now() + milliseconds;
	let count = 0;
	const isOver = () => (Date.now() >= end && count >= jobs.length) || signal.aborted;
	const work = async () => {
		while (!isOver()) {
			const job = jobs[count++ % jobs.length];
			await doOne(job, `${job.name} ${count}`, outcome);
		}
	};
	const everyNow = async (pause: number, what: () => Promise<unknown>) => {
		while (!isOver()) {
			await sleep(Math.min(pause, Math.max(1, end - Date.now())), undefined, { signal });
			await what();
		}
	};
	await Promise.all([
		...Array.from({ length: AT_ONCE }, work),
		everyNow(TOKENS_LAST, async () => {
			emulator.revokeAccessTokens();
			// The disk would be full of their files.
			await deleteExecutions({ n8n });
		}),
		everyNow(BETWEEN_LOOKS, async () => {
			outcome.memory.push({ at: Date.now(), value: await residentBytes(n8n.pid) });
		}),
	]);
	signal.throwIfAborted();
	return outcome;
}

async function doOne(job: Job, title: string, outcome: Outcome): Promise<void> {
	try {
		await job.run(title);
		outcome.done.set(job.name, (outcome.done.get(job.name) ?? 0) + 1);
	} catch (error) {
		const { message } = error as Error;
		const list = error instanceof Stopped ? outcome.stopped : outcome.untrue;
		list.push(`${title}: ${message}`);
	}
}
