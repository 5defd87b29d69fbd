import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './imports';

const FOLDER = join(root, '.github/workflows');
const read = (path: string): string => readFileSync(path, 'utf8');
const used = readdirSync(FOLDER).flatMap((file) =>
	[...read(join(FOLDER, file)).matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action]) => action),
);
const foreign = used.filter((action) => !action.startsWith('./'));

test('actions of others are pinned by the hash of a commit, with their version beside it', () => {
	expect(foreign.length).toBeGreaterThan(0);
	const pinned = /^[\w-]+\/[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
	expect(foreign.filter((action) => !pinned.test(action))).toEqual([]);
});

test('an action has the same hash wherever it is used', () => {
	const names = new Set(foreign.map((action) => action.split('@')[0]));
	expect([...new Set(foreign)]).toHaveLength(names.size);
});

test('CI runs the oldest Node that the package allows, and the one of .nvmrc', () => {
	const ci = parse(read(join(FOLDER, 'ci.yml'))) as {
		jobs: { check: { strategy: { matrix: { node: string[] } } } };
	};
	const { node } = ci.jobs.check.strategy.matrix;
	const { engines } = JSON.parse(read(join(root, 'package.json'))) as { engines: { node: string } };
	expect(node).toContain(engines.node.replace('>=', ''));
	expect(node).toContain(read(join(root, '.nvmrc')).trim());
});
