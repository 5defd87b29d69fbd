import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../lib/folders.mjs';
import { markOf, type Finding } from './findings';

/** Characters of what was seen that stand on a page. */
const LONGEST = 300;

/**
 * Writes a page of the project that a proof has made.
 *
 * @param path relative to the project
 */
export async function writePage(path: string, markdown: string) {
	const { format, resolveConfig } = await import('prettier');
	const file = join(projectFolder, path);
	await writeFile(file, await format(markdown, { ...(await resolveConfig(file)), filepath: file }));
	console.log(`Written: ${path}`);
}

/**
 * @param rows a bar in a cell is shown as one, and ends no cell
 * @returns lines of Markdown
 */
export function asTable(head: string[], rows: string[][]): string[] {
	return [head, head.map(() => '---'), ...rows].map(
		(cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
	);
}

/** @returns lines of Markdown */
export const asFindings = (findings: Finding[]): string[] =>
	asTable(
		['what was looked at', '', 'what was seen'],
		findings.map((finding) => {
			const mark = markOf(finding);
			return [finding.title, mark === 'not ok' ? `**${mark}**` : mark, plain(finding.seen)];
		}),
	);

/** One line without what differs from machine to machine. */
export function plain(seen: string) {
	const line = seen
		.replaceAll(/\s+/g, ' ')
		.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1')
		.replaceAll(/(?:\/[\w.-]+)*\/n8n-nodes-apivideo-[\w-]+/g, '…');
	return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
