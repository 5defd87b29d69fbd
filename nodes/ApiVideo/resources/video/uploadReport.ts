import type { IDataObject } from 'n8n-workflow';
import { MIB, type Uploaded } from '../../upload';

/** @returns what the option Include Upload Report adds to the output, under one key of its own */
export function uploadReport({ progress, milliseconds }: Uploaded): IDataObject {
	const sentBytes = progress.arrivedBytes - progress.resumedBytes;
	const seconds = milliseconds / 1000;
	return {
		bytes: progress.totalBytes,
		sentBytes,
		resumedBytes: progress.resumedBytes,
		requests: progress.requests,
		retries: progress.retries,
		seconds,
		mebibytesPerSecond: seconds > 0 ? Number((sentBytes / MIB / seconds).toFixed(2)) : null,
	};
}
