import type { INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { isBlank, written } from '../../values/text';

/** The text that stands for what a video is made of, so that a second run finds the video. */
export const idempotencyKeyField = {
	displayName: 'Only Once (Key)',
	name: 'idempotencyKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. drive-1BxiMVs0XRA5nFMdKvBdBZjg',
} as const satisfies INodeProperties;

/**
 * @param given what was added under Options
 * @returns the key without blanks around it; undefined where the option is not there
 * @throws Trouble when the option was added and is empty, or is no text: without a key every run would make a new
 *   video
 */
export function readKey(given: Readonly<Record<string, unknown>>): string | undefined {
	const { name, displayName: label } = idempotencyKeyField;
	if (!Object.hasOwn(given, name)) return undefined;
	const value = given[name];
	const key = typeof value === 'boolean' ? '' : written(value)?.trim();
	if (key) return key;
	const isEmpty = isBlank(value) || (typeof value === 'number' && !Number.isFinite(value));
	const shown = typeof value === 'string' ? '' : `: ${quote(value)}`;
	throw new Trouble(
		`${label} is ${isEmpty ? 'empty' : `not a text that could stand for a file${shown}`}`,
		`Check the expression in ${label}: it must give a text for every item, such as the ID of the file. To go on without a key, remove ${label} from Options. Nothing was sent.`,
	);
}
