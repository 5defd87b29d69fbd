import { poll } from '../../lib/poll.mjs';
import { must, mustSucceed } from '../seen';
import { STEP, triggered } from '../steps';
import { uploadWhole } from './run';
import type { Lab } from '../lab';
import type { Check } from '../matrix';

/** Milliseconds for n8n and the service to do what follows from something. */
const SOON = 30_000;

const webhooks = async ({ service }: Lab) =>
	(await service<{ data: Array<{ webhookId: string }> }>('GET', '/webhooks')).data;

/** Publishes a workflow with the trigger, and waits until the service knows it; takes it back in the end. */
export async function withTrigger(lab: Lab, work: (workflowId: string) => Promise<void>) {
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

/** Takes a workflow back, and waits until the service knows its webhook no more. */
export async function unpublish(lab: Lab, workflowId: string) {
	await lab.n8n.client.deactivate(workflowId);
	await untilWebhooks(lab, 0);
}

/** n8n answers first and registers a moment later. */
async function untilWebhooks(lab: Lab, count: number) {
	await poll(async () => (await webhooks(lab)).length === count || undefined, {
		what: `the service to have ${count} webhooks`,
		timeoutMilliseconds: SOON,
		signal: lab.signal,
	});
}

/** @returns the first execution of a workflow */
async function firstExecution({ n8n, signal }: Lab, workflowId: string): Promise<string> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	return await poll(
		async () => {
			const { results } = await n8n.client.call<{ results: Array<{ id: string }> }>(
				'GET',
				`/executions?filter=${filter}&limit=1`,
			);
			return results[0]?.id;
		},
		{ what: 'the event to start the workflow', timeoutMilliseconds: SOON, signal },
	);
}

export const trigger: Check[] = [
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
