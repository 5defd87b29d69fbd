import { Frame } from './frame';
import type { Memory } from './memory';
import { PieceReader } from './pieceReader';
import type { ByteRange } from './range';
import type { UploadSource } from './source';

/** How long the next frame is, in bytes. */
export interface FrameLength {
	readonly wanted: number;
	/** Where memory is short because others hold on to theirs; not more than is wanted. */
	readonly least: number;
}

/**
 * Reads a source once, in order, and cuts the wanted ranges of it into frames, whatever pieces the
 * host hands out. A frame is handed out when it begins to be filled, the next one once it is full and
 * somebody has opened it: reading is never more than one frame ahead of sending. What lies between the
 * ranges is left out where the source `seeks`, else read and dropped.
 *
 * @param ranges in order, not touching
 * @param nextLength asked before each frame: how long it is, given what is left of its range
 * @param signal ends the reading at once
 * @returns frames that whoever takes them must release
 * @throws SourceError from {@link PieceReader}, as does the reading of the frame that was being filled:
 *   a file of the wrong size is never completed
 */
export async function* frames(
	source: UploadSource,
	ranges: readonly ByteRange[],
	memory: Memory,
	nextLength: (left: ByteRange) => FrameLength,
	signal: AbortSignal,
): AsyncGenerator<Frame> {
	let at = ranges[0]?.from ?? 0;
	const pieces = new PieceReader(source, at, signal);
	const next = async (target: Uint8Array) => await pieces.fill(target);
	try {
		for (const { from, to } of ranges) {
			await pieces.skip(from - at);
			for (at = from; at <= to; ) {
				const { wanted, least } = nextLength({ from: at, to });
				const blocks = await memory.reserve(wanted, signal, least);
				const frame = new Frame(at, blocks.bytes, blocks);
				at += blocks.bytes;
				const ends = at === source.size;
				const filling = frame.fill(next, async () => {
					if (ends) await pieces.expectEnd();
				});
				// Told below, also where the frame is handed out only after the reading has failed.
				filling.catch(() => undefined);
				yield frame;
				await filling;
				await frame.taken;
			}
		}
	} finally {
		await pieces.close();
	}
}
