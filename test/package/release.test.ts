import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runRelease } from '../../scripts/release/run';
import { root } from './packed';

// A checkout with what a release reads and writes, and a registry that knows what a test says.
const FILES = [
	'CHANGELOG.md',
	'package.json',
	'package-lock.json',
	'nodes/ApiVideo/api/origin.ts',
	'test/contract/contract.json',
];

let registry: Server;
let published: string | undefined;
let folder: string;

beforeAll(async () => {
	registry = createServer(({ url }, response) => {
		const name = url?.slice(1) ?? '';
		const known = published !== undefined;
		response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
		response.end(
			JSON.stringify(
				known
					? {
							name,
							'dist-tags': { latest: published },
							versions: { [published!]: { name, version: published } },
						}
					: { error: 'Not found' },
			),
		);
	});
	await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
	const { port } = registry.address() as AddressInfo;
	process.env.npm_config_registry = `http://127.0.0.1:${port}/`;
});
afterAll(() => {
	delete process.env.npm_config_registry;
	registry.close();
});

beforeEach(() => {
	published = undefined;
	folder = realpathSync(mkdtempSync(join(tmpdir(), 'release-test-')));
	for (const file of FILES) cpSync(join(root, file), join(folder, file));
	git('init', '--quiet', '--initial-branch=main');
	git('config', 'user.name', 'Somebody');
	git('config', 'user.email', 'somebody@example.com');
	commit('Begin');
	// What is released stands in the current folder.
	process.chdir(folder);
});
afterEach(() => {
	process.chdir(root);
	rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]) =>
	execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const change = (file: string, text: string) => writeFileSync(join(folder, file), text);

function commit(subject: string): void {
	git('add', '--all');
	git('commit', '--quiet', '--message', subject);
}

/** Writes a new version on top of the changelog. */
function describeVersion(version: string): void {
	change('CHANGELOG.md', read('CHANGELOG.md').replace('\n## ', `\n## ${version}\n\n- News\n\n## `));
}

/** @returns what is printed, with the result at the end */
async function release(...args: string[]): Promise<string> {
	const print = jest.spyOn(console, 'log').mockImplementation();
	const result = await runRelease(args).catch((error: Error) => error.message);
	const printed = print.mock.calls.map(([text]) => String(text));
	print.mockRestore();
	return [...printed, String(result)].join('\n');
}

test('the changelog names the version; it is set everywhere, committed and tagged, and may be published', async () => {
	const before = git('rev-parse', 'HEAD');
	describeVersion('98.76.54');
	expect(await release()).toMatch(/Commit what was changed\.\nfalse$/);
	expect(git('tag', '--list')).toBe('');
	commit('Describe 98.76.54');

	expect(await release('--check', 'v98.76.54')).toMatch(
		/package\.json names another version.*package-lock\.json names.*origin\.ts names.*false$/s,
	);
	expect(await release()).toMatch(/no version of n8n-nodes-apivideo yet.*true$/s);
	expect(git('log', '--format=%s', `${before}..`)).toBe('Release 98.76.54\nDescribe 98.76.54');
	expect(git('status', '--porcelain')).toBe('');
	expect(git('tag', '--list', '--format=%(contents)', 'v98.76.54')).toBe('98.76.54\n\n- News');
	expect(git('rev-parse', 'v98.76.54^{commit}')).toBe(git('rev-parse', 'HEAD'));

	expect(await release('--check', 'v98.76.54')).toMatch(/true$/);
	expect(await release('--check', 'v98.76.55')).toMatch(/The tag is v98\.76\.55.*false$/s);
	expect(await release()).toMatch(/has no tag yet: v98\.76\.54 has one\.\nfalse$/);
}, 600_000);

test('the contract is compared with the one of the version that npm has', async () => {
	published = '1.2.3';
	describeVersion('1.3.0');
	commit('Describe 1.3.0');
	expect(await release()).toMatch(/no tag v1\.2\.3.*git fetch --tags$/s);

	git('tag', 'v1.2.3');
	const contract = JSON.parse(read('test/contract/contract.json')) as Record<string, unknown>;
	const [gone] = Object.keys(contract);
	delete contract[gone];
	change('test/contract/contract.json', JSON.stringify(contract));
	commit('Take a parameter out');
	const said = await release();
	expect(said).toMatch(/Compared with 1\.2\.3, which npm has: 1 changes break/);
	expect(said).toContain('so the first number must rise');
	expect(said).toContain(`${gone} was removed`);
	expect(said).toMatch(/false$/);
	expect(git('tag', '--list')).toBe('v1.2.3');
}, 600_000);
