import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { downloadOptions, withDownload } from '../shared/downloadTrack';
import { readTrack, trackLocators } from '../shared/textTrack';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get caption',
	description: 'Get the captions of a video in one language: their address, or the file itself',
	properties: [...trackLocators, downloadOptions],
	async execute(context) {
		const { language, path, subject } = readTrack(context, 'captions');
		const request = { method: 'GET', path, subject } as const;
		const caption = await apiRequest(context.n8n, context.clock, request);
		return await withDownload(context, caption, language);
	},
};
