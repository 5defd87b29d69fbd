import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root, sources } from './imports';

// A limit of api.video stands once, in upload/limits.ts, and texts are made of it.

/** A size as it stands in a text. */
const SIZE = /\b\d[\d.,]* (?:[KMGT]i?B|bytes)\b/g;

/** Sizes that no constant stands for. */
const OTHERS = [
	'nodes/ApiVideo/api/explain.ts: 50 MiB', // an example
	'nodes/ApiVideo/api/fileWords.ts: 50 MiB', // an example
	'nodes/ApiVideo/n8n/storedFile.ts: 256 MiB', // of PostgreSQL
];

/** @returns the sizes in the texts of a file, not in its comments */
function sizesIn(file: string, text: string): string[] {
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
			for (const [size] of node.text.matchAll(SIZE)) found.push(`${file}: ${size}`);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
	return found;
}

test.each([
	["throw new Error('at most 30 GiB');", ['x: 30 GiB']],
	['const text = `from ${one} to 5 MiB`;', ['x: 5 MiB']],
	['const text = `${CHUNK_MIN_BYTES / MIB} MiB`; // 5 MiB', []],
])('%s', (text, sizes) => {
	expect(sizesIn('x', text)).toEqual(sizes);
});

test('no text of the node writes out a size that a constant stands for', () => {
	const files = ['nodes', 'credentials'].flatMap(sources);
	const sizes = files.flatMap((file) => sizesIn(file, readFileSync(join(root, file), 'utf8')));
	expect(sizes).toEqual(OTHERS);
});
