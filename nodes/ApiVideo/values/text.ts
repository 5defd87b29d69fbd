import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';

/** @returns whether nothing was given, or nothing but blanks */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/**
 * @returns a text, number or switch as it is written; undefined for everything else, for a text in which
 *   an expression has put an object: all that is left of it is "[object Object]", and for a whole number
 *   that has lost digits, as IDs of 17 and more do
 */
export function written(value: unknown): string | undefined {
	if (typeof value === 'string') return /\[object \w+\]/.test(value) ? undefined : value;
	const isNumber = typeof value === 'bigint' || (Number.isFinite(value) && !hasLostDigits(value));
	return typeof value === 'boolean' || isNumber ? String(value) : undefined;
}

/** @returns whether it is a whole number beyond 2^53: another one may have been meant */
function hasLostDigits(value: unknown): boolean {
	return Number.isInteger(value) && !Number.isSafeInteger(value);
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
	if (hasLostDigits(value)) {
		return new Trouble(
			`${label} has a number with more digits than n8n keeps of one`,
			'Its last digits are lost by now. Let the step that brings it give it as a text: in JSON, in quotation marks.',
		);
	}
	return new Trouble(
		`${label} ${typeof value === 'string' ? 'has an object in it where a text belongs' : what}`,
		`Let the expression in ${label} give ${wanted}. Of an object name the field, as in {{ $json.field }}.`,
	);
}
