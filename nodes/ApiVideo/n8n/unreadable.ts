import type { Logger } from 'n8n-workflow';
import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import { SourceError } from '../upload';

/** What a message advises where what n8n has kept of a file cannot be read. */
export const BRING_AGAIN =
	'Run the step that brings the file again: what n8n has kept of it is not complete, or cannot be read.';

/**
 * Puts into words that a file cannot be read, where nothing has been sent of it yet.
 *
 * @param error what reading the file threw
 * @param fileName as the user knows it
 * @returns a Trouble with the cause, for the log; or `error` itself where it is no SourceError
 */
export function unreadable(error: unknown, fileName: string): unknown {
	if (!(error instanceof SourceError)) return error;
	const trouble = new Trouble(`${error.message}: ${quote(fileName)}`, BRING_AGAIN);
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
