import { createHash } from 'node:crypto';
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

/**
 * Sorts by `keyOf`, which must be what the answer shows, and cuts out the page asked for. Equals come in an
 * order of their own, whichever way the list is sorted: no order is promised for them, so neither that of
 * creation nor that of `idOf` may be relied on. `url` is the request's path with its query.
 */
export function pageOf<T>(
	items: readonly T[],
	query: ListQuery,
	url: URL,
	keyOf: (item: T) => string | number,
	idOf: (item: T) => string,
): Page<T> {
	const { currentPage, pageSize } = query;
	const sign = query.descending ? -1 : 1;
	const sorted = items
		.map((item) => ({ item, key: keyOf(item), tie: hashOf(idOf(item)) }))
		.sort((a, b) => sign * compare(a.key, b.key) || (a.tie < b.tie ? -1 : 1))
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

function hashOf(id: string): string {
	return createHash('sha256').update(id).digest('hex');
}
