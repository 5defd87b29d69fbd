import type { RequestEntry } from '../../../emulator';
import type { World } from './world';

/** How many videos there are beside those that the steps put out, because their makers never got the answer. */
export interface Beside {
	/** Without a byte: the node makes another one, and the service deletes what stays empty after seven days. */
	empty: number;
	/** With bytes of the same file: a step that has nothing but a token cannot ask whether its first request has arrived. */
	copies: number;
}

/**
 * Counts a video that has the title of one that was put out, and deletes it.
 *
 * @param mayBeCopy whether the step had nothing but a token
 * @throws when it has bytes and may not have any
 */
export async function countBeside(
	{ beside, service }: Pick<World, 'beside' | 'service'>,
	videoId: string,
	mayBeCopy: boolean,
): Promise<void> {
	interface Status {
		ingest: { status: string; receivedBytes?: unknown[] | null };
	}
	const { ingest } = await service<Status>('GET', `/videos/${videoId}/status`);
	// Of a file that came in one request the status shows no ranges.
	const isEmpty = ingest.status === 'uploading' && !ingest.receivedBytes?.length;
	if (!isEmpty && !mayBeCopy) throw new Error(`${videoId} has bytes of the same file`);
	beside[isEmpty ? 'empty' : 'copies']++;
	await service('DELETE', `/videos/${videoId}`);
}

/** @returns how many the steps may have made without being told, by the faults of soak/faults.ts */
export function untoldIn({ requests }: Pick<World['emulator'], 'requests'>): Beside {
	const begun = requests
		.matching('POST', '/upload')
		.filter(({ fields }) => !fields.some(({ name }) => name === 'videoId'));
	return {
		empty: requests.matching('POST', '/videos').filter(isUntold).length,
		copies: begun.filter(isUntold).length,
	};
}

/** A 502 comes from faults that do what was asked, and from no other one. */
function isUntold({ headers, faults, status }: RequestEntry): boolean {
	const isOfStep = 'av-origin-app' in headers;
	return isOfStep && (faults.includes('lost-answer') || status === 502);
}
