import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';

/** @returns whether nothing was given, or nothing but blanks */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/**
 * @returns a text, number or switch as it is written; undefined for everything else, and for a text in which
 *   an expression has put an object: all that is left of it is "[object Object]"
 */
export function written(value: unknown): string | undefined {
	if (typeof value === 'string') return /\[object \w+\]/.test(value) ? undefined : value;
	const isPlain = typeof value === 'boolean' || typeof value === 'bigint' || Number.isFinite(value);
	return isPlain ? String(value) : undefined;
}

/**
 * Reads a text. Numbers and switches are taken as they are written.
 *
 * @param value what was entered, or came from an expression
 * @param label of the field in the editor
 * @returns the text as it is, undefined where nothing was given (null and undefined)
 * @throws Trouble when it is an object, a list, or no number
 */
export function readText(value: unknown, label: string): string | undefined {
	return read(value, label, `: ${quote(value)}`);
}

/**
 * Reads a text that nobody may see, such as a stream key: what it is not is not repeated.
 *
 * @param label of the field in the editor
 * @returns the text as it is, undefined where nothing was given (null and undefined)
 * @throws Trouble when it is an object, a list, or no number
 */
export function readSecret(value: unknown, label: string): string | undefined {
	return read(value, label, '');
}

/**
 * Reads a text that must not be empty.
 *
 * @param label of the field in the editor
 * @param advice what to do when it is empty
 * @returns the text without blanks around it
 * @throws Trouble when it is empty, an object, a list, or no number
 */
export function readFilled(value: unknown, label: string, advice: string): string {
	const text = readText(value, label)?.trim();
	if (text) return text;
	throw new Trouble(`${label} is empty`, advice);
}

function read(value: unknown, label: string, shown: string): string | undefined {
	if (value === undefined || value === null) return undefined;
	const text = written(value);
	if (text !== undefined) return text;
	throw noText(value, label, `is not a text${shown}`, 'a text');
}

/**
 * @param what happened, for a value that is no text at all
 * @param wanted as in "let the expression give a text"
 * @returns what to say about something that {@link written} does not write
 */
export function noText(value: unknown, label: string, what: string, wanted: string): Trouble {
	return new Trouble(
		`${label} ${typeof value === 'string' ? 'has an object in it where a text belongs' : what}`,
		`Let the expression in ${label} give ${wanted}. Of an object name the field, as in {{ $json.field }}.`,
	);
}
