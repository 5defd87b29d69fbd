import type { IDataObject } from 'n8n-workflow';
import { LIVE_STREAMS, NEW_LIVE_STREAM } from '../../api/paths/liveStreams';
import type { Operation } from '../operation';
import { additionalFieldsOf, fieldsOf } from '../shared/collections';
import { tellEmptyRows } from '../shared/emptyRows';
import { playerIdIn } from '../playerTheme/playerThemeLocator';
import { readPublic } from '../shared/readPublic';
import { nameField, playerIdField, publicField, readName } from './fields';
import { checkRestreams, readRestreamsIn, restreamsField, restreamsJsonField } from './restreams';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create live stream',
	description: 'Create a live stream and get the stream key for the streaming software',
	makesNew: true,
	properties: [
		{ ...nameField, required: true },
		additionalFieldsOf([playerIdField, publicField, restreamsField, restreamsJsonField]),
	],
	async execute(context) {
		const entered = context.parameters.raw(nameField);
		const name = readName(entered, 'Enter a Name: every live stream needs one.');
		const fields = fieldsOf(context, 'additionalFields');
		const body: IDataObject = { name, ...readPublic(fields) };
		const playerId = playerIdIn(fields.playerId);
		if (playerId !== undefined) body.playerId = playerId;
		tellEmptyRows(context, fields, restreamsField, restreamsJsonField);
		const restreams = readRestreamsIn(fields) ?? [];
		if (restreams.length > 0) body.restreams = checkRestreams(restreams);
		return await context.api.make({ path: LIVE_STREAMS, body }, NEW_LIVE_STREAM);
	},
};
