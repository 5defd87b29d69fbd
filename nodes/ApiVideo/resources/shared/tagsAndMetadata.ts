import type { INodeProperties } from 'n8n-workflow';
import { quote } from '../../api/quote';
import { isRecord } from '../../upload';
import { readList } from '../../values/list';
import { incompleteRow, readRows } from '../../values/rows';
import { readText } from '../../values/text';

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

/** A row of {@link metadataField}. */
export interface MetadataRow {
	readonly key: string;
	/** Not there where an expression found nothing. */
	readonly value?: string;
}

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
 * @param value what {@link metadataField} holds
 * @returns its rows; undefined where there are none
 * @throws Trouble when a row has no key, or it is anything but rows
 */
export function readMetadataRows(value: unknown): MetadataRow[] | undefined {
	return readRows(value, metadataField)?.map((row, index) => {
		const key = readText(row.key, 'Key')?.trim();
		if (!key) throw incompleteRow(metadataField, index, 'Key');
		return { key, value: readText(row.value, `Value of ${quote(key)}`) };
	});
}

/**
 * @param value what {@link metadataField} holds
 * @returns entries for a video that has none yet; undefined where there are none
 * @throws Trouble when a row has no key, or it is anything but rows
 */
export function readNewMetadata(value: unknown): MetadataEntry[] | undefined {
	return readMetadataRows(value)?.map(({ key, value: text = '' }) => ({ key, value: text }));
}

/** @returns what a video has as its `metadata`; the service is not asked to explain itself */
export function readMetadata(metadata: unknown): MetadataEntry[] {
	if (!Array.isArray(metadata)) return [];
	return (metadata as unknown[])
		.filter(isRecord)
		.map(({ key, value }) => ({ key: String(key), value: String(value ?? '') }));
}
