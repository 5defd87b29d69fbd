import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { readTrack, trackLocators } from '../shared/textTrack';

export const deleteCaption: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete caption',
	description: 'Delete the captions of a video in one language',
	properties: trackLocators,
	async execute(context) {
		const { videoId, language, path, subject } = readTrack(context, 'captions');
		await apiRequest(context.n8n, context.clock, { method: 'DELETE', path, subject });
		return { deleted: true, videoId, language };
	},
};
