import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { fetchPage } from '../../api/pages';
import { createClock } from '../../n8n/clock';
import { outsideItems } from '../../n8n/itemErrors';

/** The order of the lists in the editor. */
export const NEWEST_FIRST = { sortBy: 'createdAt', sortOrder: 'desc' } as const;

/** Where the entries of a From List mode come from, and how they are shown. */
export interface ListSource {
	readonly path: string;
	readonly qs?: IDataObject;
	/** The query parameter by which the service filters; without it, what is shown is filtered here. */
	readonly filterBy?: string;
	toItem(entry: IDataObject): INodeListSearchItems;
	/** What is looked through where the filtering is done here: name and ID, unless the ID is a secret. */
	searched?(item: INodeListSearchItems): string;
}

/** Fills a From List mode, page by page. */
export type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** @returns the method that fills a From List mode; what it throws can be shown in the list */
export function listSearch(source: ListSource): ListSearch {
	const { path, qs, filterBy, toItem, searched = nameAndId } = source;
	return async function (filter = '', paginationToken) {
		return await outsideItems(this, async () => {
			const query = { ...qs, ...(filterBy && filter ? { [filterBy]: filter } : {}) };
			const page = Number(paginationToken ?? 1);
			const pageSize = filterBy ? 50 : 100;
			const request = { path, qs: query };
			const { entries, nextPage } = await fetchPage(this, createClock(), request, page, pageSize);
			const items = entries.map(toItem);
			const wanted = filter.toLowerCase();
			const isWanted = (item: INodeListSearchItems) =>
				searched(item).toLowerCase().includes(wanted);
			return {
				results: filterBy ? items : items.filter(isWanted),
				paginationToken: nextPage?.toString(),
			};
		});
	};
}

/** @returns the text in which a list that is filtered in the editor looks for what was typed */
export function nameAndId({ name, value }: INodeListSearchItems): string {
	return `${name} ${value}`;
}

/** @returns the day of a date of the API, such as 2026-11-23 */
export function day(date: unknown): string {
	return String(date).slice(0, 10);
}

/** @returns the minute of a date of the API, such as 2026-11-23 12:00 UTC */
export function minute(date: unknown): string {
	return `${String(date).slice(0, 16).replace('T', ' ')} UTC`;
}
