import type { Operation } from '../operation';
import { filtersOf, optionsOf } from '../shared/collections';
import { readListQuery, sortingBy } from '../shared/listQuery';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { nameField } from './fields';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many live streams',
	description: 'Get the live streams of the workspace, all or those with a certain name',
	properties: [
		...returnAllProperties,
		filtersOf([
			{ ...nameField, description: 'The name of the live streams, or a part of it' },
			{
				displayName: 'Stream Key',
				name: 'streamKey',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				placeholder: 'e.g. dw-dew8-q6w9-k67w-1ws8',
				description: 'The key that streaming software uses to send the live stream',
			},
		]),
		optionsOf(
			sortingBy('live streams', [
				{ name: 'Created At', value: 'createdAt' },
				{ name: 'Name', value: 'name' },
				{ name: 'Updated At', value: 'updatedAt' },
			]),
		),
	],
	async execute(context) {
		const qs = readListQuery(context);
		const secrets = qs.streamKey ? [String(qs.streamKey)] : [];
		return await fetchList(context, { path: '/live-streams', qs, secrets });
	},
};
