import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';
import { filtersOf, optionsOf } from './collections';
import { readListQuery, sortingBy } from './listQuery';
import { liveStreamField, liveStreamIdIn } from './liveStreamLocator';
import { metadataField, readMetadata, readTags, tagsField } from './tagsAndMetadata';

/** What lists of videos can be narrowed down by, and how they are sorted. */
export const videoListProperties: readonly INodeProperties[] = [
	filtersOf([
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			placeholder: 'e.g. New Zealand',
			description: 'A text that the description of the video contains',
		},
		{ ...liveStreamField, description: 'The live stream that the video was recorded from' },
		{ ...metadataField, description: 'Keys and values that the video has, all of them' },
		{
			...tagsField,
			description:
				'Tags that the video has, all of them, separated by commas. An expression may also give a list.',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Maths video',
			description: 'A text that the title of the video contains',
		},
	]),
	optionsOf(
		sortingBy('videos', [
			{ name: 'Created At', value: 'createdAt' },
			{ name: 'Published At', value: 'publishedAt' },
			{ name: 'Title', value: 'title' },
			{ name: 'Updated At', value: 'updatedAt' },
		]),
	),
];

/** @returns the query that {@link videoListProperties} stand for */
export function readVideoList(context: OperationContext): IDataObject {
	const { tags, metadata, liveStreamId: liveStream, ...query } = readListQuery(context);
	const wantedTags = readTags(tags);
	const wantedMetadata = readMetadata(metadata).map(({ key, value }) => [key, value]);
	const liveStreamId = liveStreamIdIn(liveStream);
	return {
		...query,
		...(liveStreamId === undefined ? {} : { liveStreamId }),
		...(wantedTags.length > 0 ? { tags: wantedTags } : {}),
		...(wantedMetadata.length > 0 ? { metadata: Object.fromEntries(wantedMetadata) } : {}),
	};
}
