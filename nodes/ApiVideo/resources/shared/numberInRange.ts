import { Trouble } from '../../api/trouble';
import { quote } from '../../api/quote';
import { isBlank, written } from '../../values/text';

/**
 * @param value what was entered, or came from an expression
 * @param label of the field in the editor
 * @throws Trouble when it is no number from `min` to `max`
 */
export function numberInRange(value: unknown, label: string, min: number, max: number): number {
	const number = readNumber(value);
	if (number >= min && number <= max) return number;
	const range = max === Infinity ? `from ${min} on` : `from ${min} to ${max}`;
	throw new Trouble(
		`${label} must be a number ${range}, but is ${isBlank(value) ? 'empty' : quote(value)}`,
		`Change ${label}, which may stand under Options, or remove it there to use the default.`,
	);
}

/** @returns a number, or the one that a text consists of; NaN for everything else, such as blanks or a switch */
export function readNumber(value: unknown): number {
	return isBlank(value) || typeof value === 'boolean' ? NaN : Number(written(value) ?? NaN);
}
