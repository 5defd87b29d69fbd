import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../upload';
import { apiRequest, type Question, type Caller } from './client';

/** Largest page api.video hands out. Source: parameter `pageSize` of every list. */
const PAGE_SIZE_MAX = 100;

/** One page of a list. */
export interface Page {
	readonly entries: IDataObject[];
	/** Number of the next page, undefined on the last one. */
	readonly nextPage?: number;
}

/**
 * Fetches one page of a list.
 *
 * @param page 1 is the first
 * @param pageSize 1 to 100
 * @throws Trouble from {@link apiRequest}
 */
export async function fetchPage(
	caller: Caller,
	request: Question,
	page: number,
	pageSize: number,
): Promise<Page> {
	const answer = await apiRequest(caller, {
		...request,
		method: 'GET',
		qs: { ...request.qs, currentPage: page, pageSize },
	});
	const entries = Array.isArray(answer.data) ? (answer.data as IDataObject[]) : [];
	const { pagination } = answer;
	const total = isRecord(pagination) ? Number(pagination.pagesTotal) : page;
	return { entries, nextPage: page < total ? page + 1 : undefined };
}

/**
 * Fetches a list page after page.
 *
 * @param limit how many entries are wanted at most; Infinity for all
 * @throws Trouble from {@link apiRequest}
 */
export async function fetchAll(
	caller: Caller,
	request: Question,
	limit: number,
): Promise<IDataObject[]> {
	const pageSize = Math.min(PAGE_SIZE_MAX, limit);
	const all: IDataObject[] = [];
	for (let page: number | undefined = 1; page !== undefined && all.length < limit; ) {
		const { entries, nextPage }: Page = await fetchPage(caller, request, page, pageSize);
		all.push(...entries);
		page = nextPage;
	}
	return all.slice(0, limit);
}
