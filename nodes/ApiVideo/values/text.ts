import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';

/**
 * Reads a text. Numbers and switches are taken as they are written.
 *
 * @param value what was entered, or came from an expression
 * @param label of the field in the editor
 * @returns the text as it is, undefined where nothing was given (null and undefined)
 * @throws Trouble when it is an object, a list, or no number
 */
export function readText(value: unknown, label: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
	throw new Trouble(
		`${label} is not a text: ${quote(value)}`,
		`Let the expression in ${label} give a text. Of an object name the field, as in {{ $json.field }}.`,
	);
}
