import '../support/clock';
import type { INodeParameters } from 'n8n-workflow';
import { until } from '../harness/until';
import { upload, withKey } from '../support/apiVideo';
import { fileOf } from '../support/files';
import { ENDED, memory, post, quality, QUALITY, READY, sign, useTriggers } from './support';
import '../harness';

const { world, control, trigger, published, republished, emit, webhooks, qualitiesOf, writes } =
	useTriggers();
const raw = { events: [QUALITY] };
const withoutDetails = { ...raw, options: { includeVideoDetails: false } };

describe('publishing', () => {
	test('registers the address of the trigger with the events that were chosen', async () => {
		const host = await published({ events: [QUALITY, ENDED] });
		const [webhook] = await webhooks();
		expect(webhook).toMatchObject({ url: host.webhookUrl, events: [QUALITY, ENDED] });
		expect(memory(host)).toMatchObject({
			webhookId: webhook.webhookId,
			signatureSecret: webhook.signatureSecret,
			url: host.webhookUrl,
		});
	});

	test('for Video Ready to Watch, the default, registers the event of the service', async () => {
		await published();
		await published({ events: [READY, QUALITY, ENDED] });
		// In any order: they were made in the same second.
		const registered = (await webhooks()).map(({ events }) => [...(events as string[])].sort());
		expect(registered).toHaveLength(2);
		expect(registered).toEqual(expect.arrayContaining([[QUALITY], [ENDED, QUALITY]]));
	});

	test('with the raw event in place of Video Ready to Watch finds the same registration', async () => {
		const host = await published();
		await republished(host, raw, { publicAddress: new URL(host.webhookUrl).origin });
		expect(writes()).toEqual(['POST /webhooks']);
	});

	test('again changes nothing', async () => {
		const host = await published();
		const before = memory(host);
		await host.activate();
		expect(writes()).toEqual(['POST /webhooks']);
		expect(memory(host)).toEqual(before);
	});

	test('after n8n has forgotten everything finds the registration', async () => {
		const host = await published();
		const before = memory(host);
		host.stored = {};
		await host.activate();
		expect(writes()).toEqual(['POST /webhooks']);
		expect(memory(host)).toEqual(before);
	});

	test('after the service has forgotten it registers anew', async () => {
		const host = await published();
		await control('POST', '/reset');
		await host.activate();
		expect(await webhooks()).toMatchObject([{ webhookId: memory(host).webhookId }]);
	});

	test('with other events replaces the registration', async () => {
		const host = await published();
		const publicAddress = new URL(host.webhookUrl).origin;
		await republished(host, { events: [ENDED] }, { publicAddress });
		expect(await webhooks()).toMatchObject([{ events: [ENDED], url: host.webhookUrl }]);
	});

	test('leaves the webhooks of others alone', async () => {
		await published();
		await published();
		expect(await webhooks()).toHaveLength(2);
	});

	test('explains that there are too many webhooks', async () => {
		await control('PUT', '/webhooks', { limit: 0 });
		await expect(published()).rejects.toMatchObject({
			message: expect.stringMatching(/^api\.video allows no further webhook: .* 10 at most$/),
			description: expect.stringMatching(
				/^Each api\.video Trigger in a published workflow takes one.*Webhook > Delete.*Webhook > Get Many/,
			),
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
		await expect(published({ events: '={{ [] }}' })).rejects.toMatchObject({
			message: 'Trigger On is empty',
		});
	});

	test.each<[INodeParameters, RegExp]>([
		[{ events: '={{ ["video.deleted"] }}' }, /^Trigger On has a value .*'video.deleted'/],
		[{ ...raw, options: { qualities: ['4K'] } }, /^Qualities has a value .*'4K'/],
		[{ options: { maxAge: '={{ "soon" }}' } }, /^Max Age \(Minutes\) must be a number/],
	])('with %j registers nothing, and says why', async (parameters, message) => {
		await expect(published(parameters)).rejects.toMatchObject({
			message: expect.stringMatching(message),
		});
		expect(writes()).toEqual([]);
	});
});

describe('unpublishing', () => {
	test('removes the registration', async () => {
		const host = await published();
		expect(await host.deactivate()).toBe(true);
		expect(await webhooks()).toEqual([]);
		expect(memory(host)).toEqual({});
	});

	test('is done when the service does not know it any more', async () => {
		const host = await published();
		await control('POST', '/reset');
		expect(await host.deactivate()).toBe(true);
		expect(memory(host)).toEqual({});
	});

	test('does not hold n8n up when the service does not answer', async () => {
		const host = await published();
		world.emulator.faults.add({ kind: 'status', status: 503, method: 'DELETE' });
		expect(await host.deactivate()).toBe(false);
		expect(memory(host)).toHaveProperty('webhookId');
	});
});

describe('an event', () => {
	test('that was delivered starts the workflow with what the service says', async () => {
		const host = await published({ events: [ENDED] });
		const emittedAt = new Date().toISOString();
		await emit({ type: ENDED, liveStreamId: 'li1', emittedAt });
		expect(host.started).toEqual([[{ type: ENDED, emittedAt, liveStreamId: 'li1' }]]);
		expect(host.answers).toEqual([200]);
	});

	test.each(['manual', 'active'] as const)('of each quality starts it: %s', async (mode) => {
		const host = await published(raw, { mode });
		const { items } = await upload(world, { items: [{ file: fileOf(10).path }] });
		const { videoId } = items[0].json;
		const qualities = await qualitiesOf(videoId);
		await until(() => host.started.length === qualities.length, 'all qualities are encoded');
		expect(host.started.map(([{ encoding, quality: name }]) => `${encoding} ${name}`)).toEqual(
			qualities,
		);
		expect(host.started[0]).toMatchObject([{ type: QUALITY, videoId, title: 'film-10.mp4' }]);
	});

	test('starts it once, although the answer was lost and the service sends it again', async () => {
		const host = await published(withoutDetails);
		await control('PUT', '/webhooks', { retryMilliseconds: 1 });
		host.lost.push(503);
		await emit(quality('vi1'));
		await until(() => host.answers.length === 2, 'it is sent again');
		expect(host.answers).toEqual([503, 200]);
		expect(host.started).toHaveLength(1);
	});

	test('that does not fit the filters is taken, but starts nothing', async () => {
		const options = { ...withoutDetails.options, formats: ['mp4'], qualities: ['720p'] };
		const host = await published({ ...raw, options });
		await emit(quality('vi1', 'hls', '720p'));
		await emit(quality('vi1', 'mp4', '360p'));
		await emit(quality('vi1', 'mp4', '720p'));
		expect(host.answers).toEqual([200, 200, 200]);
		expect(host.started).toHaveLength(1);
	});
});

describe('somebody else', () => {
	const body = JSON.stringify({ ...quality('vi1'), emittedAt: new Date().toISOString() });
	test.each([
		['without a signature', undefined],
		['with one of another secret', sign('sig_sec_other', body)],
		['with one of an empty secret', sign('', body)],
		['with nonsense', 'nonsense'],
	])('%s is refused with 401, and learns nothing', async (_name, signature) => {
		const host = await published(withoutDetails);
		const { status, text } = await post(host, body, signature);
		expect(status).toBe(401);
		expect(text).not.toContain(String(memory(host).signatureSecret));
		expect(host.started).toEqual([]);
	});

	test('is refused before anything was registered', async () => {
		const host = trigger();
		await host.open();
		expect((await post(host, body, sign('undefined', body))).status).toBe(401);
		expect((await post(host, body, sign('', body))).status).toBe(401);
	});

	test('cannot change an event on its way', async () => {
		const host = await published(withoutDetails);
		const signature = sign(memory(host).signatureSecret, body);
		expect((await post(host, body.replace('vi1', 'vi2'), signature)).status).toBe(401);
		expect((await post(host, ` ${body}`, signature)).status).toBe(401);
		expect((await post(host, body, signature)).status).toBe(200);
		expect(host.started).toHaveLength(1);
	});

	test('who signs something that is no event is refused', async () => {
		const host = await published(withoutDetails);
		const { status } = await post(host, '[1]', sign(memory(host).signatureSecret, '[1]'));
		expect(status).toBe(401);
	});
});
