import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { metadataField, readMetadata, readTags, tagsField } from '../shared/tagsAndMetadata';
import { plainFields, videoFields } from '../shared/videoFields';

const clipField: INodeProperties = {
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

const watermarkField: INodeProperties = {
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
				{
					displayName: 'Watermark ID',
					name: 'id',
					type: 'string',
					default: '',
					placeholder: 'e.g. watermark_1BWr2L5MTQwxGkuxKjzh6i',
				},
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
		clipField,
		videoFields.description,
		videoFields.language,
		metadataField,
		videoFields.mp4Support,
		videoFields.panoramic,
		videoFields.playerId,
		videoFields.public,
		tagsField,
		videoFields.transcript,
		videoFields.transcriptSummary,
		videoFields.transcriptSummaryAttributes,
		watermarkField,
	],
};

/** @returns the attributes of `POST /videos` that {@link additionalFields} hold */
export function readAdditionalFields(fields: IDataObject): IDataObject {
	const attributes = plainFields(fields);
	if (attributes.playerId === '') delete attributes.playerId;
	if (fields.tags !== undefined) attributes.tags = readTags(fields.tags);
	if (fields.metadata !== undefined) attributes.metadata = [...readMetadata(fields.metadata)];
	for (const name of ['clip', 'watermark']) {
		const given = filledIn((fields[name] as IDataObject | undefined)?.value);
		if (given) attributes[name] = given;
	}
	return attributes;
}

function filledIn(value: unknown): IDataObject | undefined {
	const entries = Object.entries((value ?? {}) as IDataObject).filter(([, text]) => text !== '');
	return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
