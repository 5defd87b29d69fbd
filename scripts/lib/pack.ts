import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { npm } from './npm';
import { run } from './run';

/**
 * Packs the built project as npm would publish it.
 *
 * @param folder where the tarball goes
 * @returns its path
 */
export async function packProject(folder: string, signal?: AbortSignal): Promise<string> {
	const args = ['pack', '--json', '--pack-destination', folder];
	const { stdout } = await npm(args, { cwd: projectFolder, signal });
	const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
	return join(folder, filename);
}

/** Unpacks what `npm pack` made, as npm and n8n do when they install a package. The folder is made if it is not there. */
export async function unpack(tarball: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}
