import { isNotFound } from '../../api/trouble';
import { isBegun, readStatus, stateOfFile } from '../../api/readStatus';
import { lengthOf, type Progress } from '../../upload';
import { outlive } from '../../n8n/outlive';
import type { OperationContext } from '../operation';
import type { OpenContainer } from './container';
import { oneVideo } from '../../api/paths/videos';
import { fetchStatus } from './status';
import type { ReadOptions } from './uploadOptions';

/** For how long an outage is waited out while clearing up, in milliseconds; the wait for a turn does not count. */
const KEEP_TRYING_MS = 60_000;

/** How far behind the status may be, in milliseconds. */
const LAG_MS = 15_000;

/** Nobody waits for an execution that was cancelled: how long clearing up may take then, and that lag. */
const CANCELLED = { boundMs: 10_000, lagMs: 3000 } as const;

/** How long a video may be unknown to parts of the service after it was made, and how often to look; in milliseconds. */
const KNOWN_AFTER_MS = 5000;
const LOOK_AGAIN_MS = 1000;

/** What became of a video whose upload has stopped. */
export type LeftOver =
	| 'kept'
	| 'deleted'
	/** Without the API key nothing can be done about it. */
	| 'outOfReach'
	/** The service has all of the file after all. */
	| 'complete'
	/** The service does not know it any more. */
	| 'gone';

/** What is there after an upload has stopped. */
export interface Left {
	readonly leftOver: LeftOver;
	/** Known to have arrived: by the answers to the upload, or by the status, whoever has sent it. */
	readonly arrivedBytes: number;
	/** Whether the status has shown something of a file: also parts, of which it does not say how long they are. */
	readonly seenBegun: boolean;
}

/**
 * Deletes the video that a stopped upload leaves behind, if that was asked for, or if it is certain that nothing
 * has arrived in it; and only if this step has made it, no other execution can have found it, and the service says
 * that it is unfinished. Where a request may have arrived, the status is asked for some seconds, as it may lag.
 *
 * It goes on when the execution is cancelled, for ten seconds. Otherwise only an outage ends it early; waiting for
 * its turn, or for the rate limit, is none.
 *
 * @param container undefined where the service has made the video
 */
export async function clearUp(
	{ api: apiOfExecution, clock, signal: cancel }: OperationContext,
	{ ifStopped }: Pick<ReadOptions, 'ifStopped'>,
	container: OpenContainer | undefined,
	progress: Pick<Progress, 'arrivedBytes' | 'unanswered'>,
): Promise<Left> {
	let { arrivedBytes } = progress;
	const isCertain = progress.unanswered === 0;
	let seenBegun = false;
	const left = (leftOver: LeftOver): Left => ({ leftOver, arrivedBytes, seenBegun });
	if (container === undefined) return left('outOfReach');
	const { videoId, made, shared } = container;
	if (!made || shared || (ifStopped === 'keep' && arrivedBytes > 0)) return left('kept');
	const started = clock.now();
	return await outlive(cancel, CANCELLED.boundMs, async (signal) => {
		const api = apiOfExecution.until(signal, KEEP_TRYING_MS);
		for (;;) {
			try {
				const status = await fetchStatus({ api }, videoId);
				const state = stateOfFile(status);
				if (state === 'complete') return left('complete');
				const received = readStatus(status) ?? { complete: false, ranges: [] };
				arrivedBytes = Math.max(arrivedBytes, lengthOf(received.ranges));
				// Answers may have been lost, and others may have sent something.
				seenBegun ||= isBegun(received);
				const mayHoldSomething = arrivedBytes > 0 || seenBegun || (!isCertain && cancel.aborted);
				if (state === 'unknown' || (ifStopped === 'keep' && mayHoldSomething)) return left('kept');
				if (isCertain || clock.now() - started >= (cancel.aborted ? CANCELLED.lagMs : LAG_MS)) {
					await api.delete(oneVideo(videoId));
					return left('deleted');
				}
			} catch (error) {
				// The message is about the upload that stopped. It names the video that could not be deleted, and nothing
				// more.
				if (!isNotFound(error)) return left('kept');
				if (clock.now() - started >= KNOWN_AFTER_MS) return left('gone');
			}
			// When the time is over nothing more is asked, and the video counts as kept.
			await clock.sleep(LOOK_AGAIN_MS, signal).catch(() => undefined);
		}
	});
}
