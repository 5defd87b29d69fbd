import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';
import { filledIn } from './filledIn';
import { liveStreamField, liveStreamIdIn } from './liveStreamLocator';
import { sortOrderField, videoSortByField } from './sorting';
import { metadataField, readMetadata, readTags, tagsField } from './tagsAndMetadata';

/** What lists of videos can be narrowed down by, and how they are sorted. */
export const videoListProperties: readonly INodeProperties[] = [
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
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
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [videoSortByField, sortOrderField],
	},
];

/** @returns the query that {@link videoListProperties} stand for */
export function readVideoList({ n8n, itemIndex }: OperationContext): IDataObject {
	const filters = n8n.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { tags, metadata, liveStreamId, ...plain } = filters;
	const query = filledIn({ ...plain, liveStreamId: liveStreamIdIn(liveStreamId), ...options });
	const wantedTags = readTags(tags);
	const wantedMetadata = readMetadata(metadata);
	return {
		...query,
		...(wantedTags.length > 0 ? { tags: wantedTags } : {}),
		...(wantedMetadata.length > 0
			? { metadata: Object.fromEntries(wantedMetadata.map(({ key, value }) => [key, value])) }
			: {}),
	};
}
