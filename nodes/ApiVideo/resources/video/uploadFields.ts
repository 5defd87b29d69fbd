import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../upload';
import { additionalFieldsOf } from '../shared/collections';
import { playerIdIn } from '../shared/playerThemeLocator';
import { metadataField, readMetadata, readTags, tagsField } from '../shared/tagsAndMetadata';
import { plainFields, playerField, videoFields } from '../shared/videoFields';
import { clipGroup, readClip } from './clip';
import { readWatermark, watermarkGroup } from './watermark';

/** What can be said about a video while it is uploaded with the API key. */
export const additionalFields = additionalFieldsOf([
	clipGroup,
	videoFields.description,
	videoFields.language,
	metadataField,
	videoFields.mp4Support,
	videoFields.panoramic,
	playerField,
	videoFields.public,
	tagsField,
	videoFields.transcript,
	videoFields.transcriptSummary,
	videoFields.transcriptSummaryAttributes,
	watermarkGroup,
]);

/**
 * @returns the attributes of `POST /videos` that {@link additionalFields} hold
 * @throws Trouble when one of them cannot be used
 */
export function readAdditionalFields(fields: IDataObject): IDataObject {
	const attributes = plainFields(fields);
	const player = playerIdIn(fields.playerId);
	if (player !== undefined) attributes.playerId = player;
	if (fields.tags !== undefined) attributes.tags = readTags(fields.tags);
	if (fields.metadata !== undefined) attributes.metadata = [...readMetadata(fields.metadata)];
	const clip = readClip(groupIn(fields.clip));
	if (clip) attributes.clip = clip;
	const watermark = readWatermark(groupIn(fields.watermark));
	if (watermark) attributes.watermark = watermark;
	return attributes;
}

/** @returns what a fixed collection holds */
function groupIn(collection: unknown): IDataObject {
	return isRecord(collection) ? ((collection.value ?? {}) as IDataObject) : {};
}
