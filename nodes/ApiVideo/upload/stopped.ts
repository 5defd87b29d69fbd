import type { StopReason } from './judge';
import type { Patience } from './patience';
import type { Outcome } from './transport';

/** How far an upload has come. */
export interface Progress {
	/** The video the bytes go to, once known. */
	videoId?: string;
	/** Size of the file; undefined where nobody tells it and its end has not been seen yet. */
	totalBytes?: number;
	/** Bytes known to have arrived, in this run and before. */
	arrivedBytes: number;
	/** Bytes that had arrived before this run. */
	readonly resumedBytes: number;
	/** Requests of this run known to have arrived: chunks, or 1 for a single request. */
	requests: number;
	/** Requests sent again. */
	retries: number;
	/**
	 * True when the first request of an upload with a delegated token was sent again without an
	 * answer to the one before: the service may hold an unfinished or a second copy.
	 */
	possibleCopy: boolean;
	/** Requests that have ended for good without anybody knowing whether their bytes have arrived. */
	unanswered: number;
	/**
	 * True when the service refused bytes that it has after a try in doubt, and nobody could be asked
	 * whether they are all of the request's: with a delegated token alone.
	 */
	unconfirmed: boolean;
}

/** How far an upload has come whose file's size is known. */
export interface SizedProgress extends Progress {
	totalBytes: number;
}

/** What is known of the tries of a request. */
type Tried = Pick<Patience, 'milliseconds' | 'ranOut' | 'othersMs' | 'keepTryingMs' | 'countsMs'>;

/** The upload has stopped for good. Says why and what has arrived; words for people are made elsewhere. */
export class UploadStopped extends Error {
	constructor(
		readonly reason: StopReason,
		readonly progress: Readonly<Progress>,
		/** The last outcome, which led to the stop. */
		readonly outcome: Outcome,
		/** How often the last request was sent. */
		readonly tries: number,
		/** Of the last request. */
		private readonly patience?: Tried,
	) {
		super(`The upload has stopped: ${reason}`);
	}

	/** For how long the last request was tried, in milliseconds, without the waits for its turn. */
	get triedMs(): number {
		return this.patience?.milliseconds ?? 0;
	}

	/** Where it was given up because others had met the same outage: for how long they had, in milliseconds. */
	get othersMs(): number {
		return this.patience?.othersMs ?? 0;
	}

	/** Whether an outage has lasted longer than it was to be waited out. */
	get outlasted(): boolean {
		return this.patience?.ranOut ?? false;
	}

	/** How long it was to be waited out, in milliseconds, and how much of a longer time would have counted. */
	get patienceMs(): Pick<Patience, 'keepTryingMs' | 'countsMs'> {
		const { keepTryingMs = 0, countsMs = Infinity } = this.patience ?? {};
		return { keepTryingMs, countsMs };
	}
}
