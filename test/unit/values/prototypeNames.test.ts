import {
	joinMetadata,
	readMetadataJson,
	readMetadataRows,
} from '../../../nodes/ApiVideo/values/metadata';
import { readRows, type RowsField } from '../../../nodes/ApiVideo/values/rows';

const JSON_FIELD: RowsField = {
	displayName: 'Metadata (JSON)',
	type: 'json',
	placeholder: 'e.g. {}',
};
const rowsNamed = (name: string): RowsField => ({
	displayName: 'Metadata',
	type: 'fixedCollection',
	options: [{ displayName: 'Metadata', name, values: [] }],
});

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
	'a key that every object has is a key like any other: %s',
	(key) => {
		const rows = [{ key, value: 'x' }];

		it('in rows, and in JSON of either form', () => {
			const form = { metadataValues: rows };
			expect(readMetadataRows(form, rowsNamed('metadataValues'))).toEqual(rows);
			expect(readMetadataJson(JSON.stringify(rows), JSON_FIELD)).toEqual(rows);
			expect(readMetadataJson(`{${JSON.stringify(key)}: "x"}`, JSON_FIELD)).toEqual(rows);
		});

		it('is there once', () => {
			expect(joinMetadata(rows, undefined, 'Metadata')).toEqual(rows);
			expect(() => joinMetadata(rows, rows, 'Metadata')).toThrow(`has the key '${key}' twice`);
		});
	},
);

it('rows are not looked for in what an object has inherited', () => {
	expect(() => readRows({ other: 1 }, rowsNamed('constructor'))).toThrow(
		'does not consist of rows',
	);
});
