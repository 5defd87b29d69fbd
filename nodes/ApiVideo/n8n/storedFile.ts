import type { IExecuteFunctions } from 'n8n-workflow';
import { cancelled } from '../api/exchange';
import { isBusy, readFromN8n, staysBusy } from '../api/n8nDatabase';
import { codesOf, messagesOf } from '../api/thrown';
import { Trouble } from '../api/trouble';
import { SourceError, without, type Clock, type Pieces } from '../upload';
import { discard } from './discard';
import { longestPiece, pieceLength } from './pieceBytes';
import { ReadWatch, type Limit } from './readWatch';

const UNREADABLE = 'The file could not be read';

/**
 * The limit for opening a file, or looking up what n8n has noted of it. In database mode n8n reads all of the file
 * meanwhile.
 */
const OPENING: Limit = {
	milliseconds: 120_000,
	tooLong: () => new Hanging(`${UNREADABLE}: n8n has not opened it within two minutes`),
};

/**
 * The limit for one piece. Even a slow drive hands one out within that time. A connection that has died without a
 * word never does, and a new one may.
 */
const READING: Limit = {
	milliseconds: 300_000,
	tooLong: () => new SourceError(`${UNREADABLE}: n8n hands out no more`),
};

/** Opening the file again cannot help, or has been waited for long enough. */
class Final extends SourceError {}

/** n8n does not answer when it is asked for the file. */
class Hanging extends Final {}

/** What the platform says of texts that are too long for it: PostgreSQL's driver reads a file as one. */
const TOO_LONG = /invalid string length|string longer than|allocation failed/i;

/** How n8n's ways to keep files say that there is no such file. */
const GONE =
	/\bENOENT\b|\bNoSuchKey\b|\bnot found\b|could not find any entity|specified key does not exist/i;

/**
 * @param reason what reading a {@link StoredFile} threw
 * @returns whether it may go on when the file is opened again; not where that has been tried already
 */
export function mayReadOn(reason: unknown): boolean {
	return isBusy(reason) || (reason instanceof SourceError && !(reason instanceof Final));
}

/** A file that n8n keeps under an ID: in a folder, in its database or in S3. */
export class StoredFile {
	/**
	 * @param id as n8n gave it, such as `filesystem-v2:...` or `database:...`
	 * @param subject what a message calls the file, as in "the file 'film.mp4'"
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly id: string,
		private readonly subject: string,
		private readonly clock: Clock,
	) {}

	/**
	 * @param signal ends the waiting at once
	 * @returns what n8n has noted as the size: bytes, if all is well
	 * @throws Trouble when a signal was aborted, or n8n's database stays busy; SourceError, with the
	 *   cause, when n8n does not say
	 */
	async notedSize(signal: AbortSignal): Promise<unknown> {
		const watch = new ReadWatch(this.clock, signal);
		const ask = async () => await this.context.helpers.getBinaryMetadata(this.id);
		try {
			const { fileSize } = await this.ask(async () => await watch.wait(ask, OPENING), signal);
			return fileSize;
		} catch (error) {
			throw explained(error, signal);
		} finally {
			watch.close();
		}
	}

	/**
	 * Reads from a byte on: n8n can only read from the start, so what is before it is skipped.
	 *
	 * @param from offset of the byte
	 * @param signal ends the reading at once
	 * @param wantedBytes see {@link pieceLength}
	 * @throws Trouble when a signal was aborted, n8n's database is busy, or cannot hand out the file;
	 *   SourceError, with the cause, when the file cannot be read; see {@link mayReadOn}
	 */
	open(from: number, signal: AbortSignal, wantedBytes: number): Pieces {
		return without(this.read(signal, wantedBytes), from, (piece) => this.discard(piece));
	}

	/** Frees the memory of a piece that {@link open} has handed out, where nobody else may have it. */
	discard(piece: Uint8Array): void {
		discard(piece, longestPiece(this.id));
	}

	private async *read(signal: AbortSignal, wantedBytes: number): Pieces {
		const pieces = pieceLength(wantedBytes, longestPiece(this.id));
		try {
			yield* this.readIn(pieces.bytes, signal);
		} finally {
			pieces.end();
		}
	}

	private async *readIn(pieceBytes: number, signal: AbortSignal): Pieces {
		const watch = new ReadWatch(this.clock, signal);
		const stream = await this.openStream(pieceBytes, watch, signal);
		try {
			const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
			for (;;) {
				const { done, value } = await watch.wait(async () => await pieces.next(), READING);
				if (done) return;
				yield value;
			}
		} catch (error) {
			const reason = explained(error, signal);
			throw isBusy(reason) ? Object.assign(staysBusy(), { cause: error }) : reason;
		} finally {
			watch.close();
			close(stream);
		}
	}

	private async openStream(
		pieceBytes: number,
		watch: ReadWatch,
		signal: AbortSignal,
	): Promise<Stream> {
		const open = async () => await this.context.helpers.getBinaryStream(this.id, pieceBytes);
		try {
			return await this.ask(async () => await watch.wait(open, OPENING, close), signal);
		} catch (error) {
			watch.close();
			const reason = explained(error, signal);
			const inDatabase = this.id.startsWith('database:') && reason instanceof SourceError;
			throw inDatabase && isTooLarge(error) ? this.tooLargeForDatabase(reason) : reason;
		}
	}

	private async ask<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
		return await readFromN8n(read, this.clock, signal);
	}

	/** With PostgreSQL the promise of such a file never settles, as the driver cannot make the text. */
	private tooLargeForDatabase(cause: SourceError): Trouble {
		const trouble = new Trouble(
			`n8n's binary data mode "database" could not hand out ${this.subject}`,
			'The mode "filesystem" can: set N8N_DEFAULT_BINARY_DATA_MODE=filesystem for n8n, in queue mode on a folder that all workers share, and run the whole workflow again. With PostgreSQL the mode "database" hands out files below 256 MiB only.',
		);
		return Object.assign(trouble, { cause });
	}
}

type Stream = Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>;

function isTooLarge(error: unknown): boolean {
	return error instanceof Hanging || messagesOf(error).some((message) => TOO_LONG.test(message));
}

function explained(error: unknown, signal: AbortSignal): unknown {
	// After a cancel the reason is the cancel, whatever shows up first, such as a stream that has closed too early.
	if (signal.aborted) return cancelled();
	if (error instanceof Trouble || error instanceof SourceError) return error;
	const gone = [...codesOf(error), ...messagesOf(error)].some((word) => GONE.test(word));
	return gone
		? new Final('n8n no longer has the file', { cause: error })
		: new SourceError(UNREADABLE, { cause: error });
}

/**
 * A stream that was closed may still emit an error event. Nobody listens any more, and Node ends the process at one
 * that nobody handles.
 */
function close(stream: Stream): void {
	stream.on('error', () => undefined);
	stream.destroy();
}
