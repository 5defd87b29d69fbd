import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { DELEGATED_TOKENS } from '../../api/paths/delegatedTokens';
import type { Parameters } from '../../n8n/parameters';
import type { OperationContext } from '../operation';
import { readDelegatedToken, delegatedTokenLocator } from './delegatedTokenLocator';
import { readDuration, unitField, type DurationFields } from './duration';
import { madeByThisStepProperties } from './madeByThisStep';

/** What the new token takes the place of. Stored in workflows: never rename one. */
export type Chosen = 'madeByThisStep' | 'token' | 'expiringWithin' | 'olderThan';

const tokensToDeleteField: INodeProperties = {
	displayName: 'Tokens to Delete',
	name: 'tokensToDelete',
	type: 'options',
	options: [
		{
			name: 'Made by This Step',
			value: 'madeByThisStep',
			description: 'The tokens that this step made when it ran before. The choice for a schedule.',
		},
		{ name: 'One Token', value: 'token', description: 'The token that is picked below' },
		{
			name: 'Expiring Soon',
			value: 'expiringWithin',
			description: 'All tokens of the account that expire within a certain time',
		},
		{
			name: 'Older Than',
			value: 'olderThan',
			description: 'All tokens of the account that were created before a certain time',
		},
	],
	default: 'madeByThisStep',
	description:
		'Which tokens the new one takes the place of. They are deleted after the new one was made.',
};

const onlyWith = (...chosen: Chosen[]) => ({ show: { tokensToDelete: chosen } });

const everyTokenNotice: INodeProperties = {
	displayName:
		'This deletes every token of the account that the time below applies to, also those of other workflows and other people',
	name: 'everyTokenNotice',
	type: 'notice',
	displayOptions: onlyWith('expiringWithin', 'olderThan'),
	default: '',
};

const minimumAgeField: INodeProperties = {
	displayName: 'Minimum Age',
	name: 'minimumAge',
	type: 'number',
	typeOptions: { minValue: 0 },
	displayOptions: onlyWith('olderThan'),
	default: 1,
	description: 'How old a token has to be to be deleted, in the unit below; above 0',
};

const minimumAge: DurationFields = {
	amount: minimumAgeField,
	unit: unitField(minimumAgeField, ['hours', 'days'], 'days'),
};

const expiresWithinField: INodeProperties = {
	displayName: 'Expires Within',
	name: 'expiresWithin',
	type: 'number',
	typeOptions: { minValue: 0 },
	displayOptions: onlyWith('expiringWithin'),
	default: 1,
	description: 'How much longer a token may be valid to be deleted, in the unit below; above 0',
};

const expiresWithin: DurationFields = {
	amount: expiresWithinField,
	unit: unitField(expiresWithinField, ['minutes', 'hours'], 'hours'),
};

/** The parameters that say which tokens a new one takes the place of. */
export const tokensToDeleteProperties: readonly INodeProperties[] = [
	tokensToDeleteField,
	...madeByThisStepProperties.map((property) => ({
		...property,
		displayOptions: onlyWith('madeByThisStep'),
	})),
	{
		...delegatedTokenLocator,
		// Where Tokens to Delete is an expression, n8n takes every parameter for a visible one, and would insist on this.
		required: false,
		displayOptions: onlyWith('token'),
		description: 'The token to delete, as Delegated Token > Create put it out',
	},
	everyTokenNotice,
	minimumAge.amount,
	minimumAge.unit,
	expiresWithin.amount,
	expiresWithin.unit,
];

/** @throws Trouble that lists the choices when it is none of them, or nothing was given */
export function readChosen(parameters: Parameters): Chosen {
	return parameters.choice<Chosen>(tokensToDeleteField);
}

/** What is to be deleted at a time by the clock of the service, in milliseconds since 1970. */
type Due = (now: number) => string[];

/**
 * Reads which tokens of the account are to be deleted, other than those that the step itself has made.
 *
 * @returns what looks for them; it throws Trouble when the service does not list its tokens
 * @throws Trouble when a parameter is wrong
 */
export function readOldTokens(
	context: OperationContext,
	chosen: Exclude<Chosen, 'madeByThisStep'>,
): () => Promise<Due> {
	const { parameters } = context;
	switch (chosen) {
		case 'token': {
			const token = readDelegatedToken(context);
			return async () => () => [token];
		}
		case 'olderThan': {
			const age = readDuration(parameters, minimumAge, { zero: false });
			return async () => await tokensUntil(context, 'createdAt', -age);
		}
		case 'expiringWithin': {
			const left = readDuration(parameters, expiresWithin, { zero: false });
			// A token that never expires has no date.
			return async () => await tokensUntil(context, 'expiresAt', left);
		}
	}
}

/** @returns all tokens that can be used, the oldest first */
export async function listTokens({ api }: OperationContext): Promise<IDataObject[]> {
	const qs = { sortBy: 'createdAt', sortOrder: 'asc' };
	return await api.list({ path: DELEGATED_TOKENS, qs }, Infinity);
}

/** @param difference between now and the latest date, in milliseconds */
async function tokensUntil(
	context: OperationContext,
	date: 'createdAt' | 'expiresAt',
	difference: number,
): Promise<Due> {
	const all = await listTokens(context);
	return (now) =>
		all
			.filter((token) => Date.parse(String(token[date])) <= now + difference)
			.map(({ token }) => String(token));
}
