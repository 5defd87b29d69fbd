import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import { Trouble } from '../../api/trouble';
import type { OperationContext } from '../operation';
import { readUploadToken, uploadTokenLocator } from '../shared/uploadTokenLocator';

const MILLISECONDS_PER: Readonly<Record<string, number>> = {
	minutes: 60_000,
	hours: 3_600_000,
	days: 86_400_000,
};

/** The parameters that say which tokens a new one takes the place of. */
export const oldTokensProperties: readonly INodeProperties[] = [
	{
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
	},
	{
		...uploadTokenLocator,
		displayOptions: { show: { tokensToDelete: ['token'] } },
		description: 'The token to delete, as Delegated Token > Create put it out',
	},
	{
		displayName: 'Minimum Age',
		name: 'minimumAge',
		type: 'number',
		typeOptions: { minValue: 0 },
		displayOptions: { show: { tokensToDelete: ['olderThan'] } },
		default: 1,
		description: 'How old a token has to be to be deleted, in the unit below; above 0',
	},
	{
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
	{
		displayName: 'Expires Within',
		name: 'expiresWithin',
		type: 'number',
		typeOptions: { minValue: 0 },
		displayOptions: { show: { tokensToDelete: ['expiringWithin'] } },
		default: 1,
		description: 'How much longer a token may be valid to be deleted, in the unit below; above 0',
	},
	{
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
];

/**
 * Finds the tokens to delete. Comes before the new token is made, so that the new one is never among them.
 *
 * @throws Trouble when a parameter is wrong, or the service does not list its tokens
 */
export async function findOldTokens(context: OperationContext): Promise<string[]> {
	const { n8n, itemIndex, clock } = context;
	const which = n8n.getNodeParameter('tokensToDelete', itemIndex);
	if (which === 'token') return [readUploadToken(context)];
	const isOld = which === 'olderThan' ? olderThan(context) : expiringWithin(context);
	const qs = { sortBy: 'createdAt', sortOrder: 'asc' };
	const all = await fetchAll(n8n, clock, { path: '/upload-tokens', qs }, Infinity);
	return all.filter(isOld).map(({ token }) => String(token));
}

function olderThan(context: OperationContext): (token: IDataObject) => boolean {
	const latest = context.clock.date() - readTime(context, 'Minimum Age', 'minimumAge');
	return ({ createdAt }) => Date.parse(String(createdAt)) <= latest;
}

function expiringWithin(context: OperationContext): (token: IDataObject) => boolean {
	const latest = context.clock.date() + readTime(context, 'Expires Within', 'expiresWithin');
	// A token that never expires has no date.
	return ({ expiresAt }) => Date.parse(String(expiresAt)) <= latest;
}

/** @returns milliseconds */
function readTime({ n8n, itemIndex }: OperationContext, label: string, name: string): number {
	const entered = n8n.getNodeParameter(name, itemIndex, '');
	const unit = String(n8n.getNodeParameter(`${name}Unit`, itemIndex));
	const amount = typeof entered === 'string' && entered.trim() !== '' ? Number(entered) : entered;
	if (typeof amount !== 'number' || !(amount > 0) || !Number.isFinite(amount)) {
		throw new Trouble(
			`${label} must be a number above 0, but is '${String(entered)}'`,
			`Enter a number of ${unit}, such as 1. No token was made and none was deleted.`,
		);
	}
	return amount * (MILLISECONDS_PER[unit] ?? NaN);
}
