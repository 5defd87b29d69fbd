import type { Operation } from '../operation';
import { downloadOptions, fetchTrack } from '../shared/downloadTrack';
import { readTrack, trackLocators } from '../shared/textTrack';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get chapter',
	description: 'Get the chapters of a video in one language: their address, or the file itself',
	properties: [...trackLocators, downloadOptions],
	async execute(context) {
		return await fetchTrack(context, readTrack(context, 'chapters'));
	},
};
