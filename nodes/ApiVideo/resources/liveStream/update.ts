import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import type { Operation, OperationContext } from '../operation';
import { checkUpdate, updateFieldsOf } from '../shared/collections';
import { liveStreamLocator, readLiveStreamId } from '../shared/liveStreamLocator';
import { nameField, playerIdField, publicField, readName, readPlainFields } from './fields';
import { oneLiveStream } from './oneLiveStream';
import {
	checkCount,
	checkRestreams,
	mergeRestreams,
	readRestreams,
	restreamsActionField,
	restreamsField,
	type Restream,
	type RestreamsAction,
} from './restreams';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update live stream',
	description: 'Change the name, restreams, player theme or privacy of a live stream',
	properties: [
		liveStreamLocator,
		updateFieldsOf([nameField, playerIdField, publicField, restreamsField, restreamsActionField]),
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const liveStreamId = readLiveStreamId(context);
		const fields = n8n.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
		const body = readPlainFields(fields);
		if (fields.name !== undefined) {
			const advice =
				'Enter a name, or remove Name from Update Fields to keep the one the live stream has.';
			body.name = readName(fields.name, advice);
		}
		if (fields.restreams !== undefined) {
			body.restreams = await newRestreams(context, liveStreamId, fields);
		}
		checkUpdate(body);
		return await apiRequest(n8n, clock, { method: 'PATCH', ...oneLiveStream(liveStreamId), body });
	},
};

/** The API replaces the whole list, so adding and removing need what is there. */
async function newRestreams(
	{ n8n, clock }: OperationContext,
	liveStreamId: string,
	fields: IDataObject,
): Promise<Restream[]> {
	const given = readRestreams(fields.restreams);
	const action = (fields.restreamsAction ?? 'replace') as RestreamsAction;
	// For removing, a name is enough.
	if (action !== 'remove') checkRestreams(given);
	if (action === 'replace') return given;
	const request = { method: 'GET', ...oneLiveStream(liveStreamId) } as const;
	const { restreams } = await apiRequest(n8n, clock, request);
	const merged = mergeRestreams(readRestreams(restreams), given, action);
	checkCount(merged);
	return merged;
}
