import type { Operation } from '../operation';
import { readVideoId, videoLocator } from './videoLocator';
import { maxWaitField, readMaxWait } from './maxWait';
import { untilPlayable } from './playable';

export const waitUntilPlayable: Operation = {
	value: 'waitUntilPlayable',
	name: 'Wait Until Playable',
	action: 'Wait until video is playable',
	description: 'Wait until a video can be watched, and say in which qualities',
	properties: [videoLocator, maxWaitField],
	async execute(context) {
		const videoId = readVideoId(context);
		const minutes = readMaxWait(context.parameters.raw(maxWaitField));
		return { videoId, ...(await untilPlayable(context, videoId, minutes)) };
	},
};
