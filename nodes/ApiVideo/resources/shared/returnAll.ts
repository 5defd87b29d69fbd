import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Question } from '../../api/client';
import type { OperationContext } from '../operation';

const returnAllField: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	displayOptions: { show: { returnAll: [false] } },
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 50,
	description: 'Max number of results to return',
};

/** Return All and Limit, as every list of n8n has them. */
export const returnAllProperties: readonly INodeProperties[] = [returnAllField, limitField];

/**
 * Fetches as much of a list as Return All and Limit ask for.
 *
 * @throws Trouble when Limit is no whole number from 1 on, or from the request
 */
export async function fetchList(
	context: OperationContext,
	request: Question,
): Promise<IDataObject[]> {
	return await context.api.list(request, readLimit(context));
}

/** @returns how many results are wanted at most; Infinity for all */
function readLimit({ parameters }: OperationContext): number {
	if (parameters.switch(returnAllField)) return Infinity;
	return parameters.number(limitField, { min: 1, whole: true });
}
