import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';
import type { FetchedSource } from './sourceMark';
import { readVideoId, videoLocator } from './videoLocator';

/** Where the content of a new video comes from. */
export const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
		{
			name: 'Copy of a Video',
			value: 'video',
			description: 'Another video of yours, for example to cut a clip or put a watermark on it',
		},
		{
			name: 'None',
			value: 'none',
			description: 'An empty video, to upload into it later',
		},
		{
			name: 'URL',
			value: 'url',
			description:
				'A video that is on the web already: api.video fetches it by itself, in the background',
		},
	],
	default: 'url',
	description: 'Where the content of the video comes from',
};

const sourceVideoLocator: INodeProperties = {
	...videoLocator,
	displayName: 'Video to Copy',
	name: 'sourceVideoId',
	displayOptions: { show: { source: ['video'] } },
	description: 'The video whose content the new one is to have',
};

const urlField: INodeProperties = {
	displayName: 'URL',
	name: 'sourceUrl',
	type: 'string',
	required: true,
	displayOptions: { show: { source: ['url'] } },
	default: '',
	placeholder: 'e.g. https://example.com/video.mp4',
	description: 'The address of a video file that anybody can download',
};

/** The parameters that {@link readSource} reads. */
export const sourceFields: readonly INodeProperties[] = [sourceField, urlField, sourceVideoLocator];

/**
 * @returns what api.video is to make the video of; undefined for an empty one
 * @throws Trouble when it is not said, or is no web address and no video
 */
export function readSource(context: OperationContext): FetchedSource | undefined {
	const { parameters } = context;
	switch (parameters.choice<'none' | 'url' | 'video'>(sourceField)) {
		case 'none':
			return undefined;
		case 'video':
			return { kind: 'video', videoId: readVideoId(context, sourceVideoLocator) };
		case 'url': {
			const advice = 'Enter the full address of a video file; it begins with https:// or http://.';
			return { kind: 'url', address: parameters.address(urlField, advice) };
		}
	}
}
