import type { IDataObject } from 'n8n-workflow';
import { oneLiveStream } from '../../api/paths/liveStreams';
import type { Operation, OperationContext } from '../operation';
import { checkUpdate, fieldsOf, updateFieldsOf } from '../shared/collections';
import { tellEmptyRows } from '../shared/emptyRows';
import { liveStreamLocator, readLiveStreamId } from './liveStreamLocator';
import { changedPlayerId } from '../playerTheme/playerThemeLocator';
import { readPublic } from '../shared/readPublic';
import { readRowsChange } from '../shared/rowsChange';
import { nameField, playerIdField, publicField, readName } from './fields';
import {
	checkCount,
	checkRestreams,
	mergeRestreams,
	presentRestreams,
	readRestreamsIn,
	restreamsActionField,
	restreamsField,
	restreamsJsonField,
	type Restream,
} from './restreams';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update live stream',
	description: 'Change the name, restreams, player theme or privacy of a live stream',
	properties: [
		liveStreamLocator,
		updateFieldsOf([nameField, playerIdField, publicField, restreamsField, restreamsJsonField]),
		restreamsActionField,
	],
	async execute(context) {
		const { api } = context;
		const liveStreamId = readLiveStreamId(context);
		const fields = fieldsOf(context, 'updateFields');
		const body: IDataObject = readPublic(fields);
		const name = readNewName(fields.name);
		if (name !== undefined) body.name = name;
		const playerId = changedPlayerId(
			fields.playerId,
			'Pick a player theme, or remove Player Theme from Update Fields to keep the one the live stream has.',
		);
		if (playerId !== undefined) body.playerId = playerId;
		const restreams = await newRestreams(context, liveStreamId, fields);
		if (restreams) body.restreams = restreams;
		checkUpdate(body);
		return await api.patch({ ...oneLiveStream(liveStreamId), body });
	},
};

function readNewName(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	return readName(
		value,
		'Enter a name, or remove Name from Update Fields to keep the one the live stream has.',
	);
}

const RESTREAMS = {
	rows: restreamsField,
	json: restreamsJsonField,
	action: restreamsActionField,
};

/** The API replaces the whole list, so adding and removing need what is there. */
async function newRestreams(
	context: OperationContext,
	liveStreamId: string,
	fields: IDataObject,
): Promise<Restream[] | undefined> {
	const { parameters } = context;
	const change = readRowsChange(parameters, fields, RESTREAMS, readRestreamsIn(fields));
	if (!change) {
		tellEmptyRows(context, fields, restreamsField, restreamsJsonField);
		return undefined;
	}
	const { action } = change;
	// For removing, a name is enough.
	const given = action === 'remove' ? change.given : checkRestreams(change.given);
	if (action === 'replace') return [...given];
	const { restreams } = await context.api.get(oneLiveStream(liveStreamId));
	const merged = mergeRestreams(presentRestreams(restreams), given, action);
	checkCount(merged);
	return merged;
}
