import type { INodeProperties } from 'n8n-workflow';
import { readFilled } from '../../values/text';
import { playerThemeField } from '../playerTheme/playerThemeLocator';

/** The name of a live stream. */
export const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. My Live Stream',
	description: 'The name of the live stream',
};

/** The player theme of a live stream. */
export const playerIdField: INodeProperties = {
	...playerThemeField,
	description: 'The player theme that shows the live stream',
};

/** Who may watch a live stream. */
export const publicField: INodeProperties = {
	displayName: 'Public',
	name: 'public',
	type: 'boolean',
	default: true,
	description:
		'Whether everybody can watch the live stream. A private one needs a private token for each play session.',
};

/**
 * @param value what Name holds
 * @param advice what to do when it is empty
 * @throws Trouble when it is empty, or no text
 */
export function readName(value: unknown, advice: string): string {
	return readFilled(value, nameField.displayName, advice);
}
