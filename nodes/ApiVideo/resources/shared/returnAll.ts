import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import { fetchAll } from '../../api/pages';
import { readSwitch } from '../../values/switch';
import type { OperationContext } from '../operation';
import { numberInRange } from './numberInRange';

/** Return All and Limit, as every list of n8n has them. */
export const returnAllProperties: readonly INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		displayOptions: { show: { returnAll: [false] } },
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 50,
		description: 'Max number of results to return',
	},
];

/**
 * Fetches as much of a list as Return All and Limit ask for.
 *
 * @throws Trouble when Limit is no number from 1 on, or from the request
 */
export async function fetchList(
	context: OperationContext,
	request: Omit<ApiRequest, 'method'>,
): Promise<IDataObject[]> {
	return await fetchAll(context.n8n, context.clock, request, readLimit(context));
}

/** @returns how many results are wanted at most; Infinity for all */
function readLimit({ n8n, itemIndex }: OperationContext): number {
	const returnAll = n8n.getNodeParameter('returnAll', itemIndex, false);
	if (readSwitch(returnAll, 'Return All')) return Infinity;
	return Math.floor(numberInRange(n8n.getNodeParameter('limit', itemIndex), 'Limit', 1, Infinity));
}
