import type { INodeProperties } from 'n8n-workflow';
import { WEBHOOKS } from '../../api/paths/webhooks';
import type { OperationContext } from '../operation';
import { listSearch } from '../shared/listSearch';
import { locatorFor, readPickedId, type Pickable } from '../shared/locator';
import { minute, withDetails } from '../shared/shownDate';

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
	path: WEBHOOKS,
	toItem: ({ webhookId, url, events, createdAt }, timeZone) => {
		const list = Array.isArray(events) ? events.map(String) : [];
		const name = withDetails(String(url), ...list, minute(createdAt, timeZone));
		return { name, value: String(webhookId) };
	},
});
