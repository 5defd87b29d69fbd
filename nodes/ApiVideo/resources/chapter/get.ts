import type { Operation } from '../operation';
import { downloadOptions, fetchTrack } from '../caption/downloadTrack';
import { readTrack, trackLocators } from '../caption/textTrack';

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
