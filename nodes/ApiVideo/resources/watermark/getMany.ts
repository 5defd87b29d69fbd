import { WATERMARKS } from '../../api/paths/watermarks';
import type { Operation } from '../operation';
import { sortOrderField } from '../shared/listQuery';
import { fetchMany, manyProperties, type ManyList } from '../shared/many';
import { returnAllProperties } from '../shared/returnAll';

const watermarks: ManyList = {
	path: WATERMARKS,
	qs: { sortBy: 'createdAt' },
	sorting: [sortOrderField],
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many watermarks',
	description: 'Get the watermarks that were uploaded, by their date',
	properties: [...returnAllProperties, ...manyProperties(watermarks)],
	async execute(context) {
		return await fetchMany(context, watermarks);
	},
};
