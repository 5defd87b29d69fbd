import '../support/credentialClock';
import type { IDataObject } from 'n8n-workflow';
import { unregisterStored } from '../../../nodes/ApiVideo/trigger/unregister';
import { response } from '../support/fakeNode';
import { FakeTrigger } from '../support/fakeTrigger';

const OWN = {
	webhookId: 'w1',
	signatureSecret: 'secret',
	url: 'https://n8n.example/',
	instanceId: 'instance',
	workflowId: 'workflow',
	nodeId: '1',
};

/** A trigger that has registered a webhook, and remembers events. */
function published(stored: IDataObject = {}): FakeTrigger {
	const trigger = new FakeTrigger();
	trigger.webhooks.push({ webhookId: 'w1' });
	Object.assign(trigger.stored, OWN, stored, { deliveries: {} });
	return trigger;
}

it('deletes what the trigger has registered, and keeps what it remembers of events', async () => {
	const trigger = published();
	expect(await unregisterStored(trigger.hook)).toBe(true);
	expect(trigger.asked).toEqual(['DELETE /webhooks/w1']);
	expect(trigger.stored).toEqual({ deliveries: {} });
});

it('is done where the service does not know it any more', async () => {
	const trigger = published({ webhookId: 'w7' });
	expect(await unregisterStored(trigger.hook)).toBe(true);
	expect(trigger.stored).toEqual({ deliveries: {} });
	expect(trigger.warnings).toEqual([]);
});

it.each<[string, IDataObject]>([
	['nothing is registered', { webhookId: undefined }],
	['another workflow has registered it', { workflowId: 'another' }],
])('asks nothing where %s, and forgets it', async (_case, stored) => {
	const trigger = published(stored);
	expect(await unregisterStored(trigger.hook)).toBe(true);
	expect(trigger.asked).toEqual([]);
	expect(trigger.stored).toEqual({ deliveries: {} });
});

describe('what cannot be deleted is remembered, and named in the log', () => {
	it('with what the service says', async () => {
		const trigger = published();
		trigger.refuse = () => response(403, { title: 'Not today.' });
		expect(await unregisterStored(trigger.hook)).toBe(false);
		expect(trigger.stored).toMatchObject(OWN);
		expect(trigger.warnings).toEqual([
			"The webhook of 'api.video' was not deleted: api.video declined the request (HTTP 403): Not today",
		]);
	});

	it('without what n8n says, which may hold anything', async () => {
		const trigger = published();
		const hook = Object.assign(trigger.hook, {
			getCredentials: async () => await Promise.reject(new TypeError('hidden')),
		});
		expect(await unregisterStored(hook)).toBe(false);
		expect(trigger.warnings).toEqual([
			"The webhook of 'api.video' was not deleted: The request could not be made",
		]);
	});
});
