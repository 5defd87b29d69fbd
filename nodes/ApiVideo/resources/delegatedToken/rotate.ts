import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Operation, OperationContext } from '../operation';
import { lifetimeFields, readLifetime } from './lifetime';
import { readMadeByThisStep } from './madeByThisStep';
import { hashOf, MadeTokens } from './madeTokens';
import { makeToken } from './makeToken';
import { checkOneTokenEach } from './oneTokenEach';
import { madeTokensOf, replaceMade } from './replaceMade';
import { deleteOld, newRotation, warn, were, type Rotation } from './rotation';
import { readChosen, readOldTokens, tokensToDeleteProperties, type Chosen } from './tokensToDelete';

const lifetime = lifetimeFields('rotationTtl', 7, 'days');

/** Starts on a week, so that a token that nothing deletes any more ends by itself. */
const lifetimeField: INodeProperties = {
	...lifetime.amount,
	description: `${lifetime.amount.description} An end is of use: when n8n is stopped in the middle of a run, the step does not remember the token of that run, and nothing else ends it.`,
};

export const rotate: Operation = {
	value: 'rotate',
	name: 'Rotate',
	action: 'Rotate delegated token',
	description: 'Create a new token, then delete the ones it takes the place of',
	makesNew: true,
	properties: [lifetimeField, lifetime.unit, ...tokensToDeleteProperties],
	async check(context) {
		const { parameters, n8n } = context;
		readLifetime(parameters, lifetime);
		const chosen = readChosen(parameters);
		if (chosen !== 'madeByThisStep') {
			readOldTokens(context, chosen);
			return;
		}
		const { name } = readMadeByThisStep(parameters);
		checkOneTokenEach(context, name, madeTokensOf(n8n));
	},
	async execute(context) {
		const { parameters } = context;
		const ttl = readLifetime(parameters, lifetime);
		const chosen = readChosen(parameters);
		if (chosen === 'madeByThisStep') {
			return await replaceMade(context, ttl, readMadeByThisStep(parameters));
		}
		return await replaceOthers(context, ttl, chosen);
	},
};

/**
 * The old ones are looked for before the new one is made, so that it is never among them. Of a list, those are
 * left out that were made for another item of the execution.
 */
async function replaceOthers(
	context: OperationContext,
	ttl: number,
	chosen: Exclude<Chosen, 'madeByThisStep'>,
): Promise<IDataObject> {
	const { hashes } = MadeTokens.ofExecution(context.n8n.getExecutionId());
	const due = await readOldTokens(context, chosen)();
	const { created, current } = await makeToken(context, ttl);
	const old = due(current.createdAt).filter(
		(token) => chosen === 'token' || !hashes.has(hashOf(token)),
	);
	const rotation = newRotation();
	for (const token of old) await deleteOld(context, token, rotation);
	rotation.message = ['The new token was made.', ...sentences(rotation, chosen)].join(' ');
	tell(context, rotation, chosen);
	return { ...created, rotation };
}

function sentences({ deleted, notDeleted, alreadyGone }: Rotation, chosen: Chosen): string[] {
	return [
		...(deleted > 0 ? [`${were(deleted, 'deleted')}.`] : []),
		...(notDeleted > 0 ? [`${were(notDeleted, 'not deleted and can still be used')}.`] : []),
		...(alreadyGone > 0 ? [gone(alreadyGone, chosen)] : []),
		...(deleted + notDeleted + alreadyGone === 0 ? ['No token was to be deleted.'] : []),
	];
}

function gone(count: number, chosen: Chosen): string {
	return chosen === 'token'
		? 'The token that was picked as Delegated Token did not exist any more, so nothing was deleted.'
		: `${were(count, 'gone already when they were to be deleted')}.`;
}

function tell(context: OperationContext, rotation: Rotation, chosen: Chosen): void {
	const { notDeleted, alreadyGone, stillValid } = rotation;
	if (notDeleted > 0) {
		warn(
			context,
			`The new token was made, but ${notDeleted} of the old ones can still be used: ${stillValid[0].reason}. Delete them with Delegated Token > Delete, or run the step again.`,
		);
	}
	if (alreadyGone > 0) {
		const advice =
			chosen === 'token'
				? ' Choose Made by This Step as Tokens to Delete where the step runs again and again: it then finds the token that it made before.'
				: '';
		warn(context, `The new token was made. ${gone(alreadyGone, chosen)}${advice}`);
	}
}
