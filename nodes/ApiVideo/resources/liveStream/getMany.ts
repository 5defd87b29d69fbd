import type { INodeProperties } from 'n8n-workflow';
import { LIVE_STREAMS } from '../../api/paths/liveStreams';
import { readSecret } from '../../values/text';
import type { Operation } from '../operation';
import { fetchMany, manyProperties, type ManyList } from '../shared/many';
import { sortingBy } from '../shared/listQuery';
import { returnAllProperties } from '../shared/returnAll';
import { nameField } from './fields';

const streamKeyField: INodeProperties = {
	displayName: 'Stream Key',
	name: 'streamKey',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	placeholder: 'e.g. dw-dew8-q6w9-k67w-1ws8',
	description: 'The key that streaming software uses to send the live stream',
};

const liveStreams: ManyList = {
	path: LIVE_STREAMS,
	filters: [
		{ field: { ...nameField, description: 'The name of the live streams, or a part of it' } },
		{
			field: streamKeyField,
			read: (value) => readSecret(value, streamKeyField.displayName)?.trim(),
		},
	],
	sorting: sortingBy('live streams', [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'Name', value: 'name' },
		{ name: 'Updated At', value: 'updatedAt' },
	]),
	secret: streamKeyField.name,
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many live streams',
	description: 'Get the live streams of the workspace, all or those with a certain name',
	properties: [...returnAllProperties, ...manyProperties(liveStreams)],
	async execute(context) {
		return await fetchMany(context, liveStreams);
	},
};
