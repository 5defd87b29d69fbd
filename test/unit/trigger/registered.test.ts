import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { forget, isOwn, keep } from '../../../nodes/ApiVideo/trigger/registered';

const REGISTERED = {
	webhookId: 'webhook1',
	signatureSecret: 'signature_secret',
	url: 'https://n8n.example/webhook/1',
};

/** A trigger, with what n8n has stored for it. */
function hookOf(stored: IDataObject, { instance = 'i1', workflow = 'w1', node = 'n1' } = {}) {
	return {
		getInstanceId: () => instance,
		getWorkflow: () => ({ id: workflow }),
		getNode: () => ({ id: node }),
		getWorkflowStaticData: (of: string) => (of === 'node' ? stored : {}),
	} as unknown as IHookFunctions;
}

test('what was registered is kept, with who has done it', () => {
	const stored: IDataObject = { deliveries: { 7: 'aaaaaaaa' } };
	keep(hookOf(stored), REGISTERED);
	expect(stored).toEqual({
		...REGISTERED,
		instanceId: 'i1',
		workflowId: 'w1',
		nodeId: 'n1',
		deliveries: { 7: 'aaaaaaaa' },
	});
});

test('forgetting it leaves what is remembered of events', () => {
	const stored: IDataObject = { deliveries: { 7: 'aaaaaaaa' } };
	keep(hookOf(stored), REGISTERED);
	forget(hookOf(stored));
	expect(stored).toEqual({ deliveries: { 7: 'aaaaaaaa' } });
});

test('it is its own for this trigger of this workflow of this n8n, and for no copy', () => {
	const stored: IDataObject = {};
	expect(isOwn(hookOf(stored))).toBe(false);
	keep(hookOf(stored), REGISTERED);
	expect(isOwn(hookOf(stored))).toBe(true);
	for (const other of [{ instance: 'i2' }, { workflow: 'w2' }, { node: 'n2' }]) {
		expect(isOwn(hookOf(stored, other))).toBe(false);
	}
});
