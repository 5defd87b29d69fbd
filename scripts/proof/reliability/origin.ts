import { projectFolder, run } from '../../lib/lab';
import type { Origin } from './chapter';

/** What proofs write: a page that one of them has just made is no change of the project under proof. */
const GENERATED = ['reliability.json', 'reliability.md', 'compatibility.md', 'scaling.md'];

/**
 * Which commit is under proof, and whether it is that and nothing else.
 *
 * @param folder of the clone
 */
export async function originOf(signal: AbortSignal, folder = projectFolder): Promise<Origin> {
	const git = async (...args: string[]) =>
		(await run('git', ['-C', folder, ...args], { signal })).stdout.trim();
	const commit = await git('rev-parse', 'HEAD').catch(() => undefined);
	signal.throwIfAborted();
	if (commit === undefined) return { changed: 0 };
	const others = GENERATED.map((page) => `:(exclude)docs/${page}`);
	const changes = await git('status', '--porcelain', '--untracked-files=all', '--', '.', ...others);
	return { commit, changed: changes === '' ? 0 : changes.split('\n').length };
}
