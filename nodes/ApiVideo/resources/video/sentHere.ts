import type { Lane } from '../../upload';

/** Videos to which executions of this process send at the moment, and how many of them; by account. */
const known = new WeakMap<Lane, Map<string, number>>();

/**
 * Lets others know that something is being sent to a video, also while it waits for its turn, for memory or for its
 * next try.
 *
 * @throws whatever `work` throws
 */
export async function whileSending<T>(
	lane: Lane,
	videoId: string,
	work: () => Promise<T>,
): Promise<T> {
	const counts = known.get(lane) ?? new Map<string, number>();
	known.set(lane, counts);
	counts.set(videoId, (counts.get(videoId) ?? 0) + 1);
	try {
		return await work();
	} finally {
		const left = (counts.get(videoId) ?? 1) - 1;
		if (left === 0) counts.delete(videoId);
		else counts.set(videoId, left);
	}
}

/** @returns whether an execution of this process sends to a video */
export function isSentHere(lane: Lane, videoId: string): boolean {
	return known.get(lane)?.has(videoId) ?? false;
}
