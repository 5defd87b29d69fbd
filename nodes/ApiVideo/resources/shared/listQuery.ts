import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { readField } from '../../values/field';
import { isBlank } from '../../values/text';
import type { OperationContext } from '../operation';
import { fieldsOf } from './collections';

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

/**
 * Reads Options whose names are those of a query.
 *
 * @returns the query that they stand for; what was left empty is not there
 * @throws Trouble when an option cannot be used
 */
export function readQueryOptions(
	context: OperationContext,
	fields: readonly INodeProperties[],
): IDataObject {
	const given = fieldsOf(context, 'options');
	// A choice that was left empty is the default; a switch has no empty state.
	const isGiven = (value: unknown, type: string) =>
		type === 'options' ? !isBlank(value) : value !== undefined && value !== null;
	const filledIn = fields.filter(({ name, type }) => isGiven(given[name], type));
	return Object.fromEntries(
		filledIn.map((field) => [field.name, readField(given[field.name], field)]),
	);
}
