import type { Findings } from '../findings';
import { heldBy, type Held } from '../../../bench/measure/diagnostics';
import { slopeOf, type Sample } from './slope';
import type { World } from './world';

const MIB = 1024 * 1024;

/** A block of the node: less is no leak of one. */
const BLOCK = 4 * MIB;

/** What all uploads of a process have at most: growth of the last half that noise could hide. */
const POOL = 64 * MIB;

/**
 * Whether the buffers of files have been given back, once everything has ended.
 *
 * @param before what n8n held after each kind of work had been done once
 */
export async function findGivenBack(
	{ n8n, diagnostics, signal }: World,
	before: Held,
	findings: Findings,
): Promise<void> {
	await findings.find('Buffers are given back', async () => {
		const { arrayBuffers } = await heldBy(n8n.pid, diagnostics, signal);
		const seen = `${inMib(arrayBuffers)} MiB after a collection, ${inMib(before.arrayBuffers)} before`;
		if (arrayBuffers - before.arrayBuffers > BLOCK) throw new Error(seen);
		return seen;
	});
}

/**
 * Whether the memory of n8n was flat while it worked.
 *
 * @param samples resident memory, in bytes
 */
export async function findFlat(samples: readonly Sample[], findings: Findings): Promise<void> {
	await findings.find('Memory is flat in the last half', () => {
		const half = samples.slice(Math.floor(samples.length / 2));
		const { perMinute, margin } = slopeOf(half);
		const minutes = (half[half.length - 1].at - half[0].at) / 60_000;
		const hidden = (perMinute + margin) * minutes;
		const values = half.map(({ value }) => value);
		const [least, most] = [Math.min(...values), Math.max(...values)].map(inMib);
		const slope = `${inMib(perMinute)} MiB a minute, give or take ${inMib(margin)} (95 %)`;
		const seen = `${slope}, between ${least} and ${most} MiB`;
		if (perMinute - margin > 0) throw new Error(`${seen}: it grows`);
		if (hidden > POOL) throw new Error(`${seen}: ${inMib(hidden)} MiB could hide in the noise`);
		return seen;
	});
}

const inMib = (bytes: number) => (bytes / MIB).toFixed(1);
