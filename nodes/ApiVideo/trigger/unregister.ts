import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { oneWebhook } from '../api/paths/webhooks';
import { quote } from '../api/quote';
import { isNotFound, Trouble } from '../api/trouble';
import { apiOf } from '../n8n/apiOf';
import { forget, isOwn, storedOf } from './registered';

/**
 * Deletes a webhook; one that is gone already is as good.
 *
 * @throws Trouble when the request does not come back as asked
 */
export async function unregister(hook: IHookFunctions, webhookId: string): Promise<void> {
	await apiOf(hook)
		.delete(oneWebhook(webhookId))
		.catch(async (reason: unknown) => {
			if (!isNotFound(reason)) await Promise.reject(reason);
		});
}

/**
 * Removes the registration of this trigger.
 *
 * @returns false when the service did not say so: n8n has to be able to go on in any case
 */
export async function unregisterStored(hook: IHookFunctions): Promise<boolean> {
	const { webhookId } = storedOf(hook);
	const done =
		webhookId === undefined ||
		!isOwn(hook) ||
		(await isDeleted(hook, String(webhookId), 'webhook'));
	if (done) forget(hook);
	return done;
}

/**
 * Deletes the webhook that this trigger has registered under an address that is no longer its own, as that of a
 * tunnel that has ended: there is room for few.
 *
 * @param webhooks all that the service has
 * @param url the address of the trigger now
 */
export async function unregisterAbandoned(
	hook: IHookFunctions,
	webhooks: readonly IDataObject[],
	url: string,
): Promise<void> {
	const stored = storedOf(hook);
	if (stored.url === url || !isOwn(hook)) return;
	const abandoned = webhooks.find(
		(webhook) => webhook.webhookId === stored.webhookId && webhook.url === stored.url,
	);
	if (!abandoned) return;
	const webhookId = String(abandoned.webhookId);
	await isDeleted(hook, webhookId, `webhook ${webhookId}, under an address of the past,`);
}

async function isDeleted(hook: IHookFunctions, webhookId: string, what: string): Promise<boolean> {
	return await unregister(hook, webhookId).then(
		() => true,
		(reason: unknown) => {
			const why = reason instanceof Trouble ? reason.message : 'The request could not be made';
			hook.logger.warn(`The ${what} of ${quote(hook.getNode().name)} was not deleted: ${why}`);
			return false;
		},
	);
}
