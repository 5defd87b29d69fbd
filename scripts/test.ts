import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { checkTypes, ensureBuild } from './lib/build';
import { projectFolder } from './lib/folders.mjs';

/** `npm test`: all tests, on a fresh clone too. Arguments go to jest: npm test -- test/unit -t name */
export async function main(args: string[], signal: AbortSignal): Promise<number> {
	await ensureBuild(signal);
	await checkTypes(signal);
	const jest = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
	const child = spawn(process.execPath, [jest, ...args], { cwd: projectFolder, stdio: 'inherit' });
	// Ctrl-C reaches jest as well, which ends its workers and the servers of its tests: wait for it.
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	const [code] = (await once(child, 'close')) as [number | null];
	return code ?? 1;
}
