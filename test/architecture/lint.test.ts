import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sources } from './imports';

const TEMPLATE = '@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';
const FOLDERS = ['bench', 'credentials', 'emulator', 'fileServer', 'nodes', 'scripts', 'test'];

/** A switch of ESLint in a comment, as it is written. */
const SWITCH = new RegExp(String.raw`/[/*]\s*eslint-disable`);

test('the rules for what ships are the ones that n8n hands out', () => {
	const read = (path: string) => readFileSync(path, 'utf8').trim();
	expect(read(join(root, 'eslint.config.mjs'))).toBe(read(join(root, 'node_modules', TEMPLATE)));
});

test('no file switches a rule off for itself: eslint.project.config.mjs says what holds where', () => {
	const files = FOLDERS.flatMap(sources);
	expect(files.length).toBeGreaterThan(500);
	const switching = files.filter((file) => SWITCH.test(readFileSync(join(root, file), 'utf8')));
	expect(switching).toEqual([]);
});
