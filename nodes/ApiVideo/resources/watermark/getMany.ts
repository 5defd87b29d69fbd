import type { Operation } from '../operation';
import { optionsOf } from '../shared/collections';
import { readQueryOptions, sortOrderField } from '../shared/listQuery';
import { fetchList, returnAllProperties } from '../shared/returnAll';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many watermarks',
	description: 'Get the watermarks that were uploaded, by their date',
	properties: [...returnAllProperties, optionsOf([sortOrderField])],
	async execute(context) {
		const qs = { sortBy: 'createdAt', ...readQueryOptions(context, [sortOrderField]) };
		return await fetchList(context, { path: '/watermarks', qs });
	},
};
