import { updateFieldsOf } from '../shared/collections';
import { languages } from './languages';
import { listActionField } from '../shared/listAction';
import { removablePlayerThemeField } from '../playerTheme/playerThemeLocator';
import { metadataField, metadataJsonField, tagsField } from './tagsAndMetadata';
import { titleField, videoFields } from './videoFields';

/** Stands for no language; no code of one. */
export const NO_LANGUAGE = 'none';

/** What to do with the tags that are there. */
export const tagsActionField = listActionField({
	displayName: 'Tags Action',
	name: 'tagsAction',
	list: 'Tags',
	entries: 'tags',
	removed: 'these tags',
	owner: 'video',
});

/** What to do with the metadata that is there. */
export const metadataActionField = listActionField({
	displayName: 'Metadata Action',
	name: 'metadataAction',
	list: 'Metadata',
	entries: 'metadata',
	removed: 'these keys, whatever their values,',
	owner: 'video',
});

/** The fields that go to the API as they are. */
export const plainUpdateFields: typeof videoFields = {
	...videoFields,
	description: {
		...videoFields.description,
		description: 'What the video is about. Leave empty to remove the description.',
	},
	language: {
		...videoFields.language,
		options: [...languages, { name: 'None', value: NO_LANGUAGE }].sort((a, b) =>
			a.name.localeCompare(b.name),
		),
		description:
			'The language spoken in the video. Setting it makes api.video create a transcript. None takes the language away.',
	},
};

/** Everything `PATCH /videos/{videoId}` can change. */
export const updateFields = updateFieldsOf([
	plainUpdateFields.description,
	plainUpdateFields.language,
	{
		...metadataField,
		description:
			'Keys and values by which videos can be found again. One expression that gives all of them belongs into Metadata (JSON). Metadata Action, below, says what becomes of those that are there.',
	},
	metadataJsonField,
	plainUpdateFields.mp4Support,
	plainUpdateFields.panoramic,
	{
		...removablePlayerThemeField,
		description:
			'The player theme that shows the video. Pick None, or enter "none" by ID, to remove it from the video.',
	},
	plainUpdateFields.public,
	{
		...tagsField,
		description:
			'Tags, separated by commas. A list in JSON, such as ["a, b", "c"], is understood as well, for tags with a comma, and so is a list from an expression. Tags Action, below, says what becomes of those that are there.',
	},
	titleField,
	plainUpdateFields.transcript,
	plainUpdateFields.transcriptSummary,
	plainUpdateFields.transcriptSummaryAttributes,
]);
