import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Where a trigger registers itself, or takes an event. */
type Trigger = IHookFunctions | IWebhookFunctions;

/** The fields in which n8n stores for a trigger what it has registered, and who has done it. */
const FIELDS = [
	'webhookId',
	'signatureSecret',
	'url',
	'instanceId',
	'workflowId',
	'nodeId',
] as const;

/** A webhook that was registered. */
export interface Registered {
	readonly webhookId: string;
	readonly signatureSecret: string;
	readonly url: string;
}

/** Keeps what was registered, and that it was this trigger of this n8n. */
export function keep(hook: Trigger, registered: Registered): void {
	Object.assign(storedOf(hook), registered, ownerOf(hook));
}

/** Forgets what was registered. What the trigger remembers of events stays. */
export function forget(hook: IHookFunctions): void {
	const stored = storedOf(hook);
	for (const field of FIELDS) delete stored[field];
}

/**
 * A copied workflow carries what the step remembers (by n8n's API, by an export, with another n8n's database),
 * and the webhook of the original is not for it to delete.
 *
 * @returns whether this trigger of this n8n has registered what is stored
 */
export function isOwn(hook: IHookFunctions): boolean {
	const stored = storedOf(hook);
	return Object.entries(ownerOf(hook)).every(([field, value]) => stored[field] === value);
}

/** @returns n8n's static data of the trigger */
export function storedOf(hook: Trigger): IDataObject {
	return hook.getWorkflowStaticData('node');
}

function ownerOf(hook: Trigger): Record<'instanceId' | 'workflowId' | 'nodeId', unknown> {
	const { id: workflowId } = hook.getWorkflow();
	return { instanceId: hook.getInstanceId(), workflowId, nodeId: hook.getNode().id };
}
