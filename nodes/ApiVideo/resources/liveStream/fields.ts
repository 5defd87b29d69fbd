import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';

/** The player theme of a live stream. */
export const playerIdField: INodeProperties = {
	displayName: 'Player Theme ID',
	name: 'playerId',
	type: 'string',
	default: '',
	placeholder: 'e.g. pl45KFKdlddgk654dspkze',
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
 * @throws Trouble when Player Theme ID is there, but empty
 */
export function readPlainFields(fields: IDataObject): IDataObject {
	const body: IDataObject = {};
	if (fields.public !== undefined) body.public = fields.public;
	if (fields.playerId !== undefined) body.playerId = String(fields.playerId ?? '').trim();
	if (body.playerId === '') {
		throw new Trouble(
			'Player Theme ID is empty',
			'Enter the ID of a player theme, which looks like pl45KFKdlddgk654dspkze, or remove the field.',
		);
	}
	return body;
}
