import { Writable } from 'node:stream';
import type { Sink } from './fileSink';

/** Keeps a small file in memory. */
export class MemorySink extends Writable implements Sink {
	size = 0;
	private readonly pieces: Buffer[] = [];

	/** What was written so far. */
	get data(): Buffer {
		return Buffer.concat(this.pieces);
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
		this.pieces.push(chunk);
		this.size += chunk.length;
		callback();
	}
}
