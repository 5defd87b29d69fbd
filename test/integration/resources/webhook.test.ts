import type { INodeParameters } from 'n8n-workflow';
import { byId, useEmulator } from '../support/apiVideo';
import { asked, expectMessage, onlyItem, operateOn } from './operateOn';

const world = useEmulator();
const run = operateOn(world, 'webhook');
const URL = 'https://example.com/hook';
const QUALITY = 'video.encoding.quality.completed';
const STARTED = 'live-stream.broadcast.started';

async function made(url = URL, events = [QUALITY]): Promise<Record<string, unknown>> {
	const webhook = onlyItem(await run('create', { url, events }));
	world.emulator.requests.clear();
	return webhook;
}

describe('Create', () => {
	test('sends address and events, and puts out the secret for the signature', async () => {
		const events = [
			'live-stream.broadcast.ended',
			STARTED,
			'video.caption.generated',
			QUALITY,
			'video.source.recorded',
			'video.summary.generated',
		];
		const webhook = onlyItem(await run('create', { url: ` ${URL} `, events }));
		expect(asked(world)).toEqual(['POST /webhooks']);
		const body = { url: URL, events };
		expect(world.emulator.requests.matching('POST', '/webhooks')[0].body).toEqual(body);
		expect(webhook).toMatchObject({
			...body,
			webhookId: expect.any(String),
			signatureSecret: expect.any(String),
		});
	});

	test.each<[string, INodeParameters, RegExp, RegExp]>([
		['no address', { url: '={{ "" }}' }, /URL is empty/, /https:\/\//],
		['no web address', { url: 'ftp://example.com' }, /URL.*'ftp:\/\/example\.com'/, /https:\/\//],
		['no event', { events: '={{ [] }}' }, /Events is empty/, /at least one/],
		[
			'an unknown event',
			{ events: '={{ ["video.deleted"] }}' },
			/Events.*'video\.deleted'/,
			/Video Captions Generated/,
		],
	])('%s', async (_name, parameters, what, advice) => {
		expectMessage(
			await run('create', { url: URL, events: [QUALITY], ...parameters }),
			what,
			advice,
		);
		expect(asked(world)).toEqual([]);
	});

	test('one more than the workspace may have', async () => {
		await fetch(`${world.emulator.url}/emulator/webhooks`, {
			method: 'PUT',
			body: JSON.stringify({ limit: 1 }),
		});
		await made();
		const result = await run('create', { url: `${URL}2`, events: [QUALITY] });
		expectMessage(result, /allows no further webhook/, /Webhook > Delete/);
	});
});

test('Get', async () => {
	const webhook = await made();
	const found = onlyItem(await run('get', { webhookId: byId(String(webhook.webhookId)) }));
	expect(found).toEqual(webhook);
	expect(asked(world)).toEqual([`GET /webhooks/${webhook.webhookId}`]);
});

test('Get Many, for a certain event', async () => {
	await made();
	const { webhookId } = await made(`${URL}2`, [STARTED]);
	const found = onlyItem(await run('getAll', { returnAll: true, filters: { events: STARTED } }));
	expect(found.webhookId).toBe(webhookId);
	expect(world.emulator.requests.entries.at(-1)?.query).toEqual({
		events: STARTED,
		currentPage: '1',
		pageSize: '100',
	});
});

test('Delete', async () => {
	const { webhookId } = await made();
	const result = await run('delete', { webhookId: byId(String(webhookId)) });
	expect(onlyItem(result)).toEqual({ deleted: true, webhookId });
	expect(asked(world)).toEqual([`DELETE /webhooks/${webhookId}`]);
	expect((await run('getAll', { returnAll: true })).items).toEqual([]);
});

describe('a webhook', () => {
	test.each(['get', 'delete'])('that nobody knows: %s', async (operation) => {
		const result = await run(operation, { webhookId: byId('webhook_unknown') });
		expectMessage(result, /webhook webhook_unknown was not found/, /Check the ID/);
	});

	test.each([
		['={{ "" }}', /No webhook was picked/],
		[URL, /'https:\/\/example\.com\/hook' is not the ID of a webhook/],
	])('that is none: %j', async (id, what) => {
		expectMessage(await run('get', { webhookId: byId(id) }), what, /webhookId/);
		expect(asked(world)).toEqual([]);
	});
});
