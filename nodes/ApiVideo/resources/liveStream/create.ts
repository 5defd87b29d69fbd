import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { additionalFieldsOf } from '../shared/collections';
import { nameField, playerIdField, publicField, readName, readPlainFields } from './fields';
import { checkRestreams, readRestreams, restreamsField } from './restreams';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create live stream',
	description: 'Create a live stream and get the stream key for the streaming software',
	properties: [
		{ ...nameField, required: true },
		additionalFieldsOf([playerIdField, publicField, restreamsField]),
	],
	async execute({ n8n, itemIndex, clock }) {
		const entered = n8n.getNodeParameter('name', itemIndex, '');
		const name = readName(entered, 'Enter a Name: every live stream needs one.');
		const fields = n8n.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
		const body: IDataObject = { name, ...readPlainFields(fields) };
		const restreams = readRestreams(fields.restreams);
		checkRestreams(restreams);
		if (restreams.length > 0) body.restreams = restreams;
		return await apiRequest(n8n, clock, { method: 'POST', path: '/live-streams', body });
	},
};
