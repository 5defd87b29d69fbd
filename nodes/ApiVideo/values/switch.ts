import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';

const WRITTEN: ReadonlyMap<string, boolean> = new Map([
	['true', true],
	['1', true],
	['false', false],
	['0', false],
]);

/**
 * Reads a switch. Expressions and models often give it as text.
 *
 * @param value true or false, "true" or "false" in any case, 1 or 0
 * @param label of the switch in the editor
 * @returns undefined where nothing was given (null and undefined)
 * @throws Trouble when it is anything else, an empty text too
 */
export function readSwitch(value: unknown, label: string): boolean | undefined {
	if (value === undefined || value === null) return undefined;
	const plain = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
	const read = WRITTEN.get(plain);
	if (read !== undefined) return read;
	throw new Trouble(
		`${label} is neither on nor off: ${quote(value)}`,
		`Switch ${label} on or off, or let the expression give true or false.`,
	);
}
