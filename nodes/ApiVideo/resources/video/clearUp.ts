import { apiRequest } from '../../api/client';
import { Trouble } from '../../api/trouble';
import { createClock } from '../../n8n/clock';
import { isUnfinished } from '../../n8n/readStatus';
import type { Progress } from '../../upload';
import type { OperationContext } from '../operation';
import type { OpenContainer } from './container';
import { oneVideo } from './oneVideo';
import { fetchStatus } from './status';
import type { ReadOptions } from './uploadOptions';

/** How long it may take, in milliseconds: a stopped execution does not wait for it any longer. */
const BOUND_MS = 10_000;

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

/**
 * Deletes what an upload that has stopped leaves behind, if that was asked for, or if nothing has arrived in
 * it. Only what this step has made, what no other execution can have found, and what the service says is
 * unfinished. A cancelled execution does not end it, but it ends after ten seconds.
 *
 * @param container undefined where the service has made the video
 */
export async function clearUp(
	{ n8n }: OperationContext,
	{ ifStopped }: Pick<ReadOptions, 'ifStopped'>,
	container: OpenContainer | undefined,
	{ arrivedBytes }: Pick<Progress, 'arrivedBytes'>,
): Promise<LeftOver> {
	if (container === undefined) return 'outOfReach';
	const { videoId, made, shared } = container;
	if (!made || shared || (ifStopped === 'keep' && arrivedBytes > 0)) return 'kept';
	const signal = AbortSignal.timeout(BOUND_MS);
	const clock = createClock(signal);
	try {
		const status = await fetchStatus({ n8n, clock, signal }, videoId);
		if (!isUnfinished(status)) return 'complete';
		await apiRequest(n8n, clock, { method: 'DELETE', ...oneVideo(videoId), signal });
		return 'deleted';
	} catch (error) {
		// That the upload has stopped is the news; what is left over is told by its ID.
		return error instanceof Trouble && error.httpStatus === 404 ? 'gone' : 'kept';
	}
}
