import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { Trouble } from '../../api/trouble';
import type { Operation, OperationContext } from '../operation';
import { create, createToken, readTtl } from './create';
import { findOldTokens, oldTokensProperties } from './oldTokens';
import { oneToken } from './oneToken';

/** How much of an old token the output shows: as much as the list of tokens. */
const SHOWN_CHARACTERS = 6;

/** What became of the old tokens. */
interface Rotation extends IDataObject {
	deleted: number;
	notDeleted: number;
	/** Did not exist any more. */
	alreadyGone: number;
	/** The ones that were not deleted, and why. */
	stillValid: Array<{ token: string; reason: string }>;
}

export const rotate: Operation = {
	value: 'rotate',
	name: 'Rotate',
	action: 'Rotate delegated token',
	description: 'Create a new token, then delete the ones it takes the place of',
	makesNew: true,
	properties: [...create.properties, ...oldTokensProperties],
	async execute(context) {
		const ttl = readTtl(context);
		const old = await findOldTokens(context);
		const created = await createToken(context, ttl);
		const rotation: Rotation = { deleted: 0, notDeleted: 0, alreadyGone: 0, stillValid: [] };
		for (const token of old) {
			rotation[await deleteOld(context, token, rotation)]++;
		}
		tell(context, rotation);
		return { ...created, rotation };
	},
};

/** From here on nothing may end the operation: the new token has to come out. */
async function deleteOld(
	{ n8n, clock }: OperationContext,
	token: string,
	{ stillValid }: Rotation,
): Promise<'deleted' | 'notDeleted' | 'alreadyGone'> {
	return await apiRequest(n8n, clock, { method: 'DELETE', ...oneToken(token) }).then(
		() => 'deleted' as const,
		(reason: unknown) => {
			if (reason instanceof Trouble && reason.httpStatus === 404) return 'alreadyGone';
			stillValid.push({
				token: `${token.slice(0, SHOWN_CHARACTERS)}...`,
				reason: reason instanceof Trouble ? reason.message : 'The request could not be made',
			});
			return 'notDeleted';
		},
	);
}

function tell({ n8n }: OperationContext, { notDeleted, stillValid }: Rotation): void {
	if (notDeleted === 0) return;
	n8n.addExecutionHints({
		location: 'outputPane',
		type: 'warning',
		message: `The new token was made, but ${notDeleted} of the old ones can still be used: ${stillValid[0].reason}. Delete them with Delegated Token > Delete, or run the step again.`,
	});
}
