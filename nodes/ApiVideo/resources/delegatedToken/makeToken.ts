import type { IDataObject } from 'n8n-workflow';
import { thisRun } from '../../n8n/thisStep';
import { timeOf } from '../../values/apiDate';
import type { OperationContext } from '../operation';
import { createToken } from './create';
import { hashOf, MadeTokens, type MadeToken } from './madeTokens';

/**
 * Makes the new token of a rotation. Whatever else is to be deleted, no step deletes it in the same execution.
 * What is old by now goes by the time at which the service says that it has made it: the clock of this computer may
 * be wrong, and jumps when it is set right.
 *
 * @param ttl in seconds; 0 for a token that never expires
 * @param name the Rotation Name
 * @throws Trouble when no token was made
 */
export async function makeToken(
	context: OperationContext,
	ttl: number,
	name = '',
): Promise<{ created: IDataObject; current: MadeToken }> {
	const { n8n, clock, itemIndex } = context;
	const run = thisRun(n8n, itemIndex);
	const created = await createToken(context, ttl);
	const createdAt = timeOf(created.createdAt) ?? clock.date();
	const hash = hashOf(String(created.token));
	const expiresAt = ttl === 0 ? null : createdAt + ttl * 1000;
	const current: MadeToken = { name, hash, createdAt, expiresAt, ...run };
	MadeTokens.ofExecution(run.execution).add(current);
	return { created, current };
}
