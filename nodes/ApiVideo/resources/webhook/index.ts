import type { Resource } from '../operation';
import { create } from './create';
import { deleteWebhook } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { searchWebhooks } from './webhookLocator';

/** A new operation is one new file and one line here. */
export const webhook: Resource = {
	value: 'webhook',
	name: 'Webhook',
	operations: [create, deleteWebhook, get, getMany],
	defaultOperation: getMany.value,
	listSearch: { searchWebhooks },
};
