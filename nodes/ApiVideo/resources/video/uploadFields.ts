import type { IDataObject } from 'n8n-workflow';
import { readCollection } from '../../values/collection';
import { isBlank } from '../../values/text';
import { additionalFieldsOf } from '../shared/collections';
import { playerIdIn } from '../shared/playerThemeLocator';
import {
	metadataField,
	metadataJsonField,
	readNewMetadata,
	readTags,
	tagsField,
} from '../shared/tagsAndMetadata';
import { plainFields, playerField, videoFields } from '../shared/videoFields';
import { clipGroup, readClip } from './clip';
import { readWatermark, watermarkGroup } from './watermark';

/** What can be said about a video while it is uploaded with the API key. */
export const additionalFields = additionalFieldsOf([
	clipGroup,
	videoFields.description,
	videoFields.language,
	metadataField,
	metadataJsonField,
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
 * @param value what {@link additionalFields} hold
 * @returns the attributes of `POST /videos` that they stand for
 * @throws Trouble when one of them cannot be used
 */
export function readAdditionalFields(value: unknown): IDataObject {
	const fields = readCollection(value, additionalFields.displayName);
	const attributes = plainFields(fields);
	const player = playerIdIn(fields.playerId);
	if (player !== undefined) attributes.playerId = player;
	const tags = readNewTags(fields.tags);
	if (tags) attributes.tags = tags;
	const metadata = readNewMetadata(fields);
	if (metadata) attributes.metadata = [...metadata];
	const clip = readClip(groupIn(fields.clip, clipGroup.displayName));
	if (clip) attributes.clip = clip;
	const watermark = readWatermark(groupIn(fields.watermark, watermarkGroup.displayName));
	if (watermark) attributes.watermark = watermark;
	return attributes;
}

/** A new video has no tags that could get lost, so a field that was left empty means none. */
function readNewTags(value: unknown): string[] | undefined {
	return isBlank(value) ? undefined : readTags(value);
}

/** @returns what a fixed collection holds */
function groupIn(collection: unknown, label: string): IDataObject {
	return readCollection(readCollection(collection, label).value, label);
}
