import { execFileSync } from 'node:child_process';
import {
	mkdtempSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	realpathSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The project's root. */
export const root = resolve(__dirname, '../..');

/** A class that n8n would find in the package. */
export interface Found {
	file: string;
	name: string;
	icons: Array<string | undefined>;
}

/** What `loadPackage.cjs` prints. */
export interface Loaded {
	nodes: Found[];
	credentials: Found[];
	/** Everything but its own files that the package asked Node for. */
	required: string[];
}

/** A package as npm installs it: in a folder where nothing is beside it but `n8n-workflow`. */
export interface Installed {
	folder: string;
	directory: string;
}

/** All files below `directory`, as paths relative to it. */
export function filesBelow(directory: string): string[] {
	return readdirSync(directory, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
		.sort();
}

/** Builds the project, unless `dist` is up to date: a stale one would be judged in its place. */
export function build(): void {
	execFileSync('node', ['--import', 'tsx', join(__dirname, 'build.ts')], { stdio: 'pipe' });
}

/**
 * Packs a built checkout as npm would publish it.
 *
 * @returns the tarball, which lies in `folder`
 */
export function pack(checkout: string, folder: string): string {
	const printed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		cwd: checkout,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ filename }] = JSON.parse(printed) as Array<{ filename: string }>;
	return join(folder, filename);
}

/** Packs the project and unpacks it the way npm would install it. */
export function install(): Installed {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), 'package-test-')));
	const tarball = pack(root, folder);
	const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string };
	const modules = join(folder, 'node_modules');
	const directory = join(modules, name);
	mkdirSync(directory, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '-C', directory, '--strip-components=1']);
	symlinkSync(dirname(require.resolve('n8n-workflow/package.json')), join(modules, 'n8n-workflow'));
	return { folder, directory };
}

/** Loads every class of the installed package in a process that knows nothing of this project. */
export function load({ folder, directory }: Installed): Loaded {
	const script = join(__dirname, 'loadPackage.cjs');
	const printed = execFileSync('node', [script, directory], { cwd: folder, encoding: 'utf8' });
	return JSON.parse(printed) as Loaded;
}
