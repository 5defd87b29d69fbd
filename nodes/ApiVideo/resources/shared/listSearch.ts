import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { segment } from '../../api/paths/segment';
import { isNotFound } from '../../api/trouble';
import { apiOf } from '../../n8n/apiOf';
import { outsideItems } from '../../n8n/itemErrors';

/** The order of the lists in the editor. */
export const NEWEST_FIRST = { sortBy: 'createdAt', sortOrder: 'desc' } as const;

/** How many pages are looked through at a time for what was typed, where the filtering is done here. */
const PAGES_AT_A_TIME = 5;

/** Where the entries of a From List mode come from, and how they are shown. */
export interface ListSource {
	readonly path: string;
	readonly qs?: IDataObject;
	/** The query parameter by which the service filters; without it, what is shown is filtered here. */
	readonly filterBy?: string;
	/** @returns the ID in what was pasted into the search: an ID or an address; undefined for anything else */
	idIn?(pasted: string): string | undefined;
	/** @param timeZone of the workflow */
	toItem(entry: IDataObject, timeZone: string): INodeListSearchItems;
	/** Says more about entries that could not be told apart. */
	tellApart?(
		n8n: ILoadOptionsFunctions,
		items: readonly INodeListSearchItems[],
		entries: readonly IDataObject[],
	): Promise<INodeListSearchItems[]>;
	/** What is looked through where the filtering is done here: name and ID, unless the ID is a secret. */
	searched?(item: INodeListSearchItems): string;
}

/** Fills a From List mode, page by page. */
export type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/**
 * @returns the method that fills a From List mode; what it throws can be shown in the list. Dates are those of
 *   the workflow's time zone.
 */
export function listSearch(source: ListSource): ListSearch {
	return async function (filter = '', paginationToken) {
		return await outsideItems(this, async () => {
			const wanted = filter.trim();
			const id = source.idIn?.(wanted);
			const entry = id === undefined ? undefined : await fetchOne(this, source, id);
			if (entry) return { results: [source.toItem(entry, this.getTimezone())] };
			const first = Number(paginationToken ?? 1);
			return source.filterBy
				? await onePage(this, source, wanted, first)
				: await nextMatches(this, source, id ?? wanted, first);
		});
	};
}

/** @returns the text in which a list that is filtered in the editor looks for what was typed */
export function nameAndId({ name, value }: INodeListSearchItems): string {
	return `${name} ${value}`;
}

/** @returns undefined where there is none of that ID: what was pasted may be a name that looks like one */
async function fetchOne(
	n8n: ILoadOptionsFunctions,
	{ path, filterBy }: ListSource,
	id: string,
): Promise<IDataObject | undefined> {
	if (!filterBy) return undefined;
	const request = { path: `${path}/${segment(id)}` };
	return await apiOf(n8n)
		.get(request)
		.catch(async (error: unknown) => {
			if (isNotFound(error)) return undefined;
			return await Promise.reject(error);
		});
}

/**
 * The service filters. Its documentation does not say whether upper and lower case count. So when it finds nothing,
 * the newest entries are searched here, in any case.
 */
async function onePage(
	n8n: ILoadOptionsFunctions,
	source: ListSource,
	wanted: string,
	page: number,
): Promise<INodeListSearchResult> {
	const { path, qs, filterBy = '', toItem, tellApart } = source;
	const query = { ...qs, ...(wanted ? { [filterBy]: wanted } : {}) };
	const request = { path, qs: query };
	const { entries, nextPage } = await apiOf(n8n).page(request, page, 50);
	if (wanted && page === 1 && entries.length === 0) {
		const { results } = await nextMatches(n8n, source, wanted, 1);
		return { results };
	}
	const items = entries.map((entry) => toItem(entry, n8n.getTimezone()));
	return {
		results: tellApart ? await tellApart(n8n, items, entries) : items,
		paginationToken: nextPage?.toString(),
	};
}

/** Goes on to the next page while nothing fits: n8n asks for no further page of a list that shows nothing. */
async function nextMatches(
	n8n: ILoadOptionsFunctions,
	{ path, qs, toItem, searched = nameAndId }: ListSource,
	wanted: string,
	first: number,
): Promise<INodeListSearchResult> {
	let page: number | undefined = first;
	let results: INodeListSearchItems[] = [];
	while (page !== undefined && results.length === 0 && page < first + PAGES_AT_A_TIME) {
		const found = await apiOf(n8n).page({ path, qs }, page, 100);
		results = found.entries
			.map((entry) => toItem(entry, n8n.getTimezone()))
			.filter((item) => searched(item).toLowerCase().includes(wanted.toLowerCase()));
		page = found.nextPage;
	}
	return { results, paginationToken: page?.toString() };
}
