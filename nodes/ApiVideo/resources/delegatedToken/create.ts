import type { IDataObject } from 'n8n-workflow';
import { DELEGATED_TOKENS, NEW_DELEGATED_TOKEN } from '../../api/paths/delegatedTokens';
import type { Operation, OperationContext } from '../operation';
import { lifetimeFields, readLifetime } from './lifetime';

const lifetime = lifetimeFields('ttl', 1, 'hours');

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create delegated token',
	description: 'Create a token that lets someone upload videos without the API key',
	makesNew: true,
	properties: [lifetime.amount, lifetime.unit],
	async execute(context) {
		return await createToken(context, readLifetime(context.parameters, lifetime));
	},
};

/**
 * @param ttl in seconds; 0 for a token that never expires
 * @throws Trouble when the request does not come back as asked
 */
export async function createToken({ api }: OperationContext, ttl: number): Promise<IDataObject> {
	return await api.make({ path: DELEGATED_TOKENS, body: { ttl } }, NEW_DELEGATED_TOKEN);
}
