import type { Operation } from '../operation';
import { readTrack, trackLocators } from './textTrack';

export const deleteCaption: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete caption',
	description: 'Delete the captions of a video in one language',
	properties: trackLocators,
	async execute(context) {
		const { videoId, language, path, subject } = readTrack(context, 'captions');
		await context.api.delete({ path, subject });
		return { deleted: true, videoId, language };
	},
};
