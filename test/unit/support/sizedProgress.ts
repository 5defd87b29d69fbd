import type { SizedProgress } from '../../../nodes/ApiVideo/upload';

/** What a file of 8,100 bytes that went in one request has left to tell. */
export const sizedProgress = (changed: Partial<SizedProgress> = {}): SizedProgress => ({
	totalBytes: 8100,
	arrivedBytes: 8100,
	resumedBytes: 0,
	requests: 1,
	retries: 0,
	possibleCopy: false,
	unanswered: 0,
	unconfirmed: false,
	...changed,
});
