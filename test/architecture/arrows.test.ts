/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

test('what resources share imports none of them', () => {
	const shared = `${NODE}/resources/shared`;
	expect(sources(shared)).not.toEqual([]);
	const ofResources = importsBelow(shared).filter(({ to }) =>
		new RegExp(`^${NODE}/resources/(?!shared/)[^/]+/`).test(to),
	);
	expect(ofResources.map(written)).toEqual([]);
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

test('every operation of a resource is registered in its index', () => {
	const folders = readdirSync(join(root, NODE, 'resources'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== 'shared')
		.map(({ name }) => `${NODE}/resources/${name}`);
	expect(folders).not.toEqual([]);
	for (const folder of folders) {
		const files = sources(folder);
		expect(files).toContain(`${folder}/index.ts`);
		// What several operations share is imported by them; an operation only by the index.
		const imported = new Set(files.flatMap(importsOf).map(({ to }) => to));
		const forgotten = files.filter((file) => file !== `${folder}/index.ts` && !imported.has(file));
		expect(forgotten).toEqual([]);
	}
});

/** Paths that lead from a file back to itself. */
function circles(targets: Map<string, string[]>): string[] {
	const found: string[] = [];
	const done = new Set<string>();
	const walk = (file: string, path: string[]): void => {
		const start = path.indexOf(file);
		if (start >= 0) found.push([...path.slice(start), file].join(' -> '));
		if (start >= 0 || done.has(file)) return;
		for (const target of targets.get(file) ?? []) walk(target, [...path, file]);
		done.add(file);
	};
	for (const file of targets.keys()) walk(file, []);
	return found;
}
