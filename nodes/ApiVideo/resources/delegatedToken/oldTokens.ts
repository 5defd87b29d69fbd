import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { isBlank } from '../../values/text';
import type { OperationContext } from '../operation';
import { numberIn } from '../../values/number';
import { readUploadToken, uploadTokenLocator } from '../shared/uploadTokenLocator';

const MILLISECONDS_PER = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

const tokensToDeleteField: INodeProperties = {
	displayName: 'Tokens to Delete',
	name: 'tokensToDelete',
	type: 'options',
	options: [
		{
			name: 'Expiring Soon',
			value: 'expiringWithin',
			description: 'All tokens that expire within a certain time',
		},
		{
			name: 'Older Than',
			value: 'olderThan',
			description: 'All tokens that were created before a certain time',
		},
		{ name: 'One Token', value: 'token', description: 'The token that is picked below' },
	],
	default: 'token',
	description:
		'Which tokens the new one takes the place of. They are deleted after the new one was made.',
};

/** The two fields that stand for a length of time. */
interface TimeFields {
	readonly amount: INodeProperties;
	readonly unit: INodeProperties;
}

const minimumAge: TimeFields = {
	amount: {
		displayName: 'Minimum Age',
		name: 'minimumAge',
		type: 'number',
		typeOptions: { minValue: 0 },
		displayOptions: { show: { tokensToDelete: ['olderThan'] } },
		default: 1,
		description: 'How old a token has to be to be deleted, in the unit below; above 0',
	},
	unit: {
		displayName: 'Minimum Age Unit',
		name: 'minimumAgeUnit',
		type: 'options',
		displayOptions: { show: { tokensToDelete: ['olderThan'] } },
		options: [
			{ name: 'Hours', value: 'hours' },
			{ name: 'Days', value: 'days' },
		],
		default: 'days',
		description: 'The unit in which Minimum Age is counted',
	},
};

const expiresWithin: TimeFields = {
	amount: {
		displayName: 'Expires Within',
		name: 'expiresWithin',
		type: 'number',
		typeOptions: { minValue: 0 },
		displayOptions: { show: { tokensToDelete: ['expiringWithin'] } },
		default: 1,
		description: 'How much longer a token may be valid to be deleted, in the unit below; above 0',
	},
	unit: {
		displayName: 'Expires Within Unit',
		name: 'expiresWithinUnit',
		type: 'options',
		displayOptions: { show: { tokensToDelete: ['expiringWithin'] } },
		options: [
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Hours', value: 'hours' },
		],
		default: 'hours',
		description: 'The unit in which Expires Within is counted',
	},
};

/** The parameters that say which tokens a new one takes the place of. */
export const oldTokensProperties: readonly INodeProperties[] = [
	tokensToDeleteField,
	{
		...uploadTokenLocator,
		displayOptions: { show: { tokensToDelete: ['token'] } },
		description: 'The token to delete, as Delegated Token > Create put it out',
	},
	minimumAge.amount,
	minimumAge.unit,
	expiresWithin.amount,
	expiresWithin.unit,
];

/**
 * Finds the tokens to delete. Comes before the new token is made, so that the new one is never among them.
 *
 * @throws Trouble when a parameter is wrong, or the service does not list its tokens
 */
export async function findOldTokens(context: OperationContext): Promise<string[]> {
	const { n8n, clock } = context;
	const which = context.parameters.choice<'expiringWithin' | 'olderThan' | 'token'>(
		tokensToDeleteField,
	);
	if (which === 'token') return [readUploadToken(context)];
	const isOld = which === 'olderThan' ? olderThan(context) : expiringWithin(context);
	const qs = { sortBy: 'createdAt', sortOrder: 'asc' };
	const all = await fetchAll(n8n, clock, { path: '/upload-tokens', qs }, Infinity);
	return all.filter(isOld).map(({ token }) => String(token));
}

function olderThan(context: OperationContext): (token: IDataObject) => boolean {
	const latest = context.clock.date() - readTime(context, minimumAge);
	return ({ createdAt }) => Date.parse(String(createdAt)) <= latest;
}

function expiringWithin(context: OperationContext): (token: IDataObject) => boolean {
	const latest = context.clock.date() + readTime(context, expiresWithin);
	// A token that never expires has no date.
	return ({ expiresAt }) => Date.parse(String(expiresAt)) <= latest;
}

/** @returns milliseconds */
function readTime(context: OperationContext, { amount, unit }: TimeFields): number {
	const entered = context.parameters.raw(amount);
	const unitName = context.parameters.choice<keyof typeof MILLISECONDS_PER>(unit);
	const number = numberIn(entered);
	if (number > 0 && Number.isFinite(number)) return number * MILLISECONDS_PER[unitName];
	throw new Trouble(
		`${amount.displayName} must be a number above 0, but is ${isBlank(entered) ? 'empty' : quote(entered)}`,
		`Enter a number of ${unitName}, such as 1. No token was made and none was deleted.`,
	);
}
