import '../support/credentialClock';
import type { IDataObject } from 'n8n-workflow';
import { isRegistered, register } from '../../../nodes/ApiVideo/trigger/registration';
import { response } from '../support/fakeNode';
import { ADDRESS, FakeTrigger } from '../support/fakeTrigger';

const STARTED = 'live-stream.broadcast.started';
const ENDED = 'live-stream.broadcast.ended';
const OWNER = { instanceId: 'instance', workflowId: 'workflow', nodeId: '1' };
const wants = (...events: string[]) => ({ parameters: { events } });

/** A webhook at the address of the trigger. */
const webhook = (webhookId: string, more: IDataObject = {}): IDataObject => ({
	webhookId,
	signatureSecret: `secret of ${webhookId}`,
	url: ADDRESS,
	events: [STARTED, ENDED],
	...more,
});

/** A trigger that wants to hear of both events. */
function triggerWith(...webhooks: IDataObject[]): FakeTrigger {
	const trigger = new FakeTrigger(wants(ENDED, STARTED));
	trigger.webhooks.push(...webhooks);
	return trigger;
}

describe('a registration that is right', () => {
	it('is kept as it is, with its secret, its address and its owner', async () => {
		const trigger = triggerWith(webhook('w1'));
		expect(await isRegistered(trigger.hook)).toBe(true);
		expect(trigger.writes).toEqual([]);
		expect(trigger.stored).toEqual({
			webhookId: 'w1',
			signatureSecret: 'secret of w1',
			url: ADDRESS,
			...OWNER,
		});
	});

	it('may have a secret that only the trigger knows', async () => {
		const trigger = triggerWith(webhook('w1', { signatureSecret: undefined }));
		Object.assign(trigger.stored, { webhookId: 'w1', signatureSecret: 'known' });
		expect(await isRegistered(trigger.hook)).toBe(true);
		expect(trigger.stored).toMatchObject({ webhookId: 'w1', signatureSecret: 'known' });
	});

	it('counts once: what is left over for the same address is deleted', async () => {
		const trigger = triggerWith(webhook('w1'), webhook('w2'), webhook('w3', { events: [ENDED] }));
		expect(await isRegistered(trigger.hook)).toBe(true);
		expect(trigger.writes).toEqual(['DELETE /webhooks/w2', 'DELETE /webhooks/w3']);
	});
});

describe('a registration is made anew', () => {
	it.each<[string, IDataObject]>([
		['for fewer events', { events: [ENDED] }],
		['for more events', { events: [ENDED, STARTED, 'video.caption.generated'] }],
		['for as many events, of which one is another', { events: [ENDED, 'video.caption.generated'] }],
		['for one event that is named twice', { events: [ENDED, ENDED] }],
		['that does not say for what', { events: undefined }],
		['that says something else in place of a list', { events: `${ENDED}, ${STARTED}` }],
		['whose secret nobody knows', { signatureSecret: undefined }],
	])('where there is one %s', async (_case, more) => {
		const trigger = triggerWith(webhook('w1', more));
		Object.assign(trigger.stored, { webhookId: 'another', signatureSecret: 'old', deliveries: {} });
		expect(await isRegistered(trigger.hook)).toBe(false);
		expect(trigger.writes).toEqual(['DELETE /webhooks/w1']);
		expect(trigger.stored).toEqual({ deliveries: {} });
	});

	it('where there is none, and what others have registered stays', async () => {
		const trigger = triggerWith(webhook('w1', { url: 'https://other.example/' }));
		expect(await isRegistered(trigger.hook)).toBe(false);
		expect(trigger.writes).toEqual([]);
	});
});

describe('the webhook under an address of the past', () => {
	const OLD = 'https://tunnel.example/webhook/1/webhook';
	const before = { webhookId: 'w1', signatureSecret: 'old', url: OLD, ...OWNER };

	it('is deleted', async () => {
		const trigger = triggerWith(webhook('w1', { url: OLD }), webhook('w2', { url: OLD }));
		Object.assign(trigger.stored, before);
		expect(await isRegistered(trigger.hook)).toBe(false);
		expect(trigger.writes).toEqual(['DELETE /webhooks/w1']);
		expect(trigger.warnings).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		['another step has registered it', { nodeId: '2' }, OLD],
		['it belongs to another address by now', {}, 'https://other.example/'],
		['the service does not have it', { webhookId: 'w7' }, OLD],
	])('stays where %s', async (_case, stored, url) => {
		const trigger = triggerWith(webhook('w1', { url }));
		Object.assign(trigger.stored, before, stored);
		expect(await isRegistered(trigger.hook)).toBe(false);
		expect(trigger.writes).toEqual([]);
	});

	it('that cannot be deleted is named in the log, and holds nothing up', async () => {
		const trigger = triggerWith(webhook('w1', { url: OLD }));
		Object.assign(trigger.stored, before);
		trigger.refuse = (method) => (method === 'DELETE' ? response(403, { title: 'no' }) : undefined);
		expect(await isRegistered(trigger.hook)).toBe(false);
		expect(trigger.warnings).toEqual([
			"The webhook w1, under an address of the past, of 'api.video' was not deleted: api.video declined the request (HTTP 403): no",
		]);
	});
});

describe('registering', () => {
	it('tells the service address and events, and keeps what it answers', async () => {
		const trigger = new FakeTrigger(wants('videoReady', ENDED));
		expect(await register(trigger.hook)).toBe(true);
		expect(trigger.webhooks).toMatchObject([
			{ url: ADDRESS, events: ['video.encoding.quality.completed', ENDED] },
		]);
		expect(trigger.stored).toEqual({
			webhookId: 'new1',
			signatureSecret: 'secret of new1',
			url: ADDRESS,
			...OWNER,
		});
	});

	it('looks for a secret that the answer does not hold in the list', async () => {
		const trigger = triggerWith(webhook('w1'), webhook('w2'));
		trigger.refuse = (method) =>
			method === 'POST' ? response(201, { webhookId: 'w2' }) : undefined;
		expect(await register(trigger.hook)).toBe(true);
		expect(trigger.stored).toMatchObject({ webhookId: 'w2', signatureSecret: 'secret of w2' });
	});

	it('takes a webhook without a secret back, and says so', async () => {
		const trigger = triggerWith(webhook('w1'), webhook('w2', { signatureSecret: undefined }));
		trigger.refuse = (method) =>
			method === 'POST' ? response(201, { webhookId: 'w2' }) : undefined;
		await expect(register(trigger.hook)).rejects.toMatchObject({
			message: 'api.video registered the webhook without a signature secret',
			description: expect.stringMatching(/deleted again\. Publish the workflow again/),
		});
		expect(trigger.writes).toEqual(['POST /webhooks', 'DELETE /webhooks/w2']);
		expect(trigger.stored).toEqual({});
	});

	it('asks nothing for an address that api.video cannot reach, unless its place is a custom one', async () => {
		const address = 'http://10.0.0.8/webhook';
		const trigger = new FakeTrigger({ ...wants(ENDED), address });
		await expect(register(trigger.hook)).rejects.toThrow('http://10.0.0.8 is not a public address');
		expect(trigger.asked).toEqual([]);
		const custom = new FakeTrigger({ ...wants(ENDED), address, environment: 'custom' });
		expect(await register(custom.hook)).toBe(true);
	});

	it('asks nothing with an option that cannot be used', async () => {
		const parameters = { events: [ENDED], options: { maxAge: 'soon' } };
		const trigger = new FakeTrigger({ parameters });
		await expect(register(trigger.hook)).rejects.toThrow('Max Age (Minutes) must be a number');
		expect(trigger.asked).toEqual([]);
	});
});

it.each([isRegistered, register])('an address that n8n does not give stops: %p', async (run) => {
	const trigger = new FakeTrigger({ ...wants(ENDED), address: null });
	await expect(run(trigger.hook)).rejects.toMatchObject({
		message: 'n8n gave the trigger no address',
		description: 'Save the workflow and try again.',
	});
});
