import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { isBlank } from '../../values/text';
import type { Operation, OperationContext } from '../operation';
import { numberIn } from '../../values/number';

const SECONDS_PER = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

type Unit = keyof typeof SECONDS_PER;

const ttlField: INodeProperties = {
	displayName: 'Time to Live',
	name: 'ttl',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 2147483647, numberPrecision: 0 },
	default: 1,
	description:
		'How long the token can be used, as a whole number of the unit below. 0 means that it never expires.',
};

const unitField: INodeProperties = {
	displayName: 'Time to Live Unit',
	name: 'ttlUnit',
	type: 'options',
	options: [
		{ name: 'Seconds', value: 'seconds' },
		{ name: 'Minutes', value: 'minutes' },
		{ name: 'Hours', value: 'hours' },
		{ name: 'Days', value: 'days' },
	],
	default: 'hours',
	description: 'The unit in which Time to Live is counted',
};

/** Source: attribute `ttl` of `POST /upload-tokens`. About 68 years. */
const TTL_MAX_SECONDS = 2_147_483_647;

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create delegated token',
	description: 'Create a token that lets someone upload videos without the API key',
	makesNew: true,
	properties: [ttlField, unitField],
	async execute(context) {
		return await createToken(context, readTtl(context));
	},
};

/**
 * Reads Time to Live and its unit.
 *
 * @returns seconds, 0 to 2,147,483,647
 * @throws Trouble when it is no whole number in that range, or there is no such unit
 */
export function readTtl(context: OperationContext): number {
	const unit = context.parameters.choice<Unit>(unitField);
	return ttlSeconds(context.parameters.raw(ttlField), unit);
}

/**
 * @param ttl in seconds; 0 for a token that never expires
 * @throws Trouble from {@link apiRequest}
 */
export async function createToken(
	{ n8n, clock }: OperationContext,
	ttl: number,
): Promise<IDataObject> {
	return await apiRequest(n8n, clock, { method: 'POST', path: '/upload-tokens', body: { ttl } });
}

/**
 * @param amount what was entered, or came from an expression
 * @returns seconds, 0 to 2,147,483,647
 * @throws Trouble when it is no whole number in that range
 */
export function ttlSeconds(amount: unknown, unit: Unit): number {
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
			'The longest is 2,147,483,647 seconds, which is 24,855 days. Enter 0 for a token that never expires.',
		);
	}
	return seconds;
}
