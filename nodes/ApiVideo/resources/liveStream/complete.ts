import { apiRequest } from '../../api/client';
import { Trouble } from '../../api/trouble';
import type { Operation } from '../operation';
import { liveStreamLocator, readLiveStreamId } from '../shared/liveStreamLocator';
import { oneLiveStream } from './oneLiveStream';

/** The service has taken the request on, and answers without a body. */
const ACCEPTED = 202;

export const complete: Operation = {
	value: 'complete',
	name: 'Complete',
	action: 'Complete live stream',
	description: 'End a live stream that is on air, and its recording. It takes a few seconds.',
	properties: [liveStreamLocator],
	async execute(context) {
		const { n8n, clock } = context;
		const liveStreamId = readLiveStreamId(context);
		const { path, subject } = oneLiveStream(liveStreamId);
		await apiRequest(n8n, clock, {
			method: 'PUT',
			path: `${path}/complete`,
			subject,
			// An answer without a body is no reason to ask again.
			repeatable: false,
		}).catch(async (reason: unknown) => {
			const accepted = reason instanceof Trouble && reason.httpStatus === ACCEPTED;
			return accepted ? {} : await Promise.reject(reason);
		});
		return { completed: true, liveStreamId };
	},
};
