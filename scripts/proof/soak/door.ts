import { randomUUID } from 'node:crypto';
import { apiVideo, readFiles, workflowOf, type Step } from '../steps';
import type { World } from './world';

/** What came out of a workflow that was called. */
export type Items = Array<Record<string, unknown>>;

/** A published workflow that puts out what its last step does. */
export type Door = (query: Record<string, string>) => Promise<Items>;

/** An execution did not do what it was asked for, and said so. */
export class Stopped extends Error {}

/** Publishes a workflow that is started by a webhook. */
export async function openDoor({ n8n, signal }: World, steps: Step[]): Promise<Door> {
	const path = randomUUID();
	await publish(n8n, [webhook(path), ...steps]);
	return async (query) => {
		const response = await fetch(`${n8n.url}/webhook/${path}?${new URLSearchParams(query)}`, {
			// n8n closes connections that were kept, at the moment perhaps in which the next call is sent.
			headers: { connection: 'close' },
			signal,
		});
		const items = JSON.parse(await response.text()) as Items;
		if (!response.ok)
			throw new Stopped(`n8n answered ${response.status}: ${JSON.stringify(items)}`);
		const [complaint] = items.flatMap(({ error }) => error ?? []);
		if (complaint !== undefined) throw new Stopped(messageOf(complaint));
		return items;
	};
}

/** Publishes a workflow that the service starts, and that tells for which video. */
export async function openTrigger({ n8n, withKey, tellTo }: World): Promise<string> {
	return await publish(n8n, [
		{
			name: 'Trigger',
			type: 'n8n-nodes-apivideo.apiVideoTrigger',
			typeVersion: 1,
			// As when the step was added: a video is ready to watch.
			parameters: {},
			webhookId: randomUUID(),
			credentials: withKey,
		},
		{
			name: 'Tell',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: { url: `=${tellTo}/{{ $json.videoId }}`, options: {} },
		},
	]);
}

async function publish({ client }: World['n8n'], steps: Step[]): Promise<string> {
	const id = await client.importWorkflow(workflowOf(steps));
	await client.activate(id);
	return id;
}

const messageOf = (complaint: unknown) =>
	String((complaint as { message?: string }).message ?? complaint);

const webhook = (path: string): Step => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: {
		path,
		httpMethod: 'GET',
		responseMode: 'lastNode',
		responseData: 'allEntries',
		options: {},
	},
});

/** What the webhook was called with. */
export const asked = (name: string) => `{{ $('Webhook').first().json.query.${name} }}`;

/** Reads the file that the webhook was called with. */
export const readAsked = (): Step => readFiles(`=${asked('file')}`);

/** A step of ours, the last one or one of several. Where it stops, that is put out in place of items. */
export const ours = (name: string, credentials: Step['credentials'], parameters: object): Step =>
	apiVideo(credentials, parameters, { name, onError: 'continueRegularOutput' });

/**
 * @param json an expression, for what the last step puts out of those before it
 */
export const putOut = (json: string): Step => ({
	name: 'Put Out',
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: `={{ ${json} }}`, options: {} },
});
