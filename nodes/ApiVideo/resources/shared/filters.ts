import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { quote } from '../../api/quote';
import { isRecord } from '../../upload';
import { readField } from '../../values/field';
import { isBlank } from '../../values/text';
import type { OperationContext, OperationResult } from '../operation';
import { isToolCall } from './toolCall';

/** What a list can be narrowed down by. */
export interface Filter {
	readonly field: INodeProperties;
	/** What the query calls it; the name of the field unless given. Two filters of one name count together. */
	readonly query?: string;
	/** What else to say about it when it is empty, in full sentences. */
	readonly advice?: string;
	/**
	 * Reads what is not empty; by the type of the field unless given.
	 *
	 * @param tellEmpty is told what is empty inside of it, and returns where that is to be left out
	 * @throws Trouble when it cannot be used
	 */
	read?(value: unknown, tellEmpty: (label: string) => void): unknown;
}

/** What Filters hold. */
export interface ReadFilters {
	readonly query: IDataObject;
	/** The labels of the filters that were left out because a model left them empty and cannot remove a field. */
	readonly leftOut: readonly string[];
}

const LABEL = 'Filters';

/** @returns the Filters of a list */
export function filtersOf(filters: readonly Filter[]): INodeProperties {
	return {
		displayName: LABEL,
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: filters.map(({ field }) => field),
	};
}

/**
 * Reads Filters. One that is empty would find everything, so it stops the step. A model that calls the
 * node as a tool cannot take a field away: there the filter is left out, which {@link tellLeftOut} says.
 *
 * @throws Trouble when a filter is empty, unknown, or cannot be used
 */
export function readFilters(
	{ n8n, parameters }: OperationContext,
	filters: readonly Filter[],
): ReadFilters {
	const given = parameters.collection(filtersOf(filters));
	const leftOut: string[] = [];
	const query: IDataObject = {};
	for (const [name, value] of Object.entries(given)) {
		const { field, query: called = name, advice, read = byType(field) } = known(name, filters);
		const tellEmpty = (label: string): void => {
			if (!isToolCall(n8n)) throw emptyFilter(label, advice);
			leftOut.push(label);
		};
		const wanted = isEmpty(value) ? undefined : read(value, tellEmpty);
		if (isNothing(wanted)) tellEmpty(field.displayName);
		else query[called] = together(query[called], wanted, field.displayName);
	}
	return { query, leftOut };
}

/** @returns a result that names the filters that were left out: in a list, by an item of its own in front */
export function tellLeftOut(
	result: IDataObject | IDataObject[],
	{ leftOut }: ReadFilters,
): OperationResult {
	if (leftOut.length === 0) return result;
	const told: IDataObject = { filtersLeftOut: [...leftOut] };
	return Array.isArray(result) ? [told, ...result] : { ...told, ...result };
}

function byType(field: INodeProperties): NonNullable<Filter['read']> {
	return (value) => {
		const read = readField(value, field);
		return typeof read === 'string' ? read.trim() : read;
	};
}

function isNothing(read: unknown): boolean {
	return read === undefined || read === '' || (Array.isArray(read) && read.length === 0);
}

/** Also a locator in which nothing was picked, and rows in which nothing was filled in. */
function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isEmpty);
	if (!isRecord(value)) return isBlank(value);
	return 'mode' in value ? isEmpty(value.value) : Object.values(value).every(isEmpty);
}

function known(name: string, filters: readonly Filter[]): Filter {
	const found = filters.find(({ field }) => field.name === name);
	if (found) return found;
	throw new Trouble(
		`There is no filter ${quote(name)}`,
		`Under ${LABEL}, use one of these: ${filters.map(({ field }) => field.displayName).join(', ')}.`,
	);
}

/** @returns two filters of one name as one */
function together(present: unknown, wanted: unknown, label: string): IDataObject[string] {
	if (!isRecord(present) || !isRecord(wanted)) return wanted as IDataObject[string];
	const twice = Object.keys(wanted).find((key) => Object.hasOwn(present, key));
	if (twice === undefined) return { ...present, ...wanted } as IDataObject;
	throw new Trouble(
		`The filter ${label} asks for ${quote(twice)} once more`,
		'Another filter asks for it already. Keep one of the two.',
	);
}

function emptyFilter(label: string, advice = ''): Trouble {
	return new Trouble(
		`The filter ${label} is empty`,
		`Fill in ${label}, or remove it from Filters: an empty filter would find everything. ${advice}`.trim(),
	);
}
