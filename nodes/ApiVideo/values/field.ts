import type { INodeProperties } from 'n8n-workflow';
import { readChoice } from './choice';
import { readChoices } from './choices';
import { readSwitch } from './switch';
import { readText } from './text';

/**
 * Reads the value of a field by the type that the editor knows: switch, choice, several choices, or text.
 *
 * @returns undefined where nothing was given (null and undefined)
 * @throws Trouble when it is something else
 */
export function readField(
	value: unknown,
	field: Pick<INodeProperties, 'displayName' | 'options' | 'type'>,
): string | boolean | string[] | undefined {
	if (value === undefined || value === null) return undefined;
	switch (field.type) {
		case 'boolean':
			return readSwitch(value, field.displayName);
		case 'options':
			return readChoice(value, field);
		case 'multiOptions':
			return readChoices(value, field);
		default:
			return readText(value, field.displayName);
	}
}
