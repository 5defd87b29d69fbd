import { poll } from '../../lib/poll.mjs';
import { must, mustSucceed } from '../seen.mjs';
import { STEP, triggered } from '../steps.mjs';
import { uploadWhole } from './run.mjs';

/** @typedef {import('../lab.mjs').Lab} Lab */

/** Milliseconds for n8n and the service to do what follows from something. */
const SOON = 30_000;

/** @param {Lab} lab */
const webhooks = async ({ service }) => (await service('GET', '/webhooks')).data;

/**
 * Publishes a workflow with the trigger, and waits until the service knows it; takes it back in the end.
 * @param {Lab} lab
 * @param {(workflowId: string) => Promise<void>} work
 */
export async function withTrigger(lab, work) {
	const { client } = lab.n8n;
	const workflowId = await client.importWorkflow(triggered(lab.withKey));
	try {
		await client.activate(workflowId);
		await untilWebhooks(lab, 1);
		await work(workflowId);
	} finally {
		await client.deactivate(workflowId).catch(() => {});
		for (const { webhookId } of await webhooks(lab)) {
			await lab.service('DELETE', `/webhooks/${webhookId}`).catch(() => {});
		}
	}
}

/**
 * Takes a workflow back, and waits until the service knows its webhook no more.
 * @param {Lab} lab
 * @param {string} workflowId
 */
export async function unpublish(lab, workflowId) {
	await lab.n8n.client.deactivate(workflowId);
	await untilWebhooks(lab, 0);
}

/**
 * n8n answers first and registers a moment later.
 * @param {Lab} lab
 * @param {number} count
 */
async function untilWebhooks(lab, count) {
	await poll(async () => (await webhooks(lab)).length === count || undefined, {
		what: `the service to have ${count} webhooks`,
		timeoutMilliseconds: SOON,
		signal: lab.signal,
	});
}

/**
 * @param {Lab} lab
 * @param {string} workflowId
 * @returns {Promise<string>} the first execution of a workflow
 */
async function firstExecution({ n8n, signal }, workflowId) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	return await poll(
		async () => {
			/** @type {{ results: Array<{ id: string }> }} */
			const { results } = await n8n.client.call('GET', `/executions?filter=${filter}&limit=1`);
			return results[0]?.id;
		},
		{ what: 'the event to start the workflow', timeoutMilliseconds: SOON, signal },
	);
}

/** @type {import('../matrix.mjs').Check[]} */
export const trigger = [
	{
		title: 'Trigger: an event starts the workflow',
		async run(lab) {
			await withTrigger(lab, async (workflowId) => {
				const { videoId } = await uploadWhole(lab, lab.small);
				const execution = await lab.n8n.client.finished(await firstExecution(lab, workflowId));
				mustSucceed(execution);
				const [event, ...others] = execution.items(STEP);
				must(
					event?.type === 'videoReady' &&
						event.videoId === videoId &&
						Boolean(event.title && event.player) &&
						others.length === 0,
					() => `the workflow got ${JSON.stringify([event, ...others])}`,
				);
			});
		},
	},
	{
		title: 'Trigger: its webhook is gone when the workflow is unpublished',
		async run(lab) {
			await withTrigger(lab, (workflowId) => unpublish(lab, workflowId));
		},
	},
];
