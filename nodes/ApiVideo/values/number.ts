import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { isBlank, written } from './text';

/** From where to where a number may go, both included. */
export interface NumberRange {
	readonly min: number;
	/** No limit unless given. */
	readonly max?: number;
	/** Whether what is counted cannot be divided: a fraction is refused, and never rounded. */
	readonly whole?: true;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a number.
 *
 * @param value what was entered, or came from an expression
 * @param label of the field in the editor
 * @throws Trouble when it is no number in that range, or nothing was given
 */
export function readNumber(value: unknown, label: string, range: NumberRange): number {
	const { min, max, whole } = range;
	const number = numberIn(value);
	const inRange = number >= min && number <= (max ?? Infinity);
	if (inRange && (!whole || Number.isInteger(number))) return number;
	const kind = whole ? 'a whole number' : 'a number';
	const limits = max === undefined ? `from ${min} on` : `from ${min} to ${max}`;
	throw new Trouble(
		`${label} must be ${kind} ${limits}, but is ${isBlank(value) ? 'empty' : quote(value)}`,
		`Enter such a number as ${label}, or let the expression give one. Where it stands under Options it can also be removed.`,
	);
}

/**
 * @returns a number, or the one that a text consists of, in decimals; NaN for everything else, such as
 *   blanks, a switch, or a text with a unit
 */
export function numberIn(value: unknown): number {
	const text = typeof value === 'boolean' ? '' : (written(value)?.trim() ?? '');
	const number = DECIMAL.test(text) ? Number(text) : NaN;
	return Number.isFinite(number) ? number : NaN;
}
