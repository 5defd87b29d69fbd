import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { isBlank, written } from './text';

/** From where to where a number may go, both included. */
export interface NumberRange {
	readonly min: number;
	/** No limit unless given. */
	readonly max?: number;
}

/**
 * Reads a number.
 *
 * @param value what was entered, or came from an expression
 * @param label of the field in the editor
 * @throws Trouble when it is no number in that range, or nothing was given
 */
export function readNumber(value: unknown, label: string, { min, max }: NumberRange): number {
	const number = numberIn(value);
	if (number >= min && number <= (max ?? Infinity)) return number;
	const range = max === undefined ? `from ${min} on` : `from ${min} to ${max}`;
	throw new Trouble(
		`${label} must be a number ${range}, but is ${isBlank(value) ? 'empty' : quote(value)}`,
		`Change ${label}, which may stand under Options, or remove it there to use the default.`,
	);
}

/** @returns a number, or the one that a text consists of; NaN for everything else, such as blanks or a switch */
export function numberIn(value: unknown): number {
	return isBlank(value) || typeof value === 'boolean' ? NaN : Number(written(value) ?? NaN);
}
