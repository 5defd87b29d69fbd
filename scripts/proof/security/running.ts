import { createHmac } from 'node:crypto';
import { poll, type N8n } from '../../lib/lab';
import { TROUBLES, type Between, type Trouble } from './between';
import type { Ground, Secret } from './planting';
import { stepsOf, triggeredBy, workflowOf, type OnError } from './workflows';

/** What has been run. */
export interface Ran {
	executions: number;
	/** Steps that went well, and that did not, of all executions. */
	good: number;
	bad: number;
	/** What has ended executions. */
	readonly ended: Set<string>;
	/** How many requests have met a trouble, by its name. */
	readonly troubled: Map<string, number>;
}

/** Milliseconds for n8n and the service to do what follows from something. */
const SOON = 60_000;

/** Runs every step under every trouble, going on after what fails. */
export async function runAll(
	{ client }: N8n,
	between: Between,
	{ planted }: Ground,
	troubles: readonly Trouble[],
	signal?: AbortSignal,
): Promise<Ran> {
	const ran: Ran = { executions: 0, good: 0, bad: 0, ended: new Set(), troubled: new Map() };
	const steps = stepsOf(planted);
	const run = async (workflow: object, trouble: Trouble): Promise<void> => {
		between.set(trouble);
		const execution = await client.execute(await client.importWorkflow(workflow), { signal });
		ran.executions++;
		if (execution.error) ran.ended.add(execution.error.message);
		ran.troubled.set(trouble.name, (ran.troubled.get(trouble.name) ?? 0) + between.troubled);
		for (let index = 1; index <= steps.length; index++) {
			const items = tried(() => execution.items(`Step ${index}`));
			const isGood = items.length > 0 && items.every((item) => item.error === undefined);
			ran[isGood ? 'good' : 'bad']++;
		}
	};
	for (const trouble of troubles) await run(workflowOf(steps, 'continueRegularOutput'), trouble);
	const others: OnError[] = ['continueErrorOutput', 'stopWorkflow'];
	const quoting = TROUBLES.find(({ name }) => name.startsWith('HTTP 403')) ?? TROUBLES[0];
	for (const onError of others) await run(workflowOf(steps, onError), quoting);
	between.set(TROUBLES[0]);
	return ran;
}

/** A step that was not reached has put out nothing. */
function tried<T>(items: () => T[]): T[] {
	try {
		return items();
	} catch {
		return [];
	}
}

/** What came of the trigger. */
export interface Triggered {
	readonly secret: Secret;
	/** Statuses of the answers: to a forged event, one without a signature, a true one, and the same again. */
	readonly answers: Record<'forged' | 'unsigned' | 'signed' | 'replayed', number>;
	readonly executions: number;
	readonly webhook: Webhook;
	readonly workflowId: string;
}

/** Publishes a trigger, and sends it events: forged, without a signature, true, and the true one again. */
export async function runTrigger(
	{ client }: N8n,
	{ planted, service }: Ground,
	signal?: AbortSignal,
): Promise<Triggered> {
	const workflowId = await client.importWorkflow(triggeredBy(planted.credentials.key));
	await client.activate(workflowId);
	const webhook = await poll(
		async () => ((await service('GET', '/webhooks')).data as Webhook[])[0],
		{ what: 'the webhook of the trigger', timeoutMilliseconds: SOON, signal },
	);
	const { webhookId, url, signatureSecret } = webhook;
	const body = JSON.stringify({
		type: 'video.encoding.quality.completed',
		emittedAt: new Date().toISOString(),
		videoId: planted.videoId,
		encoding: 'hls',
		quality: '720p',
	});
	const send = async (signature?: string): Promise<number> => {
		const headers: Record<string, string> = {
			'content-type': 'application/json',
			'x-api-video-webhookid': webhookId,
			...(signature === undefined ? {} : { 'x-api-video-signature': signature }),
		};
		const { status } = await fetch(url, { method: 'POST', headers, body });
		return status;
	};
	// n8n answers first, and takes events a moment later.
	await poll(async () => ((await send('0')) === 404 ? undefined : true), {
		what: 'the address of the trigger',
		timeoutMilliseconds: SOON,
		signal,
	});
	const signature = createHmac('sha256', signatureSecret).update(body).digest('hex');
	const answers = {
		forged: await send(signature.replace(/./, (first) => (first === '0' ? '1' : '0'))),
		unsigned: await send(),
		signed: await send(signature),
		replayed: await send(signature),
	};
	const executions = await poll(
		async () => {
			const all = await client.executionsOf(workflowId);
			return all.length > 0 && all.every(({ ended }) => ended) ? all.length : undefined;
		},
		{ what: 'the event to start the workflow', timeoutMilliseconds: SOON, signal },
	);
	const secret = { what: 'the signature secret of the trigger', value: signatureSecret };
	return { secret, answers, executions, webhook, workflowId };
}

interface Webhook {
	readonly webhookId: string;
	readonly url: string;
	readonly signatureSecret: string;
}
