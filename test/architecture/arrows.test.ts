import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { circles } from './circles';
import { importsOf, root, sources, type Import } from './imports';

// Dependencies point one way: resources -> n8n -> values -> api -> upload. Who skips a step is welcome.
const NODE = 'nodes/ApiVideo';
const FOLDERS = ['upload', 'api', 'values', 'n8n', 'resources', 'trigger'];

/** Which folders a folder may import from, itself included. */
const ARROWS: Record<string, string[]> = {
	upload: ['upload'],
	api: ['api', 'upload'],
	values: ['values', 'api', 'upload'],
	n8n: ['n8n', 'values', 'api', 'upload'],
	resources: ['resources', 'n8n', 'values', 'api', 'upload'],
	trigger: ['trigger', 'resources', 'n8n', 'values', 'api', 'upload'],
};
const PACKAGES = ['n8n-workflow', 'node:crypto'];

const inside = (folder: string) => (path: string) => path.startsWith(`${NODE}/${folder}/`);
const importsBelow = (folder: string): Import[] => sources(folder).flatMap(importsOf);
const written = ({ from, to }: Import): string => `${from} -> ${to}`;

test.each(FOLDERS)('%s imports only what the arrows allow', (folder) => {
	const imports = importsBelow(`${NODE}/${folder}`);
	expect(sources(`${NODE}/${folder}`)).not.toEqual([]);
	const forbidden = imports.filter(
		({ to, isPackage }) => !isPackage && !ARROWS[folder].some((target) => inside(target)(to)),
	);
	expect(forbidden.map(written)).toEqual([]);
});

test('upload knows neither n8n nor any other package', () => {
	const packages = importsBelow(`${NODE}/upload`).filter(({ isPackage }) => isPackage);
	expect(packages.map(written)).toEqual([]);
});

test('nodes and credentials import no package but n8n-workflow and node:crypto', () => {
	const imports = ['nodes', 'credentials'].flatMap(importsBelow);
	const packages = imports.filter(({ to, isPackage }) => isPackage && !PACKAGES.includes(to));
	expect(packages.map(written)).toEqual([]);
});

test('nodes and credentials import nothing outside their folders', () => {
	const outside = ['nodes', 'credentials']
		.flatMap(importsBelow)
		.filter(({ to, isPackage }) => !isPackage && !/^(nodes|credentials)\//.test(to));
	expect(outside.map(written)).toEqual([]);
});

test('one file asks n8n for parameters', () => {
	const asking = sources('nodes').filter((file) =>
		/getNodeParameter/.test(readFileSync(join(root, file), 'utf8')),
	);
	expect(asking).toEqual([`${NODE}/n8n/parameters.ts`]);
});

test('no file imports itself in a circle', () => {
	const targets = new Map<string, string[]>();
	for (const file of ['nodes', 'credentials'].flatMap(sources)) {
		const values = importsOf(file).filter(({ isPackage, typeOnly }) => !isPackage && !typeOnly);
		targets.set(
			file,
			values.map(({ to }) => to),
		);
	}
	expect(circles(targets)).toEqual([]);
});
