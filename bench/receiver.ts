import type { Fault } from '../emulator';

/** The API key that is taken. */
export const API_KEY = 'emulator-api-key';

/** What contenders upload to: it answers as api.video does, and can tell what has arrived. */
export interface Receiver {
	/** The base URL for a client. */
	url: string;
	/** Makes a container; answers its ID. */
	createVideo(): Promise<string>;
	/** Sizes, in bytes, of the videos that have been uploaded completely since the last reset. */
	completeVideos(): Promise<number[]>;
	/**
	 * Forgets what has arrived, and is troubled by these faults from now on.
	 *
	 * @throws for faults that it does not know
	 */
	reset(faults: readonly Fault[]): Promise<void>;
	stop(): Promise<void>;
}

/**
 * @param bytes of all files together
 * @param who has sent them
 * @throws when complete videos hold something else
 */
export async function expectArrived(receiver: Receiver, bytes: number, who: string): Promise<void> {
	const arrived = (await receiver.completeVideos()).reduce((sum, size) => sum + size, 0);
	if (arrived !== bytes) {
		throw new Error(`${who}: ${arrived} of ${bytes} bytes are in complete videos`);
	}
}
