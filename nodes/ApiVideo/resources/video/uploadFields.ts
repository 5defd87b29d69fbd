import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { readCollection } from '../../values/collection';
import { isBlank } from '../../values/text';
import type { OperationContext } from '../operation';
import { additionalFieldsOf } from '../shared/collections';
import { tellEmptyRows } from '../shared/emptyRows';
import { playerIdIn } from '../playerTheme/playerThemeLocator';
import {
	metadataField,
	metadataJsonField,
	readNewMetadata,
	readTags,
	tagsField,
} from './tagsAndMetadata';
import { plainFields, playerField, videoFields } from './videoFields';
import { clipGroup, readClip } from './clip';
import { refuseOfOthers } from './ownMetadata';
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
 * Reads {@link additionalFields}.
 *
 * @returns the attributes of `POST /videos` that they stand for
 * @throws Trouble when one of them cannot be used
 */
export function readAdditionalFields(context: OperationContext): IDataObject {
	const fields = context.parameters.collection(additionalFields);
	tellEmptyRows(context, fields, metadataField, metadataJsonField);
	return attributesIn(fields);
}

/**
 * @param fields what {@link additionalFields} hold
 * @returns the attributes of `POST /videos` that they stand for
 * @throws Trouble when one of them cannot be used
 */
export function attributesIn(fields: IDataObject): IDataObject {
	const attributes = plainFields(fields);
	const player = playerIdIn(fields.playerId);
	if (player !== undefined) attributes.playerId = player;
	const tags = readNewTags(fields.tags);
	if (tags) attributes.tags = tags;
	const metadata = readNewMetadata(fields);
	refuseOfOthers(metadata ?? []);
	if (metadata) attributes.metadata = [...metadata];
	return {
		...attributes,
		...readGroup(fields, clipGroup, readClip),
		...readGroup(fields, watermarkGroup, readWatermark),
	};
}

/** A new video has no tags that could get lost, so a field that was left empty means none. */
function readNewTags(value: unknown): string[] | undefined {
	return isBlank(value) ? undefined : readTags(value);
}

/**
 * Reads what can be set only when a video is made, such as a clip. A field that was added and is empty stops the
 * step: n8n hands over nothing of an expression that stands for the whole field, and without its clip everybody
 * could watch the whole video.
 */
function readGroup(
	fields: IDataObject,
	{ name, displayName: label }: INodeProperties,
	read: (group: IDataObject) => IDataObject | undefined,
): IDataObject {
	if (!Object.hasOwn(fields, name)) return {};
	const group = read(readCollection(readCollection(fields[name], label).value, label));
	if (group) return { [name]: group };
	throw new Trouble(
		`${label} is empty`,
		`Fill in ${label} and put expressions into its fields, or remove it from ${additionalFields.displayName}.`,
	);
}
