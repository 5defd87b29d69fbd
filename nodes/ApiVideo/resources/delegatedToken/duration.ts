import type { INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import type { Parameters } from '../../n8n/parameters';
import { numberIn } from '../../values/number';
import { isBlank } from '../../values/text';

/** Seconds of each unit that a length of time may be counted in. */
export const SECONDS_PER = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** A unit that a length of time may be counted in. */
export type Unit = keyof typeof SECONDS_PER;

/** The two fields that stand for a length of time. */
export interface DurationFields {
	readonly amount: INodeProperties;
	readonly unit: INodeProperties;
}

/** A century. Dates that lie much further away cannot be written down. */
const LONGEST_SECONDS = 100 * 365 * SECONDS_PER.days;

/** @returns the field for the unit in which another field is counted */
export function unitField(
	{ displayName, name, displayOptions }: INodeProperties,
	units: readonly Unit[],
	first: Unit,
): INodeProperties {
	return {
		displayName: `${displayName} Unit`,
		name: `${name}Unit`,
		type: 'options',
		displayOptions,
		options: units.map((value) => ({ name: value[0].toUpperCase() + value.slice(1), value })),
		default: first,
		description: `The unit in which ${displayName} is counted`,
	};
}

/**
 * Reads a length of time that need not be a whole number.
 *
 * @param zero whether it may be 0
 * @returns milliseconds, up to a century
 * @throws Trouble when it is no number in that range, nothing was given, or there is no such unit
 */
export function readDuration(
	parameters: Parameters,
	{ amount, unit }: DurationFields,
	{ zero }: { zero: boolean },
): number {
	const entered = parameters.raw(amount);
	const unitName = parameters.choice<Unit>(unit);
	const seconds = numberIn(entered) * SECONDS_PER[unitName];
	if (seconds <= LONGEST_SECONDS && (seconds > 0 || (zero && seconds === 0))) return seconds * 1000;
	const { displayName: label } = amount;
	const shown = isBlank(entered) ? 'empty' : quote(entered);
	throw new Trouble(
		seconds > LONGEST_SECONDS
			? `${label} is longer than a century: ${shown} ${unitName}`
			: `${label} must be a number ${zero ? 'from 0' : 'above 0'}, but is ${shown}`,
		`Enter ${label} as a number of ${unitName}, such as 1. No token was made and none was deleted.`,
	);
}

/** @returns a length of time for a message, such as "36 hours" or "7.5 days" */
export function inWords(milliseconds: number): string {
	return counted(milliseconds, (amount) => Math.round(amount * 10) / 10);
}

/** @returns the same, rounded up to a whole number */
export function inWholeUnits(milliseconds: number): string {
	return counted(milliseconds, Math.ceil);
}

function counted(milliseconds: number, round: (amount: number) => number): string {
	const seconds = milliseconds / 1000;
	const units = ['days', 'hours', 'minutes', 'seconds'] as const;
	const unit = units.find((one) => seconds >= SECONDS_PER[one]) ?? 'seconds';
	const amount = round(seconds / SECONDS_PER[unit]);
	return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}
