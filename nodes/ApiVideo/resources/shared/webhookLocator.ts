import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';
import { day, listSearch } from './listSearch';
import { locatorFor, readPickedId, type Pickable } from './locator';

/** It has no address of its own that one could paste. */
const WEBHOOK: Pickable = {
	idName: 'webhookId',
	label: 'Webhook',
	thing: 'webhook',
	example: 'webhook_XXXXXXXXXXXXXXX',
	searchListMethod: 'searchWebhooks',
};

/** The parameter that picks a webhook. */
export const webhookLocator: INodeProperties = { ...locatorFor(WEBHOOK), required: true };

/** @throws Trouble when nothing was picked, or it cannot be an ID */
export function readWebhookId(context: OperationContext): string {
	return readPickedId(context, WEBHOOK);
}

/** Fills the From List mode: filtered by address, events and ID. */
export const searchWebhooks = listSearch({
	path: '/webhooks',
	toItem: ({ webhookId, url, events, createdAt }) => {
		const list = Array.isArray(events) ? events.join(', ') : '';
		return { name: `${String(url)} (${list}; ${day(createdAt)})`, value: String(webhookId) };
	},
});
