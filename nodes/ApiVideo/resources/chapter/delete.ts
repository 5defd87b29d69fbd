import type { Operation } from '../operation';
import { readTrack, trackLocators } from '../caption/textTrack';

export const deleteChapter: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete chapter',
	description: 'Delete the chapters of a video in one language',
	properties: trackLocators,
	async execute(context) {
		const { videoId, language, path, subject } = readTrack(context, 'chapters');
		await context.api.delete({ path, subject });
		return { deleted: true, videoId, language };
	},
};
