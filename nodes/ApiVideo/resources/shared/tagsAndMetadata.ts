import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { isRecord } from '../../upload';

/** A key and a value that describe a video. */
export interface MetadataEntry {
	readonly key: string;
	readonly value: string;
}

/** The field for tags. */
export const tagsField: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	default: '',
	placeholder: 'e.g. maths, string theory',
	description: 'Tags, separated by commas. An expression may also give a list.',
};

/** The field for metadata. */
export const metadataField: INodeProperties = {
	displayName: 'Metadata',
	name: 'metadata',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add metadata',
	default: {},
	description: 'Keys and values by which videos can be found again',
	options: [
		{
			displayName: 'Metadata',
			name: 'metadataValues',
			values: [
				{
					displayName: 'Key',
					name: 'key',
					type: 'string',
					default: '',
					placeholder: 'e.g. Author',
					description: 'What the entry is called',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. John Doe',
					description: 'What the entry says',
				},
			],
		},
	],
};

/**
 * @param value text with commas, or a list from an expression
 * @returns the tags without blanks around them, each once
 */
export function readTags(value: unknown): string[] {
	const parts = Array.isArray(value)
		? value.map((tag) => String(tag ?? ''))
		: String(value ?? '').split(',');
	return [...new Set(parts.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
}

/**
 * @param value what {@link metadataField} holds, or a list of keys and values from an expression
 * @returns the entries that have a key
 * @throws Trouble when it is neither
 */
export function readMetadata(value: unknown): MetadataEntry[] {
	const entries = isRecord(value) ? (value.metadataValues ?? onlyIfEmpty(value)) : (value ?? []);
	if (!Array.isArray(entries)) throw notMetadata();
	return entries
		.filter(isRecord)
		.filter(({ key }) => String(key ?? '').trim() !== '')
		.map(({ key, value: text }) => ({ key: String(key).trim(), value: String(text ?? '') }));
}

/** The editor stores an empty object for metadata without entries; any other object is something else. */
function onlyIfEmpty(value: Record<string, unknown>): unknown[] | undefined {
	return Object.keys(value).length === 0 ? [] : undefined;
}

function notMetadata(): Trouble {
	return new Trouble(
		'Metadata is not a list of keys and values',
		'Add the entries in the form, or let the expression give a list such as [{ key: "Author", value: "John" }].',
	);
}
