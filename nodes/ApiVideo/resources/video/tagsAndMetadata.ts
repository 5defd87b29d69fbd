import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../upload';
import { readList } from '../../values/list';
import {
	joinMetadata,
	readMetadataJson,
	readMetadataRows,
	type MetadataRow,
} from '../../values/metadata';

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
	description:
		'Tags, separated by commas. A list in JSON, such as ["a, b", "c"], is understood as well, for tags with a comma, and so is a list from an expression.',
};

/** The field for metadata. */
export const metadataField: INodeProperties = {
	displayName: 'Metadata',
	name: 'metadata',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add metadata',
	default: {},
	description:
		'Keys and values by which videos can be found again. One expression that gives all of them belongs into Metadata (JSON).',
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

/** The field for metadata that comes out of one expression: n8n does not hand such a one over in rows. */
export const metadataJsonField: INodeProperties = {
	displayName: 'Metadata (JSON)',
	name: 'metadataJson',
	type: 'json',
	default: '',
	placeholder: 'e.g. {"Year": "2026"}',
	description:
		'The same as Metadata, from one expression or a model: an object of keys and values, or a list of objects with "key" and "value". Both fields count together, and a key may be there once.',
};

/**
 * @param value what {@link tagsField} holds
 * @returns the tags without blanks around them, each once; undefined where nothing was given
 * @throws Trouble when it is no list of texts, or holds nothing but empty ones
 */
export function readTags(value: unknown): string[] | undefined {
	const tags = readList(value, tagsField.displayName);
	return tags && [...new Set(tags)];
}

/**
 * @param fields of a collection that has {@link metadataField} and {@link metadataJsonField}
 * @returns what both hold together; undefined where nothing was given, empty only for JSON without entries
 * @throws Trouble when a row has no key, a key is there twice, or it is anything but keys and values
 */
export function readMetadataIn(fields: IDataObject): MetadataRow[] | undefined {
	return joinMetadata(
		readMetadataRows(fields[metadataField.name], metadataField),
		readMetadataJson(fields[metadataJsonField.name], metadataJsonField),
		metadataField.displayName,
	);
}

/**
 * @param fields as {@link readMetadataIn} takes them
 * @returns entries for a video that has none yet; undefined where there are none
 * @throws Trouble as {@link readMetadataIn}
 */
export function readNewMetadata(fields: IDataObject): MetadataEntry[] | undefined {
	const rows = readMetadataIn(fields) ?? [];
	if (rows.length === 0) return undefined;
	return rows.map(({ key, value: text = '' }) => ({ key, value: text }));
}

/** @returns what a video has as its `metadata`; the service is not asked to explain itself */
export function readMetadata(metadata: unknown): MetadataEntry[] {
	if (!Array.isArray(metadata)) return [];
	return (metadata as unknown[])
		.filter(isRecord)
		.map(({ key, value }) => ({ key: String(key), value: String(value ?? '') }));
}
