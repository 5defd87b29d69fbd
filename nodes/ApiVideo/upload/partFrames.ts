import type { Blocks } from './blocks';
import { Frame } from './frame';
import type { FrameLength } from './frames';
import type { Memory } from './memory';
import { untilDone } from './onAbort';
import { PieceReader } from './pieceReader';
import { SourceError, type SourceWithoutLength } from './source';

/** A part of a file in memory, whole. */
export interface PartFrame {
	readonly frame: Frame;
	/** From 1 on. */
	readonly number: number;
	/** Whether the file ends with it. */
	readonly isLast: boolean;
	/** Gives the memory back. To be called once. */
	release(): void;
}

/**
 * Cuts a file whose length nobody tells into parts, each of which is read whole before it is handed out: only once
 * the next byte has come, or the end, is it known which part is the last. The next one is read once somebody has
 * opened the one before, so that reading is one part ahead of sending.
 *
 * @param memory asked before a part is read
 * @param nextLength asked before each part, given how many bytes have been read
 * @param signal ends the reading at once
 * @returns parts that whoever takes them must release
 * @throws SourceError when the file is empty; and whatever the source throws. Nothing of what it was reading then is
 *   handed out.
 */
export async function* partFrames(
	source: SourceWithoutLength,
	memory: Pick<Memory, 'reserve'>,
	nextLength: (readBytes: number) => FrameLength,
	signal: AbortSignal,
): AsyncGenerator<PartFrame> {
	const pieces = new PieceReader(source, 0, () => source.open(signal));
	try {
		for (let number = 1, from = 0; ; number++) {
			const { wanted, least } = nextLength(from);
			const part = await readPart(await memory.reserve(wanted, signal, least), pieces, from);
			const { frame, isLast } = part;
			from += frame.length;
			yield { frame, isLast, number, release: () => frame.release() };
			if (isLast) return;
			await untilDone((opened) => void frame.taken.then(opened), signal);
		}
	} finally {
		await pieces.close();
	}
}

async function readPart(
	blocks: Blocks,
	pieces: PieceReader,
	from: number,
): Promise<Pick<PartFrame, 'frame' | 'isLast'>> {
	try {
		const length = await fill(blocks, pieces);
		if (length === 0) throw new SourceError('The file is empty');
		const isLast = !(await pieces.hasMore());
		return { frame: Frame.filled(from, length, blocks), isLast };
	} catch (reason) {
		blocks.release();
		return await Promise.reject(reason);
	}
}

/** @returns how many bytes there were, as many as have room unless the file ends */
async function fill({ buffers, bytes }: Blocks, pieces: PieceReader): Promise<number> {
	let filled = 0;
	for (const buffer of buffers) {
		const block = buffer.subarray(0, bytes - filled);
		for (let at = 0; at < block.byteLength; ) {
			if (!(await pieces.hasMore())) return filled;
			const taken = await pieces.fill(block.subarray(at));
			at += taken;
			filled += taken;
		}
	}
	return filled;
}
