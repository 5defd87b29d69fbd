import { apiRequest } from '../../api/client';
import { Trouble } from '../../api/trouble';
import type { Operation } from '../operation';

const SECONDS_PER: Readonly<Record<string, number>> = {
	seconds: 1,
	minutes: 60,
	hours: 3600,
	days: 86_400,
};

/** Source: attribute `ttl` of `POST /upload-tokens`. About 68 years. */
const TTL_MAX_SECONDS = 2_147_483_647;

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create delegated token',
	description: 'Create a token that lets someone upload videos without the API key',
	properties: [
		{
			displayName: 'Time to Live',
			name: 'ttl',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2147483647, numberPrecision: 0 },
			default: 1,
			description:
				'How long the token can be used, as a whole number of the unit below. 0 means that it never expires.',
		},
		{
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
		},
	],
	async execute({ n8n, itemIndex, clock }) {
		const amount = n8n.getNodeParameter('ttl', itemIndex);
		const unit = n8n.getNodeParameter('ttlUnit', itemIndex) as string;
		const ttl = ttlSeconds(amount, unit);
		return await apiRequest(n8n, clock, { method: 'POST', path: '/upload-tokens', body: { ttl } });
	},
};

/**
 * @param amount what was entered, or came from an expression
 * @param unit a key of SECONDS_PER
 * @returns seconds, 0 to 2,147,483,647
 * @throws Trouble when it is no whole number in that range
 */
export function ttlSeconds(amount: unknown, unit: string): number {
	const given = typeof amount === 'string' && amount.trim() !== '' ? Number(amount) : amount;
	if (typeof given !== 'number' || !Number.isInteger(given) || given < 0) {
		throw new Trouble(
			`Time to Live must be a whole number from 0, but is '${String(amount)}'`,
			'Enter a whole number, such as 1, and choose a smaller unit for what lies between: 90 Minutes instead of 1.5 Hours. 0 makes a token that never expires.',
		);
	}
	if (!Object.hasOwn(SECONDS_PER, unit)) {
		throw new Trouble(
			`Time to Live Unit is not known: '${unit}'`,
			`Choose one of these: ${Object.keys(SECONDS_PER).join(', ')}.`,
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
