import type { UploadBody } from '../upload';

/**
 * A platform `File` whose bytes are read only while they are sent, as often as they are sent. n8n's
 * HTTP helper frames a platform `FormData` with it as multipart without holding the file in memory.
 */
export class LazyFile extends File {
	/** Exact length in bytes: `Content-Length` is made from it. */
	override readonly size: number;

	/** What went wrong while the bytes were read, if something did. */
	readError?: unknown;

	/** Bytes that have been asked for, over all readings. */
	takenBytes = 0;

	/** Whether bytes have been asked for that have not come yet. */
	waitsForFile = false;

	/** @param signal ends all readings: the helper leaves one open when its request breaks */
	constructor(
		private readonly body: UploadBody,
		private readonly signal: AbortSignal,
	) {
		super([], formName(body.name), { type: body.type });
		this.size = body.size;
	}

	private readonly readings: Array<AsyncGenerator<Uint8Array>> = [];

	/**
	 * The helper only iterates over what it gets: an async iterable is enough, and spares the copies that a web
	 * stream makes.
	 */
	override stream(): ReturnType<File['stream']> {
		const reading = this.read();
		this.readings.push(reading);
		return reading as unknown as ReturnType<File['stream']>;
	}

	/** Ends all readings: the helper leaves one open when its request breaks. */
	close(): void {
		// Closing a file may reject. Nobody waits for that, and Node ends the process at a rejection that nobody
		// handles.
		for (const reading of this.readings) reading.return(undefined).catch(() => undefined);
	}

	private async *read(): AsyncGenerator<Uint8Array> {
		const pieces = this.body.open(this.signal)[Symbol.asyncIterator]();
		try {
			for (;;) {
				this.waitsForFile = true;
				const { done, value } = await pieces.next().catch(async (error: unknown) => {
					this.readError = error;
					return await Promise.reject(error);
				});
				this.waitsForFile = false;
				if (done) return;
				this.takenBytes += value.byteLength;
				yield value;
			}
		} finally {
			await pieces.return?.();
		}
	}
}

/**
 * A form writes a double quote and line breaks of a file name as %22, %0D and %0A (HTML standard,
 * multipart/form-data encoding), which the service does not undo: it would show them in the title. Other control
 * characters it writes as they are, and a null byte ends the name for many who read it.
 */
function formName(name: string): string {
	return name.replaceAll('"', "'").replace(/\p{Cc}+/gu, ' ');
}
