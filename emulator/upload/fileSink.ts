import { close, constants, open, writev } from 'node:fs';
import { Writable } from 'node:stream';

/** Where the bytes of one request go; `size` counts them. */
export interface Sink extends Writable {
	readonly size: number;
}

/** Writes a stream into a file from `position` on, several received pieces in one system call. */
export class FileSink extends Writable implements Sink {
	size = 0;
	private descriptor: number | undefined;

	/**
	 * No more than `length` bytes are written; the rest is counted only. `guard` runs before each
	 * write and throws to stop it.
	 */
	constructor(
		private readonly path: string,
		private readonly position: number,
		private readonly length = Infinity,
		private readonly guard: () => void = () => {},
	) {
		// Enough to let the next pieces arrive while the last ones are written; the bound of memory per request.
		super({ highWaterMark: 1024 * 1024 });
	}

	override _construct(callback: (error?: Error | null) => void): void {
		open(this.path, constants.O_WRONLY | constants.O_CREAT, (error, descriptor) => {
			this.descriptor = descriptor;
			callback(error);
		});
	}

	override _write(
		chunk: Buffer,
		_encoding: BufferEncoding,
		callback: (error?: Error | null) => void,
	): void {
		this.store([chunk], callback);
	}

	override _writev(
		chunks: Array<{ chunk: Buffer }>,
		callback: (error?: Error | null) => void,
	): void {
		this.store(
			chunks.map(({ chunk }) => chunk),
			callback,
		);
	}

	override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
		if (this.descriptor === undefined) return callback(error);
		close(this.descriptor, (closeError) => callback(error ?? closeError));
	}

	private store(buffers: Buffer[], callback: (error?: Error | null) => void): void {
		try {
			this.guard();
		} catch (error) {
			return callback(error as Error);
		}
		const offset = this.size;
		this.size += buffers.reduce((sum, buffer) => sum + buffer.length, 0);
		const wanted = within(buffers, this.length - offset);
		if (wanted.length === 0) return callback();
		const length = wanted.reduce((sum, buffer) => sum + buffer.length, 0);
		writev(this.descriptor as number, wanted, this.position + offset, (error, written) => {
			callback(error ?? (written === length ? null : new Error('The disk is full.')));
		});
	}
}

/** As many of the bytes, from the start, as there is room for. */
function within(buffers: Buffer[], room: number): Buffer[] {
	const result: Buffer[] = [];
	for (const buffer of buffers) {
		if (room <= 0) break;
		result.push(buffer.length <= room ? buffer : buffer.subarray(0, room));
		room -= buffer.length;
	}
	return result;
}
