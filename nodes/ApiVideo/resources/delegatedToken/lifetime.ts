import type { INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import type { Parameters } from '../../n8n/parameters';
import { numberIn } from '../../values/number';
import { isBlank } from '../../values/text';
import { SECONDS_PER, unitField, type DurationFields, type Unit } from './duration';

/** Source: attribute `ttl` of `POST /upload-tokens`. About 68 years. */
export const TTL_MAX_SECONDS = 2_147_483_647;

/**
 * @param name how workflows store it. The editor hands a value on to the next operation that has a field of the
 *   same name, so where another default matters, another name is needed.
 * @returns the fields that say how long a token can be used
 */
export function lifetimeFields(name: string, amount: number, unit: Unit): DurationFields {
	const field: INodeProperties = {
		displayName: 'Time to Live',
		name,
		type: 'number',
		typeOptions: { minValue: 0, maxValue: TTL_MAX_SECONDS, numberPrecision: 0 },
		default: amount,
		description:
			'How long the token can be used, as a whole number of the unit below. 0 means that it never expires.',
	};
	return { amount: field, unit: unitField(field, ['seconds', 'minutes', 'hours', 'days'], unit) };
}

/**
 * Reads Time to Live and its unit.
 *
 * @returns seconds, 0 to {@link TTL_MAX_SECONDS}
 * @throws Trouble when it is no whole number in that range, nothing was given, or there is no such unit
 */
export function readLifetime(parameters: Parameters, { amount, unit }: DurationFields): number {
	const unitName = parameters.choice<Unit>(unit);
	return lifetimeSeconds(parameters.raw(amount), unitName);
}

/**
 * @param amount what was entered, or came from an expression
 * @returns seconds, 0 to {@link TTL_MAX_SECONDS}
 * @throws Trouble when it is no whole number in that range, or nothing was given
 */
export function lifetimeSeconds(amount: unknown, unit: Unit): number {
	const given = numberIn(amount);
	if (!Number.isInteger(given) || given < 0) {
		throw new Trouble(
			`Time to Live must be a whole number from 0, but is ${isBlank(amount) ? 'empty' : quote(amount)}`,
			'Enter a whole number, such as 1, and choose a smaller unit for what lies between: 90 Minutes instead of 1.5 Hours. 0 makes a token that never expires.',
		);
	}
	const seconds = given * SECONDS_PER[unit];
	if (seconds > TTL_MAX_SECONDS) {
		throw new Trouble(
			`Time to Live is too long: ${given} ${unit}`,
			`The longest is ${written(TTL_MAX_SECONDS)} seconds, which is ${written(Math.floor(TTL_MAX_SECONDS / SECONDS_PER.days))} days. Enter 0 for a token that never expires.`,
		);
	}
	return seconds;
}

function written(count: number): string {
	return count.toLocaleString('en-US');
}
