import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Question } from '../../api/client';
import type { OperationContext, OperationResult } from '../operation';
import { optionsOf } from './collections';
import { filtersOf, readFilters, tellLeftOut, type Filter } from './filters';
import { readQueryOptions } from './listQuery';
import { fetchList } from './returnAll';

/** What Get Many asks for, and how. */
export interface ManyList {
	readonly path: string;
	/** What is asked for in any case. */
	readonly qs?: IDataObject;
	readonly filters?: readonly Filter[];
	/** The options that say in what order. */
	readonly sorting?: readonly INodeProperties[];
	/** The filter whose value must not show up in a message. */
	readonly secret?: string;
}

/** @returns the Filters and the Options of a list, where it has some */
export function manyProperties({ filters, sorting }: Omit<ManyList, 'path'>): INodeProperties[] {
	return [...(filters ? [filtersOf(filters)] : []), ...(sorting ? [optionsOf([...sorting])] : [])];
}

/**
 * Fetches a list as Return All, Limit, Filters and Options ask for it.
 *
 * @param toItem makes an item of an entry
 * @throws Trouble when a filter or an option cannot be used, or from the request
 */
export async function fetchMany(
	context: OperationContext,
	{ path, qs: always, filters = [], sorting = [], secret }: ManyList,
	toItem = (entry: IDataObject): IDataObject => entry,
): Promise<OperationResult> {
	const read = readFilters(context, filters);
	const qs = { ...always, ...read.query, ...readQueryOptions(context, sorting) };
	const secrets = secret && read.query[secret] ? [String(read.query[secret])] : [];
	const request: Question = { path, qs, secrets };
	const entries = await fetchList(context, request);
	return tellLeftOut(entries.map(toItem), read);
}
