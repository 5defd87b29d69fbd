import { isId } from '../upload';
import { Trouble } from './trouble';

/** A kind of thing that is made by `POST`. */
export interface Made {
	/** The field by which the answer names the new one. */
	readonly idField: string;
	/** What it is called in the middle of a sentence: "live stream". */
	readonly what: string;
	/** The operation that shows those that are there. */
	readonly listedBy: string;
}

/** @param what in the middle of a sentence: "live stream" */
export const namesNone = (what: string) => `The answer of the service names no ${what}`;

/**
 * An answer that names nothing says nothing: a proxy or a firewall may have answered in place of the service.
 *
 * @throws Trouble where the answer to a `POST` does not name what was made
 */
export function mustName(answer: Readonly<Record<string, unknown>>, made: Made): void {
	const { idField, what, listedBy } = made;
	if (isId(answer[idField])) return;
	throw new Trouble(
		namesNone(what),
		`One may have been made all the same: look with ${listedBy} before you run the step again. If it stays like this, check the Base URL in the credential and the proxy of n8n.`,
	);
}
