import type { Logger } from 'n8n-workflow';
import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import { SourceError } from '../upload';

/** What a message advises where what n8n has kept of a file cannot be read. */
const BRING_AGAIN =
	'Run the step that brings the file again: what n8n has kept of it is not complete, or cannot be read.';

/** What is known of a file that cannot be read. */
interface Why {
	/** Whether opening the file again may help. */
	readonly passes?: boolean;
	/** Whether another file has taken its place: what has arrived of the one before must not be gone on with. */
	readonly isAnother?: boolean;
	/** For the log. */
	readonly cause?: unknown;
}

/** A file that cannot be read for a reason that has advice of its own. */
export class Unreadable extends SourceError {
	readonly passes: boolean;
	readonly isAnother: boolean;

	/**
	 * @param message what happened, as in "The file server at https://files.example no longer has the file"
	 * @param advice what to do about it, in full sentences
	 */
	constructor(
		message: string,
		readonly advice: string,
		{ passes = false, isAnother = false, cause }: Why = {},
	) {
		super(message, { cause });
		this.passes = passes;
		this.isAnother = isAnother;
	}
}

/**
 * @param ifUnreadable of the source
 * @returns what to do where a file cannot be read
 */
export function adviceOn(error: SourceError, ifUnreadable = BRING_AGAIN): string {
	return error instanceof Unreadable ? error.advice : ifUnreadable;
}

/**
 * Puts into words that a file cannot be read, where nothing has been sent of it yet.
 *
 * @param error what reading the file threw
 * @param fileName as the user knows it
 * @param ifUnreadable of the source
 * @returns a Trouble with the cause, for the log; or `error` itself where it is no SourceError
 */
export function unreadable(error: unknown, fileName: string, ifUnreadable?: string): unknown {
	if (!(error instanceof SourceError)) return error;
	const trouble = new Trouble(
		`${error.message}: ${quote(fileName)}`,
		adviceOn(error, ifUnreadable),
	);
	return Object.assign(trouble, { cause: error });
}

/**
 * Logs what n8n said about a file that it could not hand out: the message is for people who build workflows.
 *
 * @param error whatever ended a step; nothing is logged of what is not about reading a file
 */
export function logUnreadable(logger: Logger, error: unknown): void {
	const read = error instanceof Trouble ? error.cause : error;
	if (!(read instanceof SourceError)) return;
	logger.error(`api.video: ${whatWasSaid(read)}`);
}

/** Storage in the cloud is read by addresses whose query holds a signature. */
const QUERY = /(\bhttps?:\/\/[^\s?#'"]*)[?#][^\s'"]*/gi;

/** @returns what a log may show of a file that could not be read: the message, and what n8n said */
export function whatWasSaid({ message, cause }: Error): string {
	const said = cause instanceof Error ? `${message}: ${cause.message}` : message;
	return said.replace(QUERY, '$1');
}
