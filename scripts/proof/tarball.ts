import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { packProject } from '../lib/pack';
import { ensureBuild } from '../lib/build';
import { StepError } from '../lib/step-error.mjs';

/**
 * The package under proof.
 *
 * @param given path of what `npm pack` made elsewhere, as the user gave it
 * @param folder where it is packed otherwise
 * @returns path of the tarball
 * @throws StepError when nothing is at the path: it would be noticed only after n8n has been installed
 */
export async function tarballOf(
	given: string | undefined,
	folder: string,
	signal: AbortSignal,
): Promise<string> {
	if (given === undefined) {
		await ensureBuild(signal);
		return await packProject(folder, signal);
	}
	const tarball = resolve(given);
	await access(tarball).catch(() => {
		throw new StepError(`There is no package ${tarball}.`, 'Make one with: npm pack');
	});
	return tarball;
}
