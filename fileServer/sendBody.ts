import type { ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { FileBehaviour } from './behaviour';
import { PIECE_BYTES, type Content } from './content';
import { cut, stall, type Exchange } from './exchange';
import type { Lines } from './lines';
import { happens, type Often } from './often';
import type { Span } from './range';

/** What decides over a body while it is sent. */
export interface Sending {
	/** What the file does now. */
	file: () => FileBehaviour;
	lines: Lines;
	/** Is told of all bytes that were sent. */
	sent: (bytes: number) => void;
}

/**
 * Reads parts of a file. A piece is overwritten by the next one.
 *
 * @param content asked for each piece, as it may change in between
 * @param goesOn bytes of zero behind them
 */
export async function* piecesOf(
	content: () => Content,
	parts: ReadonlyArray<Span | Buffer>,
	goesOn = 0,
): AsyncGenerator<Buffer> {
	const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
	for (const part of parts) {
		if (Buffer.isBuffer(part)) {
			yield part;
			continue;
		}
		for (let at = part.from; at <= part.to; at += PIECE_BYTES) {
			const bytes = piece.subarray(0, Math.min(PIECE_BYTES, part.to - at + 1));
			content().fill(bytes, at);
			yield bytes;
		}
	}
	piece.fill(0);
	for (let left = goesOn; left > 0; left -= PIECE_BYTES) {
		yield piece.subarray(0, Math.min(PIECE_BYTES, left));
	}
}

/** The same bytes, compressed. */
export function compressed(pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
	// A client that goes away ends the reading as well; that is no news.
	return pipeline(Readable.from(copiesOf(pieces)), createGzip(), () => undefined);
}

/** The same without so many bytes at its end. */
export async function* withoutEnd(
	pieces: AsyncIterable<Buffer>,
	bytes: number,
): AsyncGenerator<Buffer> {
	let held: Buffer = Buffer.alloc(0);
	for await (const piece of pieces) {
		const all = Buffer.concat([held, piece]);
		const end = Math.max(0, all.length - bytes);
		yield all.subarray(0, end);
		held = all.subarray(end);
	}
}

async function* copiesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	for await (const piece of pieces) yield Buffer.from(piece);
}

/** Sends a body as fast as its lines and the client allow, up to its end or to where it is to stop. */
export async function sendBody(
	exchange: Exchange,
	pieces: AsyncIterable<Buffer>,
	sending: Sending,
): Promise<void> {
	const { response, request, entry, signal } = exchange;
	const course = new Course();
	// A connection that is cut before the first byte of a body has shown the headers. `flushHeaders` would send them
	// in UTF-8.
	response.write(Buffer.alloc(0));
	for await (const piece of pieces) {
		for (let rest = piece; rest.length > 0; ) {
			const file = sending.file();
			if (await course.ends(exchange, file)) return;
			const rates = course.rates(file);
			const slice = rest.subarray(0, Math.min(course.next(file), sending.lines.sliceFor(rates)));
			await sending.lines.pass(slice.length, request.socket, rates, signal);
			await write(response, slice, signal);
			course.sent += slice.length;
			entry.bytes += slice.length;
			sending.sent(slice.length);
			rest = rest.subarray(slice.length);
		}
	}
	if (!(await course.ends(exchange, sending.file()))) response.end();
}

/** Where in a body something happens. */
class Course {
	sent = 0;
	/** What has been decided for this body. */
	private readonly decided = new Map<Often, boolean>();

	/** Cuts or stalls where it is time for it; whether it did. */
	async ends(exchange: Exchange, file: FileBehaviour): Promise<boolean> {
		if (file.cut && this.reaches(file.cut, file.cut.afterBytes)) {
			cut(exchange, file.cut.by);
			return true;
		}
		if (!file.stall || !this.reaches(file.stall, file.stall.afterBytes)) return false;
		await stall(exchange);
		return true;
	}

	/** The speeds at which the next bytes are sent at most, in bytes per second. */
	rates({ bytesPerSecond, drip }: FileBehaviour): number[] {
		const drips = drip && this.reaches(drip, drip.afterBytes ?? 0);
		return [bytesPerSecond, drips ? drip.bytesPerSecond : undefined].filter(
			(rate) => rate !== undefined,
		);
	}

	/** Bytes until something may happen. */
	next({ cut, stall, drip }: FileBehaviour): number {
		const places = [cut, stall, drip].map((rule) => (rule?.afterBytes ?? 0) - this.sent);
		return Math.min(...places.filter((bytes) => bytes > 0), Infinity);
	}

	private reaches(rule: Often, afterBytes: number | undefined): boolean {
		if (afterBytes === undefined || afterBytes > this.sent) return false;
		const decided = this.decided.get(rule) ?? happens(rule);
		this.decided.set(rule, decided);
		return decided;
	}
}

/** Resolves once the system has taken the bytes, which may then be overwritten. */
async function write(response: ServerResponse, bytes: Buffer, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	await new Promise<void>((resolve, reject) => {
		const gone = () => reject(signal.reason as Error);
		signal.addEventListener('abort', gone, { once: true });
		response.write(bytes, (error) => {
			signal.removeEventListener('abort', gone);
			if (error) reject(error);
			else resolve();
		});
	});
}
