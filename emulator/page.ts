import type { ListQuery } from './query';

/** A list's answer. */
export interface Page<T> {
	data: T[];
	pagination: {
		currentPage: number;
		pageSize: number;
		pagesTotal: number;
		itemsTotal: number;
		currentPageItems: number;
		links: Array<{ rel: string; uri: string }>;
	};
}

/** Sorts by `keyOf` and cuts out the page asked for. `url` is the request's path with its query. */
export function pageOf<T>(
	items: readonly T[],
	query: ListQuery,
	url: URL,
	keyOf: (item: T) => string | number,
): Page<T> {
	const { currentPage, pageSize } = query;
	const sign = query.descending ? -1 : 1;
	const sorted = items
		.map((item, index) => ({ item, index, key: keyOf(item) }))
		.sort((a, b) => sign * (compare(a.key, b.key) || a.index - b.index))
		.map(({ item }) => item);
	const pagesTotal = Math.max(1, Math.ceil(items.length / pageSize));
	const data = sorted.slice((currentPage - 1) * pageSize, currentPage * pageSize);
	const link = (rel: string, page: number) => {
		const parameters = new URLSearchParams(url.searchParams);
		parameters.set('currentPage', String(page));
		parameters.set('pageSize', String(pageSize));
		return { rel, uri: `${url.pathname}?${parameters.toString()}` };
	};
	return {
		data,
		pagination: {
			currentPage,
			pageSize,
			pagesTotal,
			itemsTotal: items.length,
			currentPageItems: data.length,
			links: [
				link('self', currentPage),
				link('first', 1),
				...(currentPage > 1 ? [link('previous', currentPage - 1)] : []),
				...(currentPage < pagesTotal ? [link('next', currentPage + 1)] : []),
				link('last', pagesTotal),
			],
		},
	};
}

function compare(a: string | number, b: string | number): number {
	if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b);
	return Number(a) - Number(b);
}
