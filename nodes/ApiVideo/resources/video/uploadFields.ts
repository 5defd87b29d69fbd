import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { isRecord } from '../../upload';
import { filledIn } from '../shared/filledIn';
import { metadataField, readMetadata, readTags, tagsField } from '../shared/tagsAndMetadata';
import { playerIdIn } from '../shared/playerThemeLocator';
import { plainFields, playerField, videoFields } from '../shared/videoFields';
import { watermarkField, watermarkIdIn } from '../shared/watermarkLocator';

const clipGroup: INodeProperties = {
	displayName: 'Clip',
	name: 'clip',
	type: 'fixedCollection',
	placeholder: 'Add clip',
	default: {},
	description: 'Keep only a part of the video',
	options: [
		{
			displayName: 'Clip',
			name: 'value',
			values: [
				{
					displayName: 'Start Timecode',
					name: 'startTimecode',
					type: 'string',
					default: '',
					placeholder: 'e.g. 00:01:15',
					description: 'Where the clip begins (hours:minutes:seconds)',
				},
				{
					displayName: 'End Timecode',
					name: 'endTimecode',
					type: 'string',
					default: '',
					placeholder: 'e.g. 00:02:33',
					description: 'Where the clip ends (hours:minutes:seconds)',
				},
			],
		},
	],
};

const distance = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 10px',
	description: 'Distance from this edge of the video, in px or %',
});

const extent = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: 'e.g. 50%',
	description: 'In px, in % of the video, or "initial" for the size of the image',
});

const watermarkGroup: INodeProperties = {
	displayName: 'Watermark',
	name: 'watermark',
	type: 'fixedCollection',
	placeholder: 'Add watermark',
	default: {},
	description: 'Put an image onto the video',
	options: [
		{
			displayName: 'Watermark',
			name: 'value',
			values: [
				{
					...watermarkField,
					name: 'id',
					description: 'The image that was uploaded with Watermark > Upload',
				},
				distance('Bottom', 'bottom'),
				extent('Height', 'height'),
				distance('Left', 'left'),
				{
					displayName: 'Opacity',
					name: 'opacity',
					type: 'string',
					default: '',
					placeholder: 'e.g. 70%',
					description: 'How much the image covers the video, in %',
				},
				distance('Right', 'right'),
				distance('Top', 'top'),
				extent('Width', 'width'),
			],
		},
	],
};

/** What can be said about a video while it is uploaded with the API key. */
export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [
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
	],
};

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

function readClip(group: IDataObject): IDataObject | undefined {
	const clip = filledIn(group);
	return Object.keys(clip).length > 0 ? clip : undefined;
}

function readWatermark({ id, ...placement }: IDataObject): IDataObject | undefined {
	const watermarkId = watermarkIdIn(id);
	const placed = filledIn(placement);
	if (watermarkId !== undefined) return { id: watermarkId, ...placed };
	if (Object.keys(placed).length === 0) return undefined;
	throw new Trouble(
		'No watermark was picked',
		'Pick one in Watermark, or remove the watermark from Additional Fields.',
	);
}
