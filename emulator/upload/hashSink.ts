import { createHash, type Hash } from 'node:crypto';
import { Writable } from 'node:stream';
import type { Sink } from './fileSink';

/** Counts the bytes of one request, feeds the first `length` of them to `hash` if there is one, and forgets them. */
export class HashSink extends Writable implements Sink {
	size = 0;

	constructor(
		readonly hash: Hash | undefined,
		private readonly length = Infinity,
	) {
		super();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
		this.hash?.update(chunk.subarray(0, Math.max(0, this.length - this.size)));
		this.size += chunk.length;
		callback();
	}
}

/**
 * The SHA-256 of a video whose bytes are not kept. Possible only while each request starts where the
 * last one ended; `place` is that point, a byte offset or a number of parts.
 */
export class RunningHash {
	private place: number | undefined = 0;
	private hash = createHash('sha256');

	/** A hash to feed with the bytes from `start` on, or undefined if what comes before is missing. */
	fork(start: number): Hash | undefined {
		return this.place === start ? this.hash.copy() : undefined;
	}

	/** Takes over a fork once its request counts as received. */
	join(hash: Hash | undefined, start: number, end: number): void {
		this.place = hash && this.place === start ? end : undefined;
		if (hash) this.hash = hash;
	}

	/** Hexadecimal; undefined when the requests did not come one after another. */
	digest(): string | undefined {
		return this.place === undefined ? undefined : this.hash.copy().digest('hex');
	}
}
