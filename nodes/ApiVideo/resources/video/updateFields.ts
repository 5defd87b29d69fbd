import type { INodeProperties } from 'n8n-workflow';
import { updateFieldsOf } from '../shared/collections';
import { languages } from '../shared/languages';
import { metadataField, tagsField } from '../shared/tagsAndMetadata';
import { playerField, titleField, videoFields } from '../shared/videoFields';

/** Stands for no language; no code of one. */
export const NO_LANGUAGE = 'none';

const listAction = (
	displayName: string,
	name: string,
	of: string,
	removed = of,
): INodeProperties => ({
	displayName,
	name,
	type: 'options',
	options: [
		{ name: 'Add', value: 'add', description: `Keep what is there and add these ${of}` },
		{ name: 'Remove', value: 'remove', description: `Remove these ${removed} and keep the others` },
		{ name: 'Replace', value: 'replace', description: `Have these ${of} and no others` },
	],
	default: 'replace',
	description: `What to do with the ${of} that the video has already`,
});

/** Everything `PATCH /videos/{videoId}` can change. */
export const updateFields = updateFieldsOf([
	videoFields.description,
	{
		...videoFields.language,
		options: [...languages, { name: 'None', value: NO_LANGUAGE }].sort((a, b) =>
			a.name.localeCompare(b.name),
		),
		description:
			'The language spoken in the video. Setting it makes api.video create a transcript. None takes the language away.',
	},
	metadataField,
	listAction('Metadata Action', 'metadataAction', 'metadata', 'keys, whatever their values,'),
	videoFields.mp4Support,
	videoFields.panoramic,
	{
		...playerField,
		description: 'The player theme that shows the video. Leave empty to remove it from the video.',
	},
	videoFields.public,
	tagsField,
	listAction('Tags Action', 'tagsAction', 'tags'),
	titleField,
	videoFields.transcript,
	videoFields.transcriptSummary,
	videoFields.transcriptSummaryAttributes,
]);
