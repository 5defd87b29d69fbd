import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readField } from '../../values/field';
import { languages } from './languages';
import { playerThemeField } from '../playerTheme/playerThemeLocator';
import { readPublic } from '../shared/readPublic';

/** The title of a video. */
export const titleField: INodeProperties = {
	displayName: 'Title',
	name: 'title',
	type: 'string',
	default: '',
	placeholder: 'e.g. Maths video',
	description: 'The name of the video',
};

/** The player theme of a video. */
export const playerField: INodeProperties = {
	...playerThemeField,
	description: 'The player theme that shows the video',
};

/** What a summary that api.video writes consists of. */
export const summaryAttributesField: INodeProperties = {
	displayName: 'Transcript Summary Attributes',
	name: 'transcriptSummaryAttributes',
	type: 'multiOptions',
	options: [
		{ name: 'Abstract', value: 'abstract' },
		{ name: 'Takeaways', value: 'takeaways' },
	],
	default: ['abstract', 'takeaways'],
	description: 'What the summary consists of',
};

/** Fields that the API takes as they are, when a video is created and when it is updated. */
export const videoFields: Readonly<Record<string, INodeProperties>> = {
	description: {
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. A video about string theory',
		description: 'What the video is about',
	},
	language: {
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: languages,
		default: 'en',
		description:
			'The language spoken in the video. Setting it makes api.video create a transcript.',
	},
	mp4Support: {
		displayName: 'MP4 Support',
		name: 'mp4Support',
		type: 'boolean',
		default: true,
		description: 'Whether the video is also made available as an MP4 file',
	},
	panoramic: {
		displayName: 'Panoramic',
		name: 'panoramic',
		type: 'boolean',
		default: false,
		description: 'Whether the video is a 360-degree or immersive video',
	},
	public: {
		displayName: 'Public',
		name: 'public',
		type: 'boolean',
		default: true,
		description:
			'Whether everybody can watch the video. A private video needs a private token for each play session.',
	},
	transcript: {
		displayName: 'Transcript',
		name: 'transcript',
		type: 'boolean',
		default: true,
		description: 'Whether to create a transcript, which is also offered as captions',
	},
	transcriptSummary: {
		displayName: 'Transcript Summary',
		name: 'transcriptSummary',
		type: 'boolean',
		default: true,
		description:
			'Whether to create a summary from the transcript. Use it together with Transcript.',
	},
	transcriptSummaryAttributes: summaryAttributesField,
};

/**
 * Reads the fields that go to the API as they are; the others are not looked at.
 *
 * @param known where they differ from {@link videoFields}
 * @returns what was given: an expression that found nothing leaves its field out
 * @throws Trouble when a value cannot be used, or Public is empty
 */
export function plainFields(fields: IDataObject, known = videoFields): IDataObject {
	const read = Object.values(known).map((field) => [
		field.name,
		readField(fields[field.name], field),
	]);
	const given = Object.fromEntries(read.filter(([, value]) => value !== undefined)) as IDataObject;
	return { ...given, ...readPublic(fields) };
}
