import { createHmac } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ApiVideoTrigger } from '../../../nodes/ApiVideo/ApiVideoTrigger.node';
import { TriggerHost, type TriggerRun } from '../harness/triggerHost';
import { API_KEY, useEmulator, withKey, type World } from '../support/apiVideo';

/** The events of the tests, and the one that the trigger makes. */
export const QUALITY = 'video.encoding.quality.completed';
export const ENDED = 'live-stream.broadcast.ended';
export const CAPTION = 'video.caption.generated';
export const READY = 'videoReady';

/** What api.video says of a quality. */
export const quality = (videoId: string, encoding = 'hls', name = '240p') => ({
	type: QUALITY,
	videoId,
	encoding,
	quality: name,
});

/** What n8n has stored for a trigger. */
export const memory = (host: TriggerHost) => host.stored['node:Trigger'] as IDataObject;

/** Sends something to a webhook's address, as anybody can. */
export async function post(
	host: TriggerHost,
	body: string,
	signature?: string,
	webhookId?: string,
) {
	const headers: Record<string, string> = { 'content-type': 'application/json' };
	if (signature !== undefined) headers['x-api-video-signature'] = signature;
	if (webhookId !== undefined) headers['x-api-video-webhookid'] = webhookId;
	const answer = await fetch(host.webhookUrl, { method: 'POST', headers, body });
	return { status: answer.status, text: await answer.text() };
}

/** The signature of a body. */
export const sign = (secret: unknown, body: string): string =>
	createHmac('sha256', String(secret)).update(body).digest('hex');

/** Another process that runs the same node: it knows nothing of what this one knows. */
export function nodeOfAnotherProcess(): ApiVideoTrigger {
	let node: ApiVideoTrigger | undefined;
	jest.isolateModules(() => {
		const path = '../../../nodes/ApiVideo/ApiVideoTrigger.node';
		const loaded = jest.requireActual<{ ApiVideoTrigger: typeof ApiVideoTrigger }>(path);
		node = new loaded.ApiVideoTrigger();
	});
	return node as ApiVideoTrigger;
}

/** Triggers that n8n runs, and a service that tells them what happens. */
export function useTriggers() {
	const world: World = useEmulator({ encodingSeconds: 0 });
	const hosts: TriggerHost[] = [];
	afterEach(async () => {
		world.emulator.reset();
		await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
	});

	const trigger = (parameters: INodeParameters = {}, more: Partial<TriggerRun> = {}) => {
		const node = new ApiVideoTrigger();
		const host = new TriggerHost({ node, credential: withKey(world), ...more, parameters });
		hosts.push(host);
		return host;
	};
	const ask = async (path: string, body?: object): Promise<unknown> => {
		const answer = await fetch(world.emulator.url + path, {
			method: body ? 'POST' : 'GET',
			headers: {
				authorization: `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`,
				...(body && { 'content-type': 'application/json' }),
			},
			body: body && JSON.stringify(body),
		});
		return await answer.json();
	};
	const control = async (method: string, path: string, body?: object): Promise<unknown> => {
		const url = `${world.emulator.url}/emulator${path}`;
		const answer = await fetch(url, { method, body: body && JSON.stringify(body) });
		return answer.status === 204 ? undefined : await answer.json();
	};
	return {
		world,
		control,
		trigger,

		async published(parameters: INodeParameters = {}, more: Partial<TriggerRun> = {}) {
			const host = trigger(parameters, more);
			await host.activate();
			return host;
		},

		/** The same trigger after something was changed in its workflow, or in n8n. */
		async republished(before: TriggerHost, parameters: INodeParameters, more: Partial<TriggerRun>) {
			const { workflowId } = before;
			const host = trigger(parameters, { workflowId, ...more });
			host.stored = before.stored;
			await host.activate();
			return host;
		},

		/** Lets something happen; each webhook has answered when this returns. */
		emit: async (event: object) => await control('POST', '/events', event),

		webhooks: async () => ((await ask('/webhooks?pageSize=100')) as { data: IDataObject[] }).data,

		async makeVideo(title: string): Promise<string> {
			return ((await ask('/videos', { title })) as { videoId: string }).videoId;
		},

		/** The qualities of a video, such as `hls 240p`, in the order of their events. */
		async qualitiesOf(videoId: unknown): Promise<string[]> {
			const { encoding } = (await ask(`/videos/${String(videoId)}/status`)) as {
				encoding: { qualities: Array<{ type: string; quality: string }> };
			};
			return encoding.qualities.map(({ type, quality: name }) => `${type} ${name}`);
		},

		/** What was changed of the webhooks. */
		writes: () =>
			world.emulator.requests.entries
				.filter(({ method, path }) => method !== 'GET' && path.startsWith('/webhooks'))
				.map(({ method, path }) => `${method} ${path.replace(/_\w+$/, '_ID')}`),

		/** How often the details of a video were asked for. */
		detailsAsked: () =>
			world.emulator.requests.entries.filter(
				({ method, path }) => method === 'GET' && /^\/videos\/[^/]+$/.test(path),
			).length,
	};
}
