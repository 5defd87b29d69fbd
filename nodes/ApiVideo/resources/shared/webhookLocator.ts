import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import { fetchPage } from '../../api/pages';
import { createClock } from '../../n8n/clock';
import { forList } from '../../n8n/itemErrors';
import type { OperationContext } from '../operation';
import { readPickedId } from './pickedId';

/** The parameter that picks a webhook. A webhook has no address of its own that one could paste. */
export const webhookLocator: INodeProperties = {
	displayName: 'Webhook',
	name: 'webhookId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The webhook to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a webhook...',
			typeOptions: { searchListMethod: 'searchWebhooks', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. webhook_XXXXXXXXXXXXXXX',
		},
	],
};

/**
 * Reads which webhook was picked.
 *
 * @throws Trouble when nothing was picked, or it cannot be an id
 */
export function readWebhookId(context: OperationContext): string {
	return readPickedId(context, {
		name: 'webhookId',
		label: 'Webhook',
		thing: 'webhook',
		example: 'webhook_XXXXXXXXXXXXXXX',
	});
}

/** Fills the From List mode: filtered by address and events. */
export async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forList(this, async () => {
		const page = Number(paginationToken ?? 1);
		const request = { path: '/webhooks' };
		const { entries, nextPage } = await fetchPage(this, createClock(), request, page, 100);
		const results = entries.map((entry) => ({
			name: label(entry),
			value: String(entry.webhookId),
		}));
		const wanted = filter.toLowerCase();
		return {
			results: results.filter(({ name }) => name.toLowerCase().includes(wanted)),
			paginationToken: nextPage?.toString(),
		};
	});
}

function label({ url, events, createdAt }: IDataObject): string {
	const list = Array.isArray(events) ? events.join(', ') : '';
	return `${String(url)} (${list}; ${String(createdAt).slice(0, 10)})`;
}
