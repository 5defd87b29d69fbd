import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { apiRequest } from '../api/client';
import { CREDENTIAL } from '../api/letN8nSign';
import { readFromN8n } from '../api/n8nDatabase';
import { fetchAll } from '../api/pages';
import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import { createClock } from '../n8n/clock';
import { outsideItems } from '../n8n/itemErrors';
import { parametersOfTrigger } from '../n8n/parameters';
import { registerWebhook } from '../resources/shared/registerWebhook';
import { readWanted } from './event';
import { checkPublicUrl } from './publicUrl';

const clock = createClock();

/**
 * Compares what the service has registered with what the node wants. Leftovers for the same address
 * are removed on the way.
 *
 * @returns whether the address is registered for these events, with a secret that is known
 */
export async function isRegistered(hook: IHookFunctions): Promise<boolean> {
	return await outsideItems(hook, async () => {
		const url = addressOf(hook);
		const events = eventsOf(hook);
		const stored = hook.getWorkflowStaticData('node');
		const ours = (await allWebhooks(hook)).filter((webhook) => webhook.url === url);
		const right = ours.find(
			(webhook) => sameEvents(webhook.events, events) && secretOf(webhook, stored) !== undefined,
		);
		for (const webhook of ours) {
			if (webhook !== right) await unregister(hook, String(webhook.webhookId));
		}
		if (right) keep(stored, String(right.webhookId), String(secretOf(right, stored)));
		else forget(stored);
		return right !== undefined;
	});
}

/** Registers the address, and keeps what the service needs to be recognised by. */
export async function register(hook: IHookFunctions): Promise<boolean> {
	return await outsideItems(hook, async () => {
		const url = addressOf(hook);
		const read = async () => await hook.getCredentials(CREDENTIAL);
		const { environment } = await readFromN8n(read, clock);
		// An emulator or a proxy may well be in the same network.
		if (environment !== 'custom') checkPublicUrl(url);
		const { webhookId, signatureSecret } = await registerWebhook(hook, clock, url, eventsOf(hook));
		const id = String(webhookId);
		const secret = signatureSecret ?? (await findSecret(hook, id));
		if (typeof secret !== 'string') {
			await unregister(hook, id);
			throw new Trouble(
				'api.video registered the webhook without a signature secret',
				'Without it nobody can tell its events from those of a stranger, so the webhook was deleted again. Activate the workflow once more.',
			);
		}
		keep(hook.getWorkflowStaticData('node'), id, secret);
		return true;
	});
}

/**
 * Removes the registration; one that is gone already is as good.
 *
 * @returns false when the service did not say so: n8n has to be able to go on in any case
 */
export async function unregisterStored(hook: IHookFunctions): Promise<boolean> {
	const stored = hook.getWorkflowStaticData('node');
	if (stored.webhookId === undefined) return true;
	return await unregister(hook, String(stored.webhookId)).then(
		() => {
			forget(stored);
			return true;
		},
		(reason: unknown) => {
			const why = reason instanceof Trouble ? reason.message : 'The request could not be made';
			hook.logger.warn(`The webhook of ${quote(hook.getNode().name)} was not deleted: ${why}`);
			return false;
		},
	);
}

async function unregister(hook: IHookFunctions, webhookId: string): Promise<void> {
	const path = `/webhooks/${encodeURIComponent(webhookId)}`;
	await apiRequest(hook, clock, { method: 'DELETE', path }).catch(async (reason: unknown) => {
		if (!(reason instanceof Trouble) || reason.httpStatus !== 404) await Promise.reject(reason);
	});
}

async function findSecret(hook: IHookFunctions, webhookId: string): Promise<unknown> {
	const found = (await allWebhooks(hook)).find((webhook) => webhook.webhookId === webhookId);
	return found?.signatureSecret;
}

async function allWebhooks(hook: IHookFunctions): Promise<IDataObject[]> {
	return await fetchAll(hook, clock, { path: '/webhooks' }, Infinity);
}

function addressOf(hook: IHookFunctions): string {
	const url = hook.getNodeWebhookUrl('default');
	if (url) return url;
	throw new Trouble('n8n gave the trigger no address', 'Save the workflow and try again.');
}

/** Reads the options as well: what cannot be used is said now, and not when the first event arrives. */
function eventsOf(hook: IHookFunctions): readonly string[] {
	return readWanted(parametersOfTrigger(hook)).events;
}

function sameEvents(registered: unknown, wanted: readonly string[]): boolean {
	if (!Array.isArray(registered)) return false;
	const names = new Set(registered.map(String));
	return names.size === new Set(wanted).size && wanted.every((event) => names.has(event));
}

/** Only some answers of the service hold the secret. */
function secretOf({ webhookId, signatureSecret }: IDataObject, stored: IDataObject): unknown {
	if (typeof signatureSecret === 'string') return signatureSecret;
	return webhookId === stored.webhookId ? stored.signatureSecret : undefined;
}

function keep(stored: IDataObject, webhookId: string, signatureSecret: string): void {
	stored.webhookId = webhookId;
	stored.signatureSecret = signatureSecret;
}

function forget(stored: IDataObject): void {
	delete stored.webhookId;
	delete stored.signatureSecret;
}
