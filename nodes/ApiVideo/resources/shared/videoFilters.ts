import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import type { ManyList } from './many';
import { sortingBy } from './listQuery';
import { liveStreamField, liveStreamIdIn } from './liveStreamLocator';
import { metadataField, readMetadataRows, readTags, tagsField } from './tagsAndMetadata';

/** What lists of videos can be narrowed down by, and how they are sorted. */
export const videoList: Omit<ManyList, 'path'> = {
	filters: [
		{
			field: {
				displayName: 'Description',
				name: 'description',
				type: 'string',
				default: '',
				placeholder: 'e.g. New Zealand',
				description: 'A text that the description of the video contains',
			},
		},
		{
			field: {
				...liveStreamField,
				description: 'The live stream that the video was recorded from',
			},
			read: liveStreamIdIn,
		},
		{
			field: { ...metadataField, description: 'Keys and values that the video has, all of them' },
			read: readWantedMetadata,
		},
		{
			field: {
				...tagsField,
				description:
					'Tags that the video has, all of them, separated by commas. An expression may also give a list.',
			},
			read: readTags,
		},
		{
			field: {
				displayName: 'Title',
				name: 'title',
				type: 'string',
				default: '',
				placeholder: 'e.g. Maths video',
				description: 'A text that the title of the video contains',
			},
		},
	],
	sorting: sortingBy('videos', [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'Published At', value: 'publishedAt' },
		{ name: 'Title', value: 'title' },
		{ name: 'Updated At', value: 'updatedAt' },
	]),
};

function readWantedMetadata(value: unknown): Record<string, string> {
	const wanted = readMetadataRows(value) ?? [];
	return Object.fromEntries(
		wanted.map(({ key, value: text = '' }) => {
			if (text.trim() !== '') return [key, text];
			throw new Trouble(
				`The filter Metadata has no value for ${quote(key)}`,
				'Fill in Value, or remove the row: an empty filter would find too much.',
			);
		}),
	);
}
