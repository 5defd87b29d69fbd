import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, pack, root } from './packed';

let folder: string;
beforeAll(() => {
	folder = realpathSync(mkdtempSync(join(tmpdir(), 'reproducible-test-')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a clone has: the files that git knows or would take, and nothing that was left lying about. */
function cleanCopy(target: string): void {
	const listed = execFileSync(
		'git',
		['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
		{
			cwd: root,
			encoding: 'utf8',
		},
	);
	const shipped = /^(nodes|credentials|icons|scripts)\/|^[^/]+$/;
	for (const file of listed.split('\0').filter((name) => shipped.test(name))) {
		cpSync(join(root, file), join(target, file), { recursive: true });
	}
	symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
}

const sha512 = (file: string) => createHash('sha512').update(readFileSync(file)).digest('hex');

test('a clean clone makes the same tarball as this checkout, byte for byte', () => {
	const clone = join(folder, 'clone');
	cleanCopy(clone);
	execFileSync('npm', ['run', 'build'], { cwd: clone, stdio: 'pipe' });
	build();
	expect(sha512(pack(clone, clone))).toBe(sha512(pack(root, folder)));
}, 600_000);
