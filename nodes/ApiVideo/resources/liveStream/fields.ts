import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { playerIdIn, playerThemeField } from '../shared/playerThemeLocator';

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
 * @throws Trouble when it is empty
 */
export function readName(value: unknown, advice: string): string {
	const name = String(value ?? '').trim();
	if (name === '') throw new Trouble('Name is empty', advice);
	return name;
}

/**
 * @param fields what a collection with these fields holds
 * @returns those that go to the API as they are
 * @throws Trouble when Player Theme holds no ID
 */
export function readPlainFields(fields: IDataObject): IDataObject {
	const body: IDataObject = {};
	if (fields.public !== undefined) body.public = fields.public;
	const playerId = playerIdIn(fields.playerId);
	if (playerId !== undefined) body.playerId = playerId;
	return body;
}
