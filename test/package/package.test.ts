import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, filesBelow, install, load, type Installed, type Loaded } from './packed';

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
	scripts: Record<string, string>;
	dependencies?: Record<string, string>;
	peerDependencies: Record<string, string>;
}

let installed: Installed;
let files: string[];
let manifest: Manifest;
let cached: Loaded | undefined;

beforeAll(() => {
	build();
	installed = install();
	files = filesBelow(installed.directory);
	manifest = JSON.parse(
		readFileSync(join(installed.directory, 'package.json'), 'utf8'),
	) as Manifest;
});
afterAll(() => installed && rmSync(installed.folder, { recursive: true, force: true }));

const loaded = (): Loaded => (cached ??= load(installed));
const inPackage = (...path: string[]): boolean => existsSync(join(installed.directory, ...path));

test('holds its manifest, README, licence and dist, and nothing else', () => {
	const expected = ['package.json', 'README.md', 'LICENSE.md'];
	expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual(expected.sort());
});

test('dist holds what n8n loads and nothing that tests or emulates it', () => {
	const outOfPlace = files.filter(
		(file) =>
			file.startsWith('dist/') &&
			!/^dist\/(nodes|credentials|icons)\/.*\.(js|d\.ts|json|svg|png)$/.test(file),
	);
	expect(outOfPlace).toEqual([]);
	expect(files.filter((file) => /\b(test|spec|emulator|bench)\b/i.test(file))).toEqual([]);
});

test('lists nodes and credentials that exist, and all that exist', () => {
	const listed = [...manifest.n8n.nodes, ...manifest.n8n.credentials].sort();
	const present = files.filter((file) => /\.(node|credentials)\.js$/.test(file)).sort();
	expect(listed).toEqual(present);
});

test('every class loads with n8n-workflow alone beside the package, and needs nothing else', () => {
	expect(loaded().nodes.map(({ file }) => file)).toEqual(manifest.n8n.nodes);
	expect(loaded().credentials.map(({ file }) => file)).toEqual(manifest.n8n.credentials);
	const allowed = ['n8n-workflow', 'node:crypto', 'crypto'];
	expect(loaded().required.filter((name) => !allowed.includes(name))).toEqual([]);
});

test('every node and credential has a light and a dark icon that is in the package', () => {
	const missing = [...loaded().nodes, ...loaded().credentials].flatMap(({ file, icons }) =>
		icons
			.map((icon) => icon?.replace(/^file:/, '') ?? '(none)')
			.filter((icon) => !inPackage(dirname(file), icon))
			.map((icon) => `${file}: ${icon}`),
	);
	expect(missing).toEqual([]);
	const counts = [...loaded().nodes, ...loaded().credentials].map(({ icons }) => icons.length);
	expect(new Set(counts)).toEqual(new Set([2]));
});

test('every node has its codex file', () => {
	const missing = manifest.n8n.nodes.filter((file) => !inPackage(file.replace(/\.js$/, '.json')));
	expect(missing).toEqual([]);
});

test('has no runtime dependency and no script that runs on installation', () => {
	expect(Object.keys(manifest.dependencies ?? {})).toEqual([]);
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	const onInstall = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
	expect(onInstall.filter((name) => name in manifest.scripts)).toEqual([]);
});
