import { quote } from '../../api/quote';
import { isBlank } from '../../values/text';
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

/** A model may have been given the key and no more than the value to fill in. */
function readWantedMetadata(value: unknown, tellEmpty: (label: string) => void): unknown {
	const wanted = (readMetadataRows(value) ?? []).filter(({ key, value: text }) => {
		if (!isBlank(text)) return true;
		tellEmpty(`Metadata ${quote(key)}`);
		return false;
	});
	return Object.fromEntries(wanted.map(({ key, value: text }) => [key, text]));
}
