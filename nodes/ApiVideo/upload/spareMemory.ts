import { Frame } from './frame';
import { CHUNK_START_BYTES } from './limits';
import type { Memory } from './memory';
import { onAbort } from './onAbort';
import { readingsOf } from './readings';
import { exactly, type Pieces, type UploadSource } from './source';

/** The longest file, in bytes, that is worth it: a longer one keeps memory from others for long. */
const LONGEST = 2 * CHUNK_START_BYTES;

/**
 * Lets a file of up to 16 MiB go through memory of the pool into the one request that carries it, where there is some
 * to spare. So what the host hands out is freed as soon as it is copied. Pieces that are sent as they are can be freed by
 * the garbage collector alone, which looks through all that the host holds after every 64 MiB of them; see docs/performance.md.
 *
 * Nobody waits for that memory: where somebody does, or there is too little, the pieces are sent as they are. A try has
 * it from when it opens the file until its signal is aborted, and at the latest until `send` has ended.
 *
 * @param send given what opens the file, as often as needed
 * @throws whatever `send` throws
 */
export async function withSpareMemory<T>(
	source: UploadSource,
	memory: Memory,
	send: (open: (until: AbortSignal) => Pieces) => Promise<T>,
): Promise<T> {
	const { size } = source;
	/** What gives back the memory of the tries that still have some. */
	const out = new Set<() => void>();
	const open = (until: AbortSignal): Pieces => {
		const mayHaveSome = size <= LONGEST && !until.aborted;
		const blocks = mayHaveSome ? memory.spare(size) : undefined;
		if (!blocks) return exactly(source, 0, until);
		const frame = new Frame(0, size, blocks);
		const giveBack = () => {
			if (!out.delete(giveBack)) return;
			stopListening();
			frame.release();
		};
		out.add(giveBack);
		const stopListening = onAbort(until, giveBack);
		// Whoever reads the frame is told why it could not be filled.
		fill(frame, source, until).catch(() => undefined);
		return frame.open(until);
	};
	try {
		return await send(open);
	} finally {
		for (const giveBack of out) giveBack();
	}
}

async function fill(frame: Frame, source: UploadSource, signal: AbortSignal): Promise<void> {
	const readings = readingsOf(source, 0, signal);
	try {
		await readings.fillNext(frame, frame.length);
	} finally {
		await readings.close();
	}
}
