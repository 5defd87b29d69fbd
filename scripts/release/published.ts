import { readFileSync } from 'node:fs';
import { compareContracts, type Changes } from '../../test/contract/support/compareContracts';
import type { Contract } from '../../test/contract/support/contract';
import { git, gitAgrees, npm } from './commands';

const CONTRACT = 'test/contract/contract.json';

/**
 * @param name of the package
 * @returns the newest version that npm hands out; undefined where it knows no such package
 * @throws Error where the registry does not say
 */
export async function lastPublished(name: string): Promise<string | undefined> {
	const answer: unknown = JSON.parse((await npm('view', name, 'version', '--json')) || 'null');
	if (typeof answer === 'string') return answer;
	const code = errorCode(answer);
	if (code === 'E404') return undefined;
	throw new Error(
		`npm does not say which version of ${name} is published (${code ?? 'no answer'}). Look at the network, and try again.`,
	);
}

/** @returns the code in what npm prints with `--json` when it did not work out */
function errorCode(answer: unknown): string | undefined {
	const error = (answer as { error?: { code?: unknown } } | null)?.error;
	return typeof error?.code === 'string' ? error.code : undefined;
}

/**
 * Compares what stored workflows rely on with what it was in a published version, as its tag has it.
 *
 * @throws Error where this checkout has no tag of that version
 */
export function changesSince(version: string): Changes {
	const tag = `v${version}`;
	if (!gitAgrees('rev-parse', '--verify', '--quiet', `refs/tags/${tag}`)) {
		throw new Error(
			`npm has ${version}, but this checkout has no tag ${tag} to compare the contract with. Run: git fetch --tags`,
		);
	}
	const before = JSON.parse(git('show', `${tag}:${CONTRACT}`)) as Contract;
	return compareContracts(before, JSON.parse(readFileSync(CONTRACT, 'utf8')) as Contract);
}
