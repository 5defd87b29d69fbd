import type { IDataObject } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { emptyEntries } from '../../values/list';
import { isBlank } from '../../values/text';
import type { ManyList } from '../shared/many';
import { sortingBy } from '../shared/listQuery';
import { liveStreamField, liveStreamIdIn } from '../liveStream/liveStreamLocator';
import {
	metadataField,
	metadataJsonField,
	readMetadataIn,
	readTags,
	tagsField,
} from './tagsAndMetadata';

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
			field: {
				...metadataField,
				description:
					'Keys and values that the video has, all of them. One expression that gives them belongs into Metadata (JSON).',
			},
			advice: 'One expression that gives all rows belongs into Metadata (JSON).',
			read: (value, tellEmpty) => wantedMetadata({ [metadataField.name]: value }, tellEmpty),
		},
		{
			field: metadataJsonField,
			query: metadataField.name,
			read: (value, tellEmpty) => wantedMetadata({ [metadataJsonField.name]: value }, tellEmpty),
		},
		{
			field: {
				...tagsField,
				description:
					'Tags that the video has, all of them, separated by commas. A list in JSON, such as ["a, b", "c"], is understood as well, for tags with a comma, and so is a list from an expression.',
			},
			read: wantedTags,
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

/** An empty tag among others is told: left out, the list would hold more than was asked for. */
function wantedTags(value: unknown, tellEmpty: (label: string) => void): unknown {
	const { displayName: label } = tagsField;
	for (const number of emptyEntries(value, label)) tellEmpty(`${label} (number ${number})`);
	return readTags(value);
}

/** A model may have been given the key and no more than the value to fill in. */
function wantedMetadata(
	fields: Record<string, unknown>,
	tellEmpty: (label: string) => void,
): unknown {
	const rows = readMetadataIn(fields as IDataObject) ?? [];
	if (rows.length === 0) return undefined;
	const wanted = rows.filter(({ key, value: text }) => {
		if (!isBlank(text)) return true;
		tellEmpty(`Metadata ${quote(key)}`);
		return false;
	});
	return Object.fromEntries(wanted.map(({ key, value: text }) => [key, text]));
}
