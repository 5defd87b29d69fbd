import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { readAddress, type AddressKind } from '../../values/address';
import { incompleteRow, readJsonRows, readRows, type Row } from '../../values/rows';
import { readSecret, readText } from '../../values/text';
import { listActionField, type ListAction } from '../shared/listAction';

/** Another service to which a live stream is passed on. */
export interface Restream extends IDataObject {
	readonly name: string;
	readonly serverUrl: string;
	readonly streamKey: string;
}

/** Source: attribute `restreams` of `POST /live-streams`. */
const RESTREAMS_MAX = 5;

const SERVER: AddressKind = {
	schemes: ['rtmp', 'rtmps'],
	name: 'the address of a streaming server',
	needsPath: true,
};

const SERVER_ADVICE =
	'It begins with rtmp:// or rtmps:// and ends with the name of the app, as in rtmp://my.broadcast.example.com/app.';

/** The field for restreams. */
export const restreamsField: INodeProperties = {
	displayName: 'Restreams',
	name: 'restreams',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add restream',
	default: {},
	description:
		'Other services to pass the live stream on to, at most 5. One expression that gives all of them belongs into Restreams (JSON).',
	options: [
		{
			displayName: 'Restream',
			name: 'restreamValues',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. YouTube',
					description: 'A name for the service, of your choice',
				},
				{
					displayName: 'Server URL',
					name: 'serverUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. rtmp://my.broadcast.example.com/app',
					description: 'Where the service takes streams, with the name of the app at the end',
				},
				{
					displayName: 'Stream Key',
					name: 'streamKey',
					type: 'string',
					typeOptions: { password: true },
					default: '',
					placeholder: 'e.g. dw-dew8-q6w9-k67w-1ws8',
					description: 'The key that the service gave you for this stream',
				},
			],
		},
	],
};

/** The field for restreams that come out of one expression: n8n does not hand such a one over in rows. */
export const restreamsJsonField: INodeProperties = {
	displayName: 'Restreams (JSON)',
	name: 'restreamsJson',
	type: 'json',
	default: '',
	placeholder:
		'e.g. [{"name": "Twitch", "serverUrl": "rtmp://twitch.broadcast.example.com/app", "streamKey": "dw-dew8"}]',
	description:
		'The same as Restreams, from one expression or a model: a list of objects with "name", "serverUrl" and "streamKey". Both fields count together.',
};

/** What to do with the restreams that are there, for an update. */
export const restreamsActionField = listActionField({
	displayName: 'Restreams Action',
	name: 'restreamsAction',
	list: 'Restreams',
	entries: 'restreams',
	removed: 'the restreams with these names',
	owner: 'live stream',
});

/**
 * @param fields of a collection that has {@link restreamsField} and {@link restreamsJsonField}
 * @returns the restreams of both as they were entered, without blanks around the texts; undefined where
 *   nothing was given, empty only for JSON without entries
 * @throws Trouble when it is anything but rows, or a row has no name
 */
export function readRestreamsIn(fields: IDataObject): Restream[] | undefined {
	const rows = readRows(fields[restreamsField.name], restreamsField);
	const json = readJsonRows(fields[restreamsJsonField.name], restreamsJsonField);
	if (!rows && !json) return undefined;
	return [
		...(rows ?? []).map(inField(restreamsField)),
		...(json ?? []).map(inField(restreamsJsonField)),
	];
}

function inField(field: INodeProperties): (row: Row, index: number) => Restream {
	return ({ name, serverUrl, streamKey }, index) => {
		const restream = {
			name: readText(name, 'Name')?.trim() ?? '',
			serverUrl: readText(serverUrl, 'Server URL')?.trim() ?? '',
			streamKey: readSecret(streamKey, 'Stream Key')?.trim() ?? '',
		};
		if (restream.name === '') throw incompleteRow(field, index, 'Name');
		return restream;
	};
}

/** @returns what a live stream has as its `restreams`, as far as the API takes it back */
export function presentRestreams(restreams: unknown): Restream[] {
	if (!Array.isArray(restreams)) return [];
	return (restreams as Restream[]).map(({ name, serverUrl, streamKey }) => ({
		name,
		serverUrl,
		streamKey,
	}));
}

/**
 * @returns the restreams after the action. One that is added takes the place of one with the same
 *   name; for removing only the name counts.
 */
export function mergeRestreams(
	present: readonly Restream[],
	given: readonly Restream[],
	action: ListAction,
): Restream[] {
	if (action === 'replace') return [...given];
	const names = new Set(given.map(({ name }) => name));
	const others = present.filter(({ name }) => !names.has(name));
	return action === 'remove' ? others : [...others, ...given];
}

/**
 * Checks restreams that were entered, by the rules of the API.
 *
 * @returns them, with their addresses as `URL` writes them
 * @throws Trouble that names the restream and its field; it does not repeat a stream key
 */
export function checkRestreams(restreams: readonly Restream[]): Restream[] {
	checkCount(restreams);
	return restreams.map(({ name, serverUrl, streamKey }) => {
		const which = quote(name);
		if (streamKey === '') {
			throw new Trouble(
				`Stream Key of restream ${which} is empty`,
				'Every restream needs a Name, a Server URL and a Stream Key. Fill it in, or remove the restream.',
			);
		}
		const label = `Server URL of restream ${which}`;
		return { name, serverUrl: readAddress(serverUrl, label, SERVER_ADVICE, SERVER), streamKey };
	});
}

/** @throws Trouble when there are more than the API takes */
export function checkCount({ length }: readonly Restream[]): void {
	if (length > RESTREAMS_MAX) {
		throw new Trouble(
			`There are too many Restreams: ${length}`,
			`A live stream can be passed on to ${RESTREAMS_MAX} services at most. Remove ${length - RESTREAMS_MAX} of them.`,
		);
	}
}
