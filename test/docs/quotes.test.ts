import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { documents, read, root } from './documents';

/** Code that is quoted: the file in backticks on a line of its own, and the blocks that follow. */
const QUOTES = /^`([^`\n]+)`\n((?:\n```ts\n[^]*?\n```\n)+)/gm;
const BLOCKS = /```ts\n([^]*?)\n```/g;

const quotes = documents().flatMap((document) =>
	[...read(document).matchAll(QUOTES)].flatMap(([, file, blocks]) =>
		[...blocks.matchAll(BLOCKS)].map(([, code]) => [document, file, code] as const),
	),
);

/** `npm run format` takes out what all lines of a quotation are indented by. */
const unindented = (text: string) => text.replace(/^\t+/gm, '');

test('the worked example quotes all that an operation consists of', () => {
	const files = quotes.filter(([document]) => document === 'docs/adding-an-operation.md');
	expect(new Set(files.map(([, file]) => file)).size).toBe(7);
});

test.each(quotes)('%s quotes %s as it is', (_document, file, code) => {
	expect(unindented(`\n${read(file)}`)).toContain(unindented(`\n${code}\n`));
});

/** Names of files in documents that tell of the code; the changelog tells of what was. */
const FILE_NAME = /`((?:[\w.-]+\/)*[\w.-]+\.(?:ts|mjs|cjs|mts|json|yml|md))`/g;
const ELSEWHERE = ['package.json'];

test('a file that a document names is there', () => {
	const folders = [
		'.ci',
		'.github',
		'bench',
		'credentials',
		'docs',
		'emulator',
		'examples',
		'fileServer',
		'nodes',
		'scripts',
		'test',
	];
	const here = readdirSync(root).filter((name) => existsSync(join(root, name)));
	const below = folders.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
			join(folder, name),
		),
	);
	const files = [...here, ...below].map((name) => `/${name}`);
	const told = documents().filter((document) => document !== 'CHANGELOG.md');
	const missing = told.flatMap((document) =>
		[
			...read(document)
				.replace(/^```[^]*?^```$/gm, '')
				.matchAll(FILE_NAME),
		]
			.map(([, name]) => name)
			.filter(
				(name) => !ELSEWHERE.includes(name) && !files.some((file) => file.endsWith(`/${name}`)),
			)
			.map((name) => `${document}: ${name}`),
	);
	expect(missing).toEqual([]);
});
