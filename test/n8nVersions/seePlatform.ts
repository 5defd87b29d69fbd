import { setTimeout as delay } from 'node:timers/promises';
import { compiled } from './compiled';

/** What the Node below n8n has, and what the package makes of it. */
export interface PlatformSeen {
	readonly major: number;
	/** Bytes that a buffer holds once the node has freed it. */
	readonly bytesAfterDiscard: number;
	/** Whether a wait ended although the garbage collector ran in it. */
	readonly waitEnded: boolean;
	/** How many times an address with a letter outside of ASCII could not be read. */
	readonly addressesRefused: number;
}

/** To be run with `node --expose-gc`. */
export async function seePlatform(): Promise<PlatformSeen> {
	const piece = new Uint8Array(new ArrayBuffer(1024));
	compiled.discard(piece);
	return {
		major: Number(process.versions.node.split('.')[0]),
		bytesAfterDiscard: piece.byteLength,
		waitEnded: await waitsThroughCollections(),
		addressesRefused: addressesRefused(),
	};
}

async function waitsThroughCollections(): Promise<boolean> {
	if (!gc) throw new Error('Start Node with --expose-gc');
	const wait = compiled.pause(200, new AbortController().signal).then(() => true);
	for (let round = 0; round < 10; round++) {
		await delay(5);
		await gc();
	}
	// Something must keep the process alive: the wait itself does not.
	const limit = delay(10_000, false);
	return await Promise.race([wait, limit]);
}

const ADDRESS = 'https://käse.example/a';

/** Often enough for V8 to compile what is called. */
function addressesRefused(): number {
	let refused = 0;
	for (let round = 0; round < 50_000; round++) {
		if (compiled.parsedUrl(ADDRESS) === undefined) refused++;
	}
	return refused;
}
