import '../support/credentialClock';
import type { IDataObject } from 'n8n-workflow';
import { relearn } from '../../../nodes/ApiVideo/trigger/relearn';
import { response } from '../support/fakeNode';
import { ADDRESS, FakeTrigger, type FakeTriggerOptions } from '../support/fakeTrigger';

const MINUTE_MS = 60_000;
const STALE = { webhookId: 'old', signatureSecret: 'old' };

let workflows = 0;
let now: jest.SpyInstance<number, []>;
beforeEach(() => {
	workflows++;
	now = jest.spyOn(performance, 'now').mockReturnValue(0);
});
afterEach(() => now.mockRestore());

/** A trigger that has forgotten the webhook which was registered last. */
function triggerOf(webhook: IDataObject = {}, options: FakeTriggerOptions = {}): FakeTrigger {
	const trigger = new FakeTrigger({ workflowId: `workflow${workflows}`, ...options });
	trigger.webhooks.push({ webhookId: 'new', signatureSecret: 'right', url: ADDRESS, ...webhook });
	Object.assign(trigger.stored, STALE);
	return trigger;
}

it('takes over the webhook that the service has for the address', async () => {
	const trigger = triggerOf();
	await relearn(trigger.delivery, 'new');
	expect(trigger.asked).toEqual(['GET /webhooks/new']);
	expect(trigger.stored).toEqual({
		webhookId: 'new',
		signatureSecret: 'right',
		url: ADDRESS,
		instanceId: 'instance',
		workflowId: `workflow${workflows}`,
		nodeId: '1',
	});
});

it.each<[string, unknown, FakeTriggerOptions]>([
	['the webhook that is stored', 'old', {}],
	['no webhook at all', undefined, {}],
	['what cannot be an ID', '..', {}],
	['another one while somebody listens in the editor', 'new', { mode: 'manual' }],
])('asks nothing about %s', async (_case, webhookId, options) => {
	const trigger = triggerOf({}, options);
	await relearn(trigger.delivery, webhookId);
	expect(trigger.asked).toEqual([]);
	expect(trigger.stored).toEqual(STALE);
});

it.each<[string, IDataObject, FakeTriggerOptions]>([
	['is for another address', { url: `${ADDRESS}/2` }, {}],
	['has no secret', { signatureSecret: undefined }, {}],
	['is for no address, and the trigger has none', { url: undefined }, { address: null }],
	['the service does not know', { webhookId: 'w7' }, {}],
])('leaves everything as it is where the webhook %s', async (_case, webhook, options) => {
	const trigger = triggerOf(webhook, options);
	await relearn(trigger.delivery, 'new');
	expect(trigger.asked).toEqual(['GET /webhooks/new']);
	expect(trigger.stored).toEqual(STALE);
});

it('leaves everything as it is where the service does not say', async () => {
	const trigger = triggerOf();
	trigger.refuse = () => response(403);
	await relearn(trigger.delivery, 'new');
	expect(trigger.stored).toEqual(STALE);
});

it('asks once a minute for each trigger', async () => {
	const trigger = triggerOf({ signatureSecret: undefined });
	const another = triggerOf({}, { workflowId: `another${workflows}` });
	for (const time of [0, 1, MINUTE_MS - 1]) {
		now.mockReturnValue(time);
		await relearn(trigger.delivery, 'new');
	}
	expect(trigger.asked).toHaveLength(1);
	await relearn(another.delivery, 'new');
	expect(another.asked).toHaveLength(1);
	now.mockReturnValue(MINUTE_MS);
	await relearn(trigger.delivery, 'new');
	expect(trigger.asked).toHaveLength(2);
});
