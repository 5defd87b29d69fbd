import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { processVideo } from '../processing';
import type { State } from '../state';
import { parseContentRange, type BytesRange } from './contentRange';
import type { Span } from './received';

/** Bytes that somebody else sends; `total` is the size of the file, if it is named. */
export interface ForeignRange extends Span {
	total?: number;
}

const zeros = Buffer.alloc(1024 * 1024);

/**
 * Receives bytes as from another writer: by the rules for every chunk, but without a request. Zeros, unless
 * `content` is given. Throws the problem that a request with this range would be answered with.
 */
export async function storeRange(
	state: State,
	videoId: string,
	{ from, to, total }: ForeignRange,
	content?: Buffer,
): Promise<void> {
	const range = parseContentRange(`bytes ${from}-${to}/${total ?? '*'}`) as BytesRange;
	const length = to - from + 1;
	const check = () => {
		const { received } = state.video(videoId);
		received.check(range);
		received.checkSize(range, content?.length ?? length, false);
		return received;
	};
	const known = { videoId, received: check() };
	const incoming = state.storage.receive(range, known);
	try {
		await pipeline(Readable.from(content ? [content] : zerosOf(length)), incoming.sink);
		await incoming.prepare(known);
		const received = check();
		incoming.place(videoId, false);
		received.add(range, length, state.clock.now(), state.clock.elapsed());
		processVideo(state, state.video(videoId));
	} catch (error) {
		await incoming.drop();
		throw error;
	}
}

/**
 * Loses bytes of a video that is not complete: they have to be sent again. False when there were none.
 * Throws resource-not-found.
 */
export function forgetRange(state: State, videoId: string, span: Span): boolean {
	// The file keeps the bytes until others take their place; a hash without a file ends with the second sending.
	return state.video(videoId).received.forget(span);
}

function* zerosOf(length: number): Generator<Buffer> {
	for (let left = length; left > 0; left -= zeros.length) yield zeros.subarray(0, left);
}
