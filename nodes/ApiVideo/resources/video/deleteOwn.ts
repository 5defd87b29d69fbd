import { oneVideo } from '../../api/paths/videos';
import { cancelled } from '../../api/exchange';
import { isNotFound } from '../../api/trouble';
import type { OperationContext } from '../operation';

/** How long a video may be unknown to parts of the service after it was made, and how often to look; in milliseconds. */
const KNOWN_AFTER_MS = 20_000;
const LOOK_AGAIN_MS = 1000;

/**
 * Deletes a video that this step has made a moment ago, and that nobody can have found.
 *
 * @returns whether it is gone; otherwise the service has refused
 * @throws Trouble when the execution was cancelled
 */
export async function deleteOwn(context: OperationContext, videoId: string): Promise<boolean> {
	const { api, clock, signal } = context;
	const started = clock.now();
	for (;;) {
		const refused = await api.delete(oneVideo(videoId)).then(
			() => undefined,
			(error: unknown) => error,
		);
		if (refused === undefined) return true;
		if (signal.aborted) throw cancelled();
		if (!isNotFound(refused) || clock.now() - started >= KNOWN_AFTER_MS) return false;
		await clock.sleep(LOOK_AGAIN_MS, signal);
	}
}
