import type { IDataObject } from 'n8n-workflow';
import { oneVideo } from '../../api/paths/videos';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import type { MetadataRow } from '../../values/metadata';
import { readFilled } from '../../values/text';
import type { Operation, OperationContext } from '../operation';
import { checkUpdate, fieldsOf } from '../shared/collections';
import { tellEmptyRows } from '../shared/emptyRows';
import { readListChange, type ListAction } from '../shared/listAction';
import { readRowsChange } from '../shared/rowsChange';
import { changedPlayerId, isNoPlayerTheme } from '../playerTheme/playerThemeLocator';
import {
	metadataField,
	metadataJsonField,
	readMetadata,
	readMetadataIn,
	readTags,
	tagsField,
	type MetadataEntry,
} from './tagsAndMetadata';
import { plainFields, titleField } from './videoFields';
import { readVideoId, videoLocator } from './videoLocator';
import { mergeMetadata, mergeTags } from './mergeLists';
import { refuseOfOthers } from './ownMetadata';
import { fetchVideo } from './fetchVideo';
import {
	metadataActionField,
	NO_LANGUAGE,
	plainUpdateFields,
	tagsActionField,
	updateFields,
} from './updateFields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update video',
	description: 'Change the title, description, tags, metadata or other fields of a video',
	properties: [videoLocator, updateFields, tagsActionField, metadataActionField],
	async execute(context) {
		const videoId = readVideoId(context);
		const fields = fieldsOf(context, 'updateFields');
		const body = plainFields(fields, plainUpdateFields);
		if (body.language === NO_LANGUAGE) body.language = null;
		const title = readTitle(fields.title);
		if (title !== undefined) body.title = title;
		const player = readPlayer(fields.playerId);
		if (player !== undefined) body.playerId = player;
		Object.assign(body, await readLists(context, videoId, fields));
		checkUpdate(body);
		return await context.api.patch({ ...oneVideo(videoId), body });
	},
};

function readTitle(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	const advice = 'Enter a title, or remove Title from Update Fields to keep the one the video has.';
	return readFilled(value, titleField.displayName, advice);
}

/** @returns null, for which the API removes the player; undefined where nothing was given */
function readPlayer(value: unknown): string | null | undefined {
	if (isNoPlayerTheme(value)) return null;
	return changedPlayerId(
		value,
		'Pick a player theme, or None to remove it from the video. To keep the one it has, remove Player Theme from Update Fields.',
	);
}

const METADATA = { rows: metadataField, json: metadataJsonField, action: metadataActionField };

/** The API replaces whole lists. So to add or remove single entries, the present list has to be fetched first. */
async function readLists(
	context: OperationContext,
	videoId: string,
	fields: IDataObject,
): Promise<IDataObject> {
	const { parameters } = context;
	const tags = readListChange(parameters, fields, tagsActionField, tagsField, readTags);
	const metadata = readRowsChange(parameters, fields, METADATA, readMetadataIn(fields));
	if (!metadata) tellEmptyRows(context, fields, metadataField, metadataJsonField);
	const entries = metadata && complete(metadata.given, metadata.action);
	const keepsTags = tags?.action === 'add' || tags?.action === 'remove';
	const video = keepsTags || metadata ? await fetchVideo(context, videoId) : {};
	const lists: IDataObject = {};
	if (tags) {
		lists.tags = mergeTags((video.tags ?? []) as string[], tags.given, tags.action);
	}
	if (metadata && entries) {
		const present = readMetadata(video.metadata);
		// A key alone is enough for taking an entry away.
		if (metadata.action !== 'remove') refuseOfOthers(entries, present);
		lists.metadata = [...mergeMetadata(present, entries, metadata.action)];
	}
	return lists;
}

/** A value that an expression did not find must not take the place of one that is there. */
function complete(rows: readonly MetadataRow[], action: ListAction): MetadataEntry[] {
	return rows.map(({ key, value }) => {
		if (value !== undefined || action === 'remove') return { key, value: value ?? '' };
		throw new Trouble(
			`Metadata has no value for ${quote(key)}`,
			'Fill in Value, remove the row, or choose Remove as Metadata Action to take the key away.',
		);
	});
}
