import '../support/clock';
import { ENDED, memory, nodeOfAnotherProcess, useTriggers } from './support';
import '../harness';

const { world, published, republished, trigger, webhooks, writes } = useTriggers();
const TUNNEL = 'http://first.tunnel.example';
const NEXT = 'http://second.tunnel.example';
const addresses = async () => (await webhooks()).map(({ url }) => new URL(String(url)).origin);

test('a trigger that has a new address deletes the webhook of the old one', async () => {
	const before = await published({}, { publicAddress: TUNNEL });
	const node = nodeOfAnotherProcess();
	const now = await republished(before, {}, { publicAddress: NEXT, node });
	expect(await addresses()).toEqual([NEXT]);
	expect(writes()).toEqual(['POST /webhooks', 'DELETE /webhooks/webhook_ID', 'POST /webhooks']);
	expect(memory(now)).toMatchObject({ url: now.webhookUrl });
});

test('also where the new address is registered already', async () => {
	const before = await published({}, { publicAddress: TUNNEL });
	const { workflowId } = before;
	const other = await published({}, { publicAddress: NEXT, workflowId });
	other.stored = before.stored;
	await other.activate();
	expect(await addresses()).toEqual([NEXT]);
	expect(memory(other)).toMatchObject({ url: other.webhookUrl });
});

test('so that an account with room for one is never full', async () => {
	await fetch(`${world.emulator.url}/emulator/webhooks`, {
		method: 'PUT',
		body: JSON.stringify({ limit: 1 }),
	});
	let host = await published({}, { publicAddress: TUNNEL });
	for (let count = 0; count < 3; count++) {
		host = await republished(host, {}, { publicAddress: `http://t${count}.tunnel.example` });
	}
	expect(await addresses()).toEqual(['http://t2.tunnel.example']);
});

describe('nothing is deleted', () => {
	test.each([
		['another n8n', { instanceId: 'another' }],
		['another workflow: a copy', { workflowId: 'another' }],
		['another step', { nodeId: 'another' }],
		['nobody knows whom', { instanceId: undefined }],
	])('that belongs to %s', async (_name, owner) => {
		const original = await published({ events: [ENDED] }, { publicAddress: TUNNEL });
		const { workflowId } = original;
		const copy = trigger({ events: [ENDED] }, { publicAddress: NEXT, workflowId });
		copy.stored = JSON.parse(JSON.stringify(original.stored)) as typeof copy.stored;
		Object.assign(memory(copy), owner);
		await copy.activate();
		expect((await addresses()).sort()).toEqual([TUNNEL, NEXT].sort());
		await copy.deactivate();
		expect(await addresses()).toEqual([TUNNEL]);
	});

	test('by a copy that was never published and is unpublished', async () => {
		const original = await published({}, { publicAddress: TUNNEL });
		const copy = trigger({}, { publicAddress: TUNNEL });
		copy.stored = original.stored;
		expect(await copy.deactivate()).toBe(true);
		expect(await addresses()).toEqual([TUNNEL]);
		expect(memory(copy)).toEqual({});
	});

	test('that the service does not have, or has under another address', async () => {
		const other = await published({}, { publicAddress: 'http://other.example' });
		const before = await published({}, { publicAddress: TUNNEL });
		for (const webhookId of ['webhook_unknown', memory(other).webhookId]) {
			const host = trigger({}, { publicAddress: NEXT, workflowId: before.workflowId });
			host.stored = JSON.parse(JSON.stringify(before.stored)) as typeof host.stored;
			memory(host).webhookId = webhookId;
			world.emulator.requests.clear();
			await host.activate();
			expect(writes().filter((write) => write.startsWith('DELETE'))).toEqual([]);
		}
		expect(await addresses()).toContain('http://other.example');
		expect(await addresses()).toContain(TUNNEL);
	});
});

test('where it cannot be deleted, that is logged, and the new address is registered', async () => {
	const before = await published({}, { publicAddress: TUNNEL });
	const webhookId = String(memory(before).webhookId);
	world.emulator.faults.add({ kind: 'status', status: 403, method: 'DELETE' });
	const now = await republished(before, {}, { publicAddress: NEXT });
	expect((await addresses()).sort()).toEqual([TUNNEL, NEXT].sort());
	expect(memory(now).url).toBe(now.webhookUrl);
	const warnings = now.logs.filter(({ level }) => level === 'warn').map(({ message }) => message);
	expect(warnings).toEqual([
		expect.stringMatching(
			new RegExp(
				`^The webhook ${webhookId}, .* of 'Trigger' was not deleted: api\\.video declined`,
			),
		),
	]);
});
