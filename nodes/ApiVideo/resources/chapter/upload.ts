import type { Operation } from '../operation';
import { readTrack, readTrackForm, trackContent, trackLocators } from '../caption/textTrack';
import { oneVideo } from '../../api/paths/videos';

export const uploadChapter: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload chapter',
	description: 'Give a video chapters in one language, from a WebVTT file or a text',
	properties: [...trackLocators, ...trackContent],
	async execute(context) {
		const { videoId, language, path } = readTrack(context, 'chapters');
		const body = await readTrackForm(context, 'chapters', language);
		const { subject } = oneVideo(videoId);
		const request = { path, subject, body, fileUse: 'chapters' };
		return await context.api.post(request);
	},
};
