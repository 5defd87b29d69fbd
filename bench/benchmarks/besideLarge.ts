import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeVideo, poll } from '../../scripts/lib/lab';
import { ended, openDoor, type Door } from '../crowd/executions';
import { GIB, makeSparse, MIB, needSpace, sizeText } from '../files';
import { median, type Result } from '../result';
import { startService, type Service } from '../service';
import { onStage, succeeded, type Stage } from '../stage';
import { warmUp } from '../warmUp';
import { UPLOAD_NODE } from '../workflow';
import type { Benchmark, World } from '../world';

/** Bytes per second of the line. */
const SPEED = 20 * MIB;

/** Who has that speed. */
type Line = 'all connections together' | 'each connection';

/** Milliseconds between two small files, so that each meets the large one somewhere else in its chunks. */
const APART = 1700;

/** Milliseconds for anything that is waited for. */
const LONGEST_WAIT = 5 * 60_000;

const GOAL = 2;

async function measure(
	world: World,
	stage: Stage<Service>,
	name: string,
	line: Line,
): Promise<Result> {
	const { receiver: service, n8n, folder } = stage;
	const { signal, options, say } = world;
	// A smaller one would be through before the small ones have been sent, whatever the scale.
	const size = 4 * GIB;
	await needSpace(folder, size);
	const small = join(folder, 'one.mp4');
	await makeVideo(small, MIB);
	const large = await makeSparse(folder, size);
	await warmUp(stage);
	await service.reset([
		{
			kind: 'bandwidth',
			bytesPerSecond: SPEED,
			shared: line === 'all connections together',
			path: '/source$',
		},
	]);

	// One credential for both: to the service they are one account.
	const step = await stage.uploadTo(service);
	const smallDoor = await openDoor(n8n, step);
	const largeDoor = await openDoor(n8n, step);
	let sent = 0;
	const sendSmall = async (): Promise<number> => {
		await smallDoor.start(small);
		const waiting = { timeoutMilliseconds: LONGEST_WAIT, intervalMilliseconds: 200, signal };
		const [newest] = await ended(n8n, smallDoor.workflowId, ++sent, waiting);
		succeeded(newest);
		return newest.timeOf(UPLOAD_NODE).milliseconds;
	};
	const connections: number[] = [];
	const sendSome = async (): Promise<number[]> => {
		const times: number[] = [];
		for (let round = 0; round < options.pairs; round++) {
			await sleep(APART, undefined, { signal });
			const open = (await service.uploads()).filter(({ endedAt }) => endedAt === undefined);
			connections.push(open.length);
			times.push(await sendSmall());
		}
		return times;
	};

	// The first one signs in.
	await sendSmall();
	const alone = await sendSome();
	say(`  alone: ${alone.join(', ')} ms`);
	await startLarge(world, stage, largeDoor, large);
	const beside = await sendSome();
	const before = connections.slice(alone.length).join(', ');
	say(`  beside ${sizeText(size)}: ${beside.join(', ')} ms; its connections before: ${before}`);
	await stopLarge(world, stage, largeDoor);

	const ratio = median(beside) / median(alone);
	return {
		name,
		work: `1 MiB started beside ${sizeText(size)}, ${SPEED / MIB} MiB/s for ${line}`,
		against: '1 MiB alone',
		series: [
			{ label: 'beside', unit: 'ms', values: beside },
			{ label: 'alone', unit: 'ms', values: alone },
		],
		measured: `${ratio.toFixed(2)} x`,
		goal: `<= ${GOAL} x`,
		passed: ratio <= GOAL,
		notes: ['Of a line for all connections together each one in use has an equal part.'],
	};
}

/** Starts the large upload, and waits until it is in full swing. */
async function startLarge(
	{ signal }: World,
	{ receiver }: Stage<Service>,
	door: Door,
	file: string,
): Promise<void> {
	const before = (await receiver.uploads()).length;
	await door.start(file);
	await poll(
		async () => {
			const begun = (await receiver.uploads()).slice(before);
			return begun.filter(({ endedAt }) => endedAt !== undefined).length >= 3 || undefined;
		},
		{ what: 'the large file to be on its way', timeoutMilliseconds: LONGEST_WAIT, signal },
	);
}

/** @throws when it has ended before: then nothing was beside the small ones */
async function stopLarge({ signal }: World, { n8n }: Stage, { workflowId }: Door): Promise<void> {
	const [execution] = await n8n.client.executionsOf(workflowId);
	if (execution.ended) throw new Error(`The large upload ended too early: ${execution.status}`);
	await n8n.client.stopExecution(execution.id);
	await ended(n8n, workflowId, 1, { timeoutMilliseconds: LONGEST_WAIT, signal });
}

/** Whether a small file has to wait for a large one. */
function beside(name: string, line: Line): Benchmark {
	const run = async (world: World) =>
		await onStage(
			world,
			{ name, receiver: startService },
			async (stage) => await measure(world, stage, name, line),
		);
	return { name, run };
}

/** On a line that all share, and where nothing but waiting for a turn can make a difference. */
export const besideLarge = [
	beside('beside-line', 'all connections together'),
	beside('beside-turn', 'each connection'),
];
