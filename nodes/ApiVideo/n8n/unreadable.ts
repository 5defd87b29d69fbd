import { quote } from '../api/quote';
import { Trouble } from '../api/trouble';
import { SourceError } from '../upload';

/** What a message advises where what n8n has kept of a file cannot be read. */
const BRING_AGAIN =
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
