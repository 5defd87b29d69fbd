import type { Operation } from '../operation';
import { downloadOptions, fetchTrack } from './downloadTrack';
import { readTrack, trackLocators } from './textTrack';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get caption',
	description: 'Get the captions of a video in one language: their address, or the file itself',
	properties: [...trackLocators, downloadOptions],
	async execute(context) {
		return await fetchTrack(context, readTrack(context, 'captions'));
	},
};
