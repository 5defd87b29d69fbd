import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import { fetchPage } from '../../api/pages';
import { createClock } from '../../n8n/clock';
import { forList } from '../../n8n/itemErrors';
import type { OperationContext } from '../operation';
import { readPickedId } from './pickedId';

/** The parameter that picks a watermark. It has no address by which it could be picked. */
export const watermarkLocator: INodeProperties = {
	displayName: 'Watermark',
	name: 'watermarkId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The watermark to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a watermark...',
			typeOptions: { searchListMethod: 'searchWatermarks', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. watermark_1BWr2L5MTQwxGkuxKjzh6i',
		},
	],
};

/** @throws Trouble when nothing was picked, or it cannot be an ID */
export function readWatermarkId(context: OperationContext): string {
	return readPickedId(context, {
		name: watermarkLocator.name,
		label: watermarkLocator.displayName,
		thing: 'watermark',
		example: 'watermark_1BWr2L5MTQwxGkuxKjzh6i',
	});
}

/** @returns what a request about one watermark has in common */
export function oneWatermark(watermarkId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/watermarks/${encodeURIComponent(watermarkId)}`,
		subject: `The watermark ${watermarkId}`,
	};
}

/** Fills the From List mode: newest first, filtered by what the list shows. */
export async function searchWatermarks(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forList(this, async () => {
		const request = { path: '/watermarks', qs: { sortBy: 'createdAt', sortOrder: 'desc' } };
		const page = Number(paginationToken ?? 1);
		const { entries, nextPage } = await fetchPage(this, createClock(), request, page, 100);
		const wanted = filter.toLowerCase();
		return {
			results: entries
				.map(({ watermarkId, createdAt }) => ({
					name: `${String(createdAt).slice(0, 16).replace('T', ' ')} UTC (${String(watermarkId)})`,
					value: String(watermarkId),
				}))
				.filter(({ name }) => name.toLowerCase().includes(wanted)),
			paginationToken: nextPage?.toString(),
		};
	});
}
