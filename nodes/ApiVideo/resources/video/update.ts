import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { Trouble } from '../../api/trouble';
import { isRecord } from '../../upload';
import type { Operation, OperationContext } from '../operation';
import { checkUpdate } from '../shared/collections';
import { playerIdIn } from '../shared/playerThemeLocator';
import { readMetadata, readTags, type MetadataEntry } from '../shared/tagsAndMetadata';
import { plainFields } from '../shared/videoFields';
import { readVideoId, videoLocator } from '../shared/videoLocator';
import { mergeMetadata, mergeTags, type ListAction } from './mergeLists';
import { fetchVideo, oneVideo } from './oneVideo';
import { NO_LANGUAGE, updateFields } from './updateFields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update video',
	description: 'Change the title, description, tags, metadata or other fields of a video',
	properties: [videoLocator, updateFields],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const videoId = readVideoId(context);
		const fields = n8n.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
		const body = plainFields(fields);
		if (fields.title !== undefined) body.title = readTitle(fields.title);
		const player = readPlayer(fields.playerId);
		if (player !== undefined) body.playerId = player;
		if (body.language === NO_LANGUAGE) body.language = null;
		Object.assign(body, await readLists(context, videoId, fields));
		checkUpdate(body);
		return await apiRequest(n8n, clock, { method: 'PATCH', ...oneVideo(videoId), body });
	},
};

function readTitle(value: unknown): string {
	const title = String(value ?? '').trim();
	if (title === '') {
		throw new Trouble(
			'Title is empty',
			'Enter a title, or remove Title from Update Fields to keep the one the video has.',
		);
	}
	return title;
}

/**
 * @returns null, for which the API removes the player, where the field was left empty; undefined where
 *   it is not there, or an expression found nothing
 */
function readPlayer(value: unknown): string | null | undefined {
	const held = isRecord(value) ? value.value : value;
	return held === undefined ? undefined : (playerIdIn(held) ?? null);
}

/** The API replaces whole lists, so whatever keeps a part of one needs what is there. */
async function readLists(
	context: OperationContext,
	videoId: string,
	fields: IDataObject,
): Promise<IDataObject> {
	const tagsAction = (fields.tagsAction ?? 'replace') as ListAction;
	const metadataAction = (fields.metadataAction ?? 'replace') as ListAction;
	const metadata = fields.metadata === undefined ? undefined : readMetadata(fields.metadata);
	const merges = (fields.tags !== undefined && tagsAction !== 'replace') || metadata !== undefined;
	const video = merges ? await fetchVideo(context, videoId) : {};
	const lists: IDataObject = {};
	if (fields.tags !== undefined) {
		const present = (video.tags ?? []) as string[];
		lists.tags = mergeTags(present, readTags(fields.tags), tagsAction);
	}
	if (metadata !== undefined) {
		const present = (video.metadata ?? []) as unknown as MetadataEntry[];
		lists.metadata = [...mergeMetadata(present, metadata, metadataAction)];
	}
	return lists;
}
