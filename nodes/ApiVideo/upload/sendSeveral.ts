/** A part of a file in memory, to be released once it has been sent, or never will be. */
interface InMemory {
	release(): void;
}

/** How frames are sent. */
export interface Sending {
	/** Whether the first one goes alone, as its answer brings what all others need. */
	readonly firstAlone: boolean;
	/** Ends the sending. */
	readonly signal: AbortSignal;
	/** To be aborted when a frame cannot be sent; ends the signal. */
	readonly stop: AbortController;
}

/**
 * Sends frames as they come, several at the same time, and releases them. The first that cannot be sent stops
 * the others.
 *
 * @throws what the first frame that could not be sent, or the reading of the frames, threw; the signal's reason
 */
export async function sendSeveral<T extends InMemory>(
	frames: AsyncIterable<T>,
	send: (frame: T) => Promise<void>,
	{ firstAlone, signal, stop }: Sending,
): Promise<void> {
	const underWay = new Set<Promise<void>>();
	const failures: unknown[] = [];
	let first: Promise<void> | undefined = firstAlone ? undefined : Promise.resolve();
	const fail = (reason: unknown): void => {
		failures.push(reason);
		stop.abort();
	};
	try {
		for await (const frame of frames) {
			const before = first ?? Promise.resolve();
			const sending = before
				.then(async () => {
					if (!signal.aborted) await send(frame);
				})
				.catch(fail)
				.finally(() => {
					frame.release();
					underWay.delete(sending);
				});
			underWay.add(sending);
			first ??= sending;
			if (signal.aborted) break;
		}
	} catch (reason) {
		fail(reason);
	}
	await Promise.all(underWay);
	if (failures.length > 0) throw failures[0];
	// A cancelled upload may have skipped frames without a word.
	signal.throwIfAborted();
}
