import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The step of examples/upload-page.json that holds the page. */
export const PAGE_STEP = 'Build page';

/**
 * The page as the workflow serves it: one file, as n8n has no place for the others.
 *
 * @throws Error where n8n or the browser would take something in a script or style for what it is not
 */
export async function builtPage(): Promise<string> {
	const page = await sourceOf('index.html');
	const styled = await inlined(page, /<link rel="stylesheet" href="(.+?)" \/>/g, 'style');
	return await inlined(styled, /<script src="(.+?)"><\/script>/g, 'script');
}

async function inlined(html: string, reference: RegExp, tag: 'script' | 'style'): Promise<string> {
	const parts: string[] = [];
	let end = 0;
	for (const match of html.matchAll(reference)) {
		const source = await sourceOf(match[1]);
		const found = /\{\{|\}\}|<\//.exec(source)?.[0];
		if (found)
			throw new Error(`${match[1]} has ${found} in it, which means something in the page.`);
		parts.push(html.slice(end, match.index), `<${tag}>\n${source}</${tag}>`);
		end = match.index + match[0].length;
	}
	return [...parts, html.slice(end)].join('');
}

async function sourceOf(name: string): Promise<string> {
	return await readFile(join(__dirname, name), 'utf8');
}
