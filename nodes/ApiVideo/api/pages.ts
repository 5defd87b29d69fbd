import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../upload';
import { apiRequest, type Question, type Caller } from './client';
import { Trouble } from './trouble';

/** Largest page api.video hands out. Source: parameter `pageSize` of every list. */
const PAGE_SIZE_MAX = 100;

/** How many entries are fetched at most, whoever says that there are more: n8n holds all of them in memory. */
const ENTRIES_MAX = 1_000_000;

/** What to do about a list that is none. */
const LOOK_AT_SERVICE =
	'Check the Base URL in the credential, and whether a proxy answers in the place of api.video. Then run the step again.';

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
 * @throws Trouble from {@link apiRequest}; also when the answer is no list of objects, or another page of it
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
	const entries = entriesIn(answer);
	const pagination = isRecord(answer.pagination) ? answer.pagination : {};
	const { currentPage = page, pagesTotal = page } = pagination;
	if (Number.isInteger(currentPage) && currentPage !== page) throw notTheList('another page of it');
	return { entries, nextPage: page < Number(pagesTotal) ? page + 1 : undefined };
}

/**
 * Fetches a list page after page.
 *
 * @param limit how many entries are wanted at most; Infinity for all
 * @throws Trouble as {@link fetchPage}; also when the list repeats itself, or does not come to an end
 */
export async function fetchAll(
	caller: Caller,
	request: Question,
	limit: number,
): Promise<IDataObject[]> {
	const pageSize = Math.min(PAGE_SIZE_MAX, limit);
	const all: IDataObject[] = [];
	let before: IDataObject[] = [];
	for (let page: number | undefined = 1; page !== undefined && all.length < limit; ) {
		const { entries, nextPage }: Page = await fetchPage(caller, request, page, pageSize);
		// Entries may have been deleted since the pages were counted.
		if (entries.length === 0) break;
		if (beginsLike(entries, before)) throw notTheList('a page of it twice');
		for (const entry of entries) all.push(entry);
		if (all.length > ENTRIES_MAX) throw endless();
		before = entries;
		page = nextPage;
	}
	return all.slice(0, limit);
}

/** The page before is over when the next one begins, so that no entry is the first of both. */
function beginsLike(
	[first]: readonly IDataObject[],
	[firstBefore]: readonly IDataObject[],
): boolean {
	return firstBefore !== undefined && JSON.stringify(first) === JSON.stringify(firstBefore);
}

function entriesIn({ data }: IDataObject): IDataObject[] {
	if (Array.isArray(data) && data.every(isRecord)) return data as IDataObject[];
	throw notTheList('something else');
}

/** @param sent as in "another page of it" */
function notTheList(sent: string): Trouble {
	return new Trouble(`api.video was asked for a list, and sent ${sent}`, LOOK_AT_SERVICE);
}

function endless(): Trouble {
	return new Trouble(
		`The list has more than ${ENTRIES_MAX.toLocaleString('en')} entries, or has no end`,
		`Ask for fewer, with a filter or a Limit. ${LOOK_AT_SERVICE}`,
	);
}
