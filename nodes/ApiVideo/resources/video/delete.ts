import type { Operation } from '../operation';
import { readVideoId, videoLocator } from './videoLocator';
import { oneVideo } from '../../api/paths/videos';

export const deleteVideo: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete video',
	description:
		'Delete a video for good. Where Video Restore is on, it is discarded instead and can be restored for 90 days.',
	properties: [videoLocator],
	async execute(context) {
		const videoId = readVideoId(context);
		await context.api.delete(oneVideo(videoId));
		return { deleted: true, videoId };
	},
};
