import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { WEBHOOKS } from '../api/paths/webhooks';
import { signingType } from '../api/credentialTypes';
import { readCredential } from '../api/readCredential';
import { Trouble } from '../api/trouble';
import { apiOf } from '../n8n/apiOf';
import { createClock } from '../n8n/clock';
import { outsideItems } from '../n8n/itemErrors';
import { parametersOfTrigger } from '../n8n/parameters';
import { registerWebhook } from '../resources/webhook/registerWebhook';
import { readWanted } from './event';
import { checkPublicUrl } from './publicUrl';
import { forget, keep, storedOf } from './registered';
import { PUBLISH_AGAIN } from './texts';
import { eventsToRegister } from './triggerEvents';
import { unregister, unregisterAbandoned } from './unregister';

/** How long n8n's own database is waited for, in milliseconds. */
const LONGEST_MS = 60_000;

/**
 * Compares what the service has registered with what the node wants. Leftovers for the same address, and the one
 * that this trigger has left under another address, are removed on the way.
 *
 * @returns whether the address is registered for these events, with a secret that is known
 */
export async function isRegistered(hook: IHookFunctions): Promise<boolean> {
	return await outsideItems(hook, async () => {
		const url = addressOf(hook);
		const events = eventsOf(hook);
		const stored = storedOf(hook);
		const all = await allWebhooks(hook);
		const ours = all.filter((webhook) => webhook.url === url);
		const right = ours.find(
			(webhook) => sameEvents(webhook.events, events) && secretOf(webhook, stored) !== undefined,
		);
		for (const webhook of ours) {
			if (webhook !== right) await unregister(hook, String(webhook.webhookId));
		}
		await unregisterAbandoned(hook, all, url);
		if (right) {
			const signatureSecret = String(secretOf(right, stored));
			keep(hook, { webhookId: String(right.webhookId), signatureSecret, url });
		} else forget(hook);
		return right !== undefined;
	});
}

/** Registers the address, and keeps the secret by which events of the service are recognised. */
export async function register(hook: IHookFunctions): Promise<boolean> {
	return await outsideItems(hook, async () => {
		const url = addressOf(hook);
		const signal = AbortSignal.timeout(LONGEST_MS);
		const caller = { n8n: hook, clock: createClock(), signal };
		const { environment } = await readCredential(caller, signingType(hook));
		// An emulator or a proxy may well be in the same network.
		if (environment !== 'custom') checkPublicUrl(url);
		const registered = await registerWebhook(apiOf(hook), url, eventsOf(hook));
		const webhookId = String(registered.webhookId);
		const signatureSecret = registered.signatureSecret ?? (await findSecret(hook, webhookId));
		if (typeof signatureSecret !== 'string') {
			await unregister(hook, webhookId);
			throw new Trouble(
				'api.video registered the webhook without a signature secret',
				`Without it nobody can tell its events from those of a stranger, so the webhook was deleted again. ${PUBLISH_AGAIN}`,
			);
		}
		keep(hook, { webhookId, signatureSecret, url });
		return true;
	});
}

async function findSecret(hook: IHookFunctions, webhookId: string): Promise<unknown> {
	const found = (await allWebhooks(hook)).find((webhook) => webhook.webhookId === webhookId);
	return found?.signatureSecret;
}

async function allWebhooks(hook: IHookFunctions): Promise<IDataObject[]> {
	return await apiOf(hook).list({ path: WEBHOOKS }, Infinity);
}

function addressOf(hook: IHookFunctions): string {
	const url = hook.getNodeWebhookUrl('default');
	if (url) return url;
	throw new Trouble('n8n gave the trigger no address', 'Save the workflow and try again.');
}

/** Reads the options as well: what cannot be used is said now, and not when the first event arrives. */
function eventsOf(hook: IHookFunctions): readonly string[] {
	return eventsToRegister(readWanted(parametersOfTrigger(hook)).events);
}

function sameEvents(registered: unknown, wanted: readonly string[]): boolean {
	if (!Array.isArray(registered)) return false;
	const names = new Set(registered.map(String));
	return names.size === wanted.length && wanted.every((event) => names.has(event));
}

/** Only some answers of the service hold the secret. */
function secretOf({ webhookId, signatureSecret }: IDataObject, stored: IDataObject): unknown {
	if (typeof signatureSecret === 'string') return signatureSecret;
	return webhookId === stored.webhookId ? stored.signatureSecret : undefined;
}
