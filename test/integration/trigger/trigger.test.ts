import '../support/clock';
import { createHmac } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ApiVideoTrigger } from '../../../nodes/ApiVideo/ApiVideoTrigger.node';
import { TriggerHost, type TriggerRun } from '../harness/triggerHost';
import { until } from '../harness/until';
import { API_KEY, upload, useEmulator, withKey } from '../support/apiVideo';
import { fileOf } from '../support/files';
import '../harness';

const QUALITY = 'video.encoding.quality.completed';
const ENDED = 'live-stream.broadcast.ended';
const world = useEmulator({ encodingSeconds: 0 });
const hosts: TriggerHost[] = [];

afterEach(async () => {
	world.emulator.reset();
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

function trigger(parameters: INodeParameters = {}, more: Partial<TriggerRun> = {}): TriggerHost {
	const host = new TriggerHost({
		node: new ApiVideoTrigger(),
		credential: withKey(world),
		...more,
		parameters: { events: [QUALITY], ...parameters },
	});
	hosts.push(host);
	return host;
}

async function activated(parameters: INodeParameters = {}, more: Partial<TriggerRun> = {}) {
	const host = trigger(parameters, more);
	await host.activate();
	return host;
}

async function control(method: string, path: string, body?: object): Promise<unknown> {
	const url = `${world.emulator.url}/emulator${path}`;
	const answer = await fetch(url, { method, body: body && JSON.stringify(body) });
	return answer.status === 204 ? undefined : await answer.json();
}
const emit = async (event: object) => await control('POST', '/events', event);
const quality = (videoId: string, encoding = 'hls', name = '240p') => ({
	type: QUALITY,
	videoId,
	encoding,
	quality: name,
});
const webhooks = async (): Promise<IDataObject[]> => {
	const { emulator } = world;
	const headers = { authorization: `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}` };
	const answer = await fetch(`${emulator.url}/webhooks?pageSize=100`, { headers });
	return ((await answer.json()) as { data: IDataObject[] }).data;
};
const writes = () =>
	world.emulator.requests.entries
		.filter(({ method, path }) => method !== 'GET' && path.startsWith('/webhooks'))
		.map(({ method, path }) => `${method} ${path.replace(/_\w+$/, '_ID')}`);
const memory = (host: TriggerHost) => host.stored['node:Trigger'] as IDataObject;

describe('activating', () => {
	test('registers the address of the trigger with the events that were chosen', async () => {
		const host = await activated({ events: [QUALITY, ENDED] });
		const [webhook] = await webhooks();
		expect(webhook).toMatchObject({ url: host.webhookUrl, events: [QUALITY, ENDED] });
		expect(memory(host)).toEqual({
			webhookId: webhook.webhookId,
			signatureSecret: webhook.signatureSecret,
		});
	});

	test('again changes nothing', async () => {
		const host = await activated();
		const before = memory(host);
		await host.activate();
		expect(writes()).toEqual(['POST /webhooks']);
		expect(memory(host)).toEqual(before);
	});

	test('after n8n has forgotten everything finds the registration', async () => {
		const host = await activated();
		const before = memory(host);
		host.stored = {};
		await host.activate();
		expect(writes()).toEqual(['POST /webhooks']);
		expect(memory(host)).toEqual(before);
	});

	test('after the service has forgotten it registers anew', async () => {
		const host = await activated();
		await control('POST', '/reset');
		await host.activate();
		expect(await webhooks()).toMatchObject([{ webhookId: memory(host).webhookId }]);
	});

	test('with other events replaces the registration', async () => {
		const host = await activated();
		const other = trigger({ events: [ENDED] }, { publicAddress: new URL(host.webhookUrl).origin });
		other.stored = host.stored;
		await other.activate();
		expect(await webhooks()).toMatchObject([{ events: [ENDED], url: host.webhookUrl }]);
	});

	test('leaves the webhooks of others alone', async () => {
		await activated();
		await activated();
		expect(await webhooks()).toHaveLength(2);
	});

	test('explains that there are too many webhooks', async () => {
		await control('PUT', '/webhooks', { limit: 0 });
		await expect(activated()).rejects.toMatchObject({
			message: expect.stringMatching(/^api\.video allows no further webhook/),
			description: expect.stringMatching(/Webhook > Delete.*Webhook > Get Many/),
		});
	});

	test('explains that api.video cannot reach this n8n', async () => {
		const credential = withKey(world);
		const sandbox = { ...credential, data: { ...credential.data, environment: 'sandbox' } };
		const host = trigger({}, { credential: sandbox, publicAddress: 'http://localhost:5678' });
		await expect(host.call('create')).rejects.toMatchObject({
			message: expect.stringContaining('http://localhost:5678 is not a public address'),
			description: expect.stringContaining('WEBHOOK_URL'),
		});
		expect(writes()).toEqual([]);
	});

	test('needs an event', async () => {
		await expect(activated({ events: '={{ [] }}' })).rejects.toMatchObject({
			message: 'Trigger On is empty',
		});
	});

	test.each<[INodeParameters, RegExp]>([
		[{ events: '={{ ["video.deleted"] }}' }, /^Trigger On has a value .*'video.deleted'/],
		[{ options: { qualities: ['4K'] } }, /^Qualities has a value .*'4K'/],
		[{ options: { maxAge: '={{ "soon" }}' } }, /^Max Age \(Minutes\) must be a number/],
	])('with %j registers nothing, and says why', async (parameters, message) => {
		await expect(activated(parameters)).rejects.toMatchObject({
			message: expect.stringMatching(message),
		});
		expect(writes()).toEqual([]);
	});
});

describe('deactivating', () => {
	test('removes the registration', async () => {
		const host = await activated();
		expect(await host.deactivate()).toBe(true);
		expect(await webhooks()).toEqual([]);
		expect(memory(host)).toEqual({});
	});

	test('is done when the service does not know it any more', async () => {
		const host = await activated();
		await control('POST', '/reset');
		expect(await host.deactivate()).toBe(true);
		expect(memory(host)).toEqual({});
	});

	test('does not hold n8n up when the service does not answer', async () => {
		const host = await activated();
		world.emulator.faults.add({ kind: 'status', status: 503, method: 'DELETE' });
		expect(await host.deactivate()).toBe(false);
		expect(memory(host)).toHaveProperty('webhookId');
	});
});

describe('an event', () => {
	test('that was delivered starts the workflow with what the service says', async () => {
		const host = await activated({ events: [ENDED] });
		const emittedAt = new Date().toISOString();
		await emit({ type: ENDED, liveStreamId: 'li1', emittedAt });
		expect(host.started).toEqual([[{ type: ENDED, emittedAt, liveStreamId: 'li1' }]]);
		expect(host.answers).toEqual([200]);
	});

	test.each(['manual', 'active'] as const)('of a real upload starts it: %s', async (mode) => {
		const host = await activated({}, { mode });
		const { items } = await upload(world, { items: [{ file: fileOf(10).path }] });
		await until(() => host.started.length === 5, 'all qualities are encoded');
		expect(host.started.map(([{ encoding, quality: name }]) => `${encoding} ${name}`)).toEqual([
			'hls 240p',
			'hls 360p',
			'hls 480p',
			'hls 720p',
			'mp4 720p',
		]);
		expect(host.started[0][0].videoId).toBe(items[0].json.videoId);
	});

	test('starts it once, although the answer was lost and the service sends it again', async () => {
		const host = await activated();
		await control('PUT', '/webhooks', { retryMilliseconds: 1 });
		host.lost.push(503);
		await emit(quality('vi1'));
		await until(() => host.answers.length === 2, 'it is sent again');
		expect(host.answers).toEqual([503, 200]);
		expect(host.started).toHaveLength(1);
	});

	test('that is too old is refused, each time', async () => {
		const host = await activated();
		await control('PUT', '/webhooks', { retryMilliseconds: 1 });
		const emittedAt = new Date(Date.now() - 6 * 60_000).toISOString();
		await emit({ ...quality('vi1'), emittedAt });
		await until(() => host.answers.length === 4, 'it was sent four times');
		expect(host.answers).toEqual([401, 401, 401, 401]);
		expect(host.started).toEqual([]);
	});

	test('that is old starts it where age does not matter', async () => {
		const host = await activated({ options: { maxAge: 0 } });
		await emit({ ...quality('vi1'), emittedAt: '2021-01-29T16:46:25.217+01:00' });
		expect(host.started).toHaveLength(1);
	});

	test('that does not fit the filters is taken, but starts nothing', async () => {
		const host = await activated({ options: { formats: ['mp4'], qualities: ['720p'] } });
		await emit(quality('vi1', 'hls', '720p'));
		await emit(quality('vi1', 'mp4', '360p'));
		await emit(quality('vi1', 'mp4', '720p'));
		expect(host.answers).toEqual([200, 200, 200]);
		expect(host.started).toHaveLength(1);
	});
});

describe('First Playable Quality Only', () => {
	const options = { firstPlayableOnly: true };

	test('starts the workflow once for each video', async () => {
		const host = await activated({ options });
		// Far enough apart that nothing but what n8n stores can help.
		let now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => (now += 10_000));
		for (const videoId of ['vi1', 'vi2', 'vi1', 'vi2']) await emit(quality(videoId));
		await emit(quality('vi1', 'mp4', '720p'));
		expect(host.started.map(([{ videoId }]) => videoId)).toEqual(['vi1', 'vi2']);
		expect(host.answers).toEqual([200, 200, 200, 200, 200]);
		clock.mockRestore();
	});

	test('starts it once also when all qualities come at the same moment', async () => {
		const host = await activated({ options });
		const names = ['240p', '360p', '720p', '1080p'];
		await Promise.all(names.map(async (name) => await emit(quality('vi1', 'hls', name))));
		expect(host.started).toHaveLength(1);
		expect(host.answers).toEqual([200, 200, 200, 200]);
	});

	test('does not concern other events', async () => {
		const host = await activated({ events: [QUALITY, 'video.caption.generated'], options });
		await emit(quality('vi1'));
		await emit({ type: 'video.caption.generated', videoId: 'vi1', language: 'en' });
		expect(host.started).toHaveLength(2);
	});
});

describe('somebody else', () => {
	const post = async (host: TriggerHost, body: string, signature?: string) => {
		const headers: Record<string, string> = { 'content-type': 'application/json' };
		if (signature !== undefined) headers['x-api-video-signature'] = signature;
		const answer = await fetch(host.webhookUrl, { method: 'POST', headers, body });
		return { status: answer.status, text: await answer.text() };
	};
	const body = JSON.stringify({ ...quality('vi1'), emittedAt: new Date().toISOString() });
	const sign = (secret: unknown, text = body) =>
		createHmac('sha256', String(secret)).update(text).digest('hex');

	test.each([
		['without a signature', undefined],
		['with one of another secret', sign('sig_sec_other')],
		['with one of an empty secret', sign('')],
		['with nonsense', 'nonsense'],
	])('%s is refused with 401, and learns nothing', async (_name, signature) => {
		const host = await activated();
		const { status, text } = await post(host, body, signature);
		expect(status).toBe(401);
		expect(text).not.toContain(String(memory(host).signatureSecret));
		expect(host.started).toEqual([]);
	});

	test('is refused before anything was registered', async () => {
		const host = trigger();
		await host.open();
		expect((await post(host, body, sign('undefined'))).status).toBe(401);
		expect((await post(host, body, sign(''))).status).toBe(401);
	});

	test('cannot change an event on its way', async () => {
		const host = await activated();
		const signature = sign(memory(host).signatureSecret);
		expect((await post(host, body.replace('vi1', 'vi2'), signature)).status).toBe(401);
		expect((await post(host, ` ${body}`, signature)).status).toBe(401);
		expect((await post(host, body, signature)).status).toBe(200);
		expect(host.started).toHaveLength(1);
	});

	test('who signs something that is no event is refused', async () => {
		const host = await activated();
		const { status } = await post(host, '[1]', sign(memory(host).signatureSecret, '[1]'));
		expect(status).toBe(401);
	});
});
