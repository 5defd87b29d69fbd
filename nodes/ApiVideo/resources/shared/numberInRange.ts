import { Trouble } from '../../api/trouble';

/**
 * @param value what was entered, or came from an expression
 * @param label of the field in the editor
 * @throws Trouble when it is no number from `min` to `max`
 */
export function numberInRange(value: unknown, label: string, min: number, max: number): number {
	const number = value === '' || value === null ? NaN : Number(value);
	if (number >= min && number <= max) return number;
	const range = max === Infinity ? `from ${min} on` : `from ${min} to ${max}`;
	throw new Trouble(
		`${label} must be a number ${range}, but is '${String(value)}'`,
		`Change ${label}, which may stand under Options, or remove it there to use the default.`,
	);
}
