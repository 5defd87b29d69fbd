import { setTimeout as sleep } from 'node:timers/promises';
import { mebibytes, seconds } from '../../lib/format';
import { poll } from '../../lib/poll.mjs';
import { must } from '../seen';
import { apiVideo, workflowOf, type Step } from '../steps';
import { fromTheWeb, jobSteps, openDoor, runningOf } from './jobs';
import { withFileServer, withService, type Service } from './service';
import type { Cluster } from './cluster';
import type { Findings } from '../findings';

const MIB = 1024 * 1024;
const FILM = '/film.mp4';
const SIZE = 300 * MIB;

/** Slow enough for the file to be under way all the time, in bytes per second. */
const BYTES_PER_SECOND = 5 * MIB;

/** Milliseconds after the stop: in them a stop that arrives has ended everything. */
const AFTERWARDS = 10_000;

/** Milliseconds. */
const PATIENCE = 120_000;

/**
 * Whether n8n's Stop reaches a worker.
 *
 * @param options node: runs the file server
 */
export async function proveStopping(
	cluster: Cluster,
	{ node, findings: { find } }: { node: string; findings: Findings },
) {
	const files = { [FILM]: { size: SIZE, seed: 1 } };
	await withFileServer(node, files, async ({ addressOf }) => {
		const address = addressOf(FILM);
		await find(
			'Stop does not reach a worker: an execution that a webhook has started',
			async () => {
				const { seen, reaches } = await stop(cluster, async ({ credentials }) => {
					const options = { idempotencyKey: undefined };
					const door = await openDoor(cluster, jobSteps(credentials, { from: 'web', options }));
					await door.start([{ key: '', place: address }]);
					return door.workflowId;
				});
				must(!reaches, () => seen);
				return seen;
			},
		);
		await find('Stop reaches a worker: an execution that a schedule has started', async () => {
			const { seen, reaches } = await stop(cluster, async ({ credentials }) => {
				const id = await cluster.client.importWorkflow(
					workflowOf([soon, apiVideo(credentials, fromTheWeb(address))]),
				);
				await cluster.client.activate(id);
				await firstOf(cluster, id);
				await cluster.client.deactivate(id);
				return id;
			});
			must(reaches, () => seen);
			return seen;
		});
	});
}

const soon: Step = {
	name: 'Schedule',
	type: 'n8n-nodes-base.scheduleTrigger',
	typeVersion: 1.2,
	parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: 30 }] } },
};

/** @param start starts uploads; returns the id of the workflow */
async function stop(
	cluster: Cluster,
	start: (service: Service) => Promise<string>,
): Promise<{ seen: string; reaches: boolean }> {
	const { client, signal } = cluster;
	return await withService(cluster, async (service) => {
		const { emulator } = service;
		const sent = () => emulator.requests.uploads.reduce((sum, entry) => sum + entry.bytes, 0);
		emulator.faults.add({
			kind: 'bandwidth',
			bytesPerSecond: BYTES_PER_SECOND,
			shared: true,
			path: '/source$',
		});
		const workflowId = await start(service);
		await poll(() => sent() > MIB || undefined, {
			what: 'the upload',
			timeoutMilliseconds: PATIENCE,
			signal,
		});
		for (const id of await runningOf(cluster.database, workflowId)) await client.stopExecution(id);
		const before = sent();
		const isUnderWay = () => emulator.requests.uploads.some(({ endedAt }) => endedAt === undefined);
		const stopped = Date.now();
		while (isUnderWay() && Date.now() < stopped + AFTERWARDS)
			await sleep(100, undefined, { signal });
		const reaches = !isUnderWay();
		const seen = reaches
			? 'the upload ended'
			: `n8n shows it as stopped, and the worker has sent ${mebibytes(sent() - before)} more in ${seconds(AFTERWARDS)}`;
		if (!reaches) {
			// The next upload is not to share the worker with it.
			emulator.faults.clear();
			await poll(() => sent() >= SIZE || undefined, {
				what: 'the rest of the file',
				timeoutMilliseconds: PATIENCE,
				signal,
			});
		}
		return { seen, reaches };
	});
}

/** Waits for the first execution of a workflow. */
async function firstOf({ database, signal }: Cluster, workflowId: string) {
	await poll(async () => (await runningOf(database, workflowId)).length > 0 || undefined, {
		what: 'the schedule',
		timeoutMilliseconds: PATIENCE,
		signal,
	});
}
