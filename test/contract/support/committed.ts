import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options, Plugin } from 'prettier';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import { format } from 'prettier/standalone';

export const ROOT = join(__dirname, '../../..');

/** How to accept what changed. The tests write the files then, and git shows what that means. */
export const HOW_TO_UPDATE = 'UPDATE_CONTRACT=1 npm test -- test/contract';

/**
 * Reads a committed file, after making it anew where that was asked for.
 *
 * @param path below the root of the project
 * @param current what the file should hold, where it can be made anew
 * @returns what it holds; nothing when it is not there
 */
export function committed(path: string, current?: string): string {
	const file = join(ROOT, path);
	const update = process.env.UPDATE_CONTRACT === '1';
	if (update && current !== undefined) writeFileSync(file, current);
	return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Formats text as `npm run format` does. */
export async function formatted(text: string, parser: 'json' | 'markdown'): Promise<string> {
	// prettier itself loads its parts in a way that jest does not allow; this build has them at hand.
	const options: Options = jest.requireActual(join(ROOT, '.prettierrc.js'));
	// Its types say nothing of what it holds.
	const plugins = [babel, estree as Plugin, markdown];
	return await format(text, { ...options, parser, plugins });
}
