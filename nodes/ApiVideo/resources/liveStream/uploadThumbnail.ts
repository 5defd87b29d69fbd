import { thumbnailOfLiveStream } from '../../api/paths/liveStreams';
import { MIB } from '../../upload';
import type { Operation } from '../operation';
import { readImage } from '../shared/imageFile';
import { inputBinaryField } from '../shared/inputBinaryField';
import { liveStreamLocator, readLiveStreamId } from './liveStreamLocator';

/** Source: attribute `file` of `POST /live-streams/{liveStreamId}/thumbnail`. */
const RULES = {
	use: 'the thumbnail of a live stream',
	formats: ['JPEG', 'PNG', 'WebP'],
	maxBytes: 8 * MIB,
} as const;

export const uploadThumbnail: Operation = {
	value: 'uploadThumbnail',
	name: 'Upload Thumbnail',
	action: 'Upload live stream thumbnail',
	description: 'Set the image that stands for a live stream',
	properties: [
		liveStreamLocator,
		{
			...inputBinaryField,
			description: `A JPEG, PNG or WebP image of up to ${RULES.maxBytes / MIB} MiB`,
		},
	],
	async execute(context) {
		const thumbnail = thumbnailOfLiveStream(readLiveStreamId(context));
		const body = new FormData();
		body.append('file', await readImage(context, RULES));
		return await context.api.post({
			...thumbnail,
			fileUse: RULES.use,
			body,
			// The same image a second time changes nothing.
			repeatable: true,
			rerunnable: true,
		});
	},
};
