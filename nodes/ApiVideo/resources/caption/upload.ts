import type { Operation } from '../operation';
import { readTrack, readTrackForm, trackContent, trackLocators } from './textTrack';
import { oneVideo } from '../../api/paths/videos';

export const uploadCaption: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload caption',
	description: 'Give a video captions in one language, from a WebVTT file or a text',
	properties: [...trackLocators, ...trackContent],
	async execute(context) {
		const { videoId, language, path } = readTrack(context, 'captions');
		const body = await readTrackForm(context, 'captions', language);
		const { subject } = oneVideo(videoId);
		const request = { path, subject, body, fileUse: 'captions' };
		return await context.api.post(request);
	},
};
