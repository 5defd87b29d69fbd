import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { OperationContext } from '../operation';
import { filledIn } from './filledIn';

/** What lists are sorted by first. */
const CREATED_AT = 'createdAt';

/**
 * @param things as in "What to sort the videos by"
 * @returns the options that say in what order a list is
 */
export function sortingBy(
	things: string,
	options: INodePropertyOptions[],
	first = CREATED_AT,
): INodeProperties[] {
	return [
		{
			displayName: 'Sort By',
			name: 'sortBy',
			type: 'options',
			options,
			default: first,
			description: `What to sort the ${things} by`,
		},
		sortOrderField,
	];
}

/** The order of a list. */
export const sortOrderField: INodeProperties = {
	displayName: 'Sort Order',
	name: 'sortOrder',
	type: 'options',
	options: [
		{ name: 'Ascending', value: 'asc' },
		{ name: 'Descending', value: 'desc' },
	],
	default: 'desc',
	description:
		'Ascending begins with the oldest, the lowest or A, Descending with the newest, the highest or Z',
};

/** @returns the query that Filters and Options of a list stand for; what was left empty is not there */
export function readListQuery({ n8n, itemIndex }: OperationContext): IDataObject {
	const filters = n8n.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
	return filledIn({ ...filters, ...options });
}
