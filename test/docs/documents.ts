import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's root. */
export const root = resolve(__dirname, '../..');

/** Folders with Markdown of the project; the root itself is looked at without its folders. */
const FOLDERS = [
	'.github',
	'docs',
	'examples',
	'bench',
	'emulator',
	'fileServer',
	'scripts',
	'test',
];

/** @returns all Markdown files of the project, relative to its root */
export function documents(): string[] {
	const here = readdirSync(root);
	const below = FOLDERS.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
			join(folder, file),
		),
	);
	return [...here, ...below].filter((file) => file.endsWith('.md')).sort();
}

export function read(file: string): string {
	return readFileSync(join(root, file), 'utf8');
}

/** @returns Markdown without its code, in which a bracket is no link and a # no heading */
export function withoutCode(text: string): string {
	return text
		.replace(/^( *)(```+|~~~+)[^\n]*\n[^]*?^\1\2 *$/gm, '')
		.replace(/(`+)[^`][^]*?\1/g, '``');
}
