import { readFileSync } from 'node:fs';
import { git, gitAgrees } from './commands';
import { changesSince, lastPublished } from './published';
import { objectionsToVersion } from './rise';
import { VERSION_FILES, withVersion } from './versionFiles';

/** What was found out about a version. */
export interface Findings {
	/** What it was held against, in one sentence. */
	readonly comparison: string;
	/** What stands against releasing it, in sentences; empty where nothing does. */
	readonly objections: readonly string[];
}

/**
 * Finds out whether a version may be released, whoever does it and wherever.
 *
 * @param tag that is to be published; undefined while there is none, so that files may still name another version
 * @throws Error where it cannot be found out
 */
export async function examine(version: string, tag?: string): Promise<Findings> {
	const objections = tag === undefined ? [] : disagreements(version, tag);
	if (objections.length === 0) return await sinceLast(version);
	return { comparison: 'What npm has was not asked.', objections };
}

/** Where the tag, CHANGELOG.md and the files that name the version do not agree. */
function disagreements(version: string, tag: string): string[] {
	const others = VERSION_FILES.filter((file) => {
		const text = readFileSync(file.path, 'utf8');
		return withVersion(file, text, version) !== text;
	});
	return [
		...(tag === `v${version}` ? [] : [`The tag is ${tag}, and CHANGELOG.md names ${version}.`]),
		...others.map(({ path }) => `${path} names another version than CHANGELOG.md, ${version}.`),
	];
}

async function sinceLast(version: string): Promise<Findings> {
	const { name } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string };
	const last = await lastPublished(name);
	if (last === undefined) {
		const comparison = `npm has no version of ${name} yet: there is no contract to keep.`;
		return { comparison, objections: [] };
	}
	const changes = changesSince(last);
	const { breaks, adds } = changes;
	return {
		comparison: `Compared with ${last}, which npm has: ${breaks.length} changes break stored workflows, ${adds.length} add to what there is.`,
		objections: objectionsToVersion(last, version, changes),
	};
}

/**
 * @param version that is to be tagged
 * @returns what has to be done in this checkout before, one sentence each
 */
export function unreadyCheckout(version: string): string[] {
	const branch = git('branch', '--show-current');
	return [
		...(branch === 'main' ? [] : [`Check out main, in place of ${branch || 'a commit alone'}.`]),
		...(git('status', '--porcelain') === '' ? [] : ['Commit what was changed.']),
		...(gitAgrees('rev-parse', '--verify', '--quiet', `refs/tags/v${version}`)
			? [`Name a version at the top of CHANGELOG.md that has no tag yet: v${version} has one.`]
			: []),
	];
}
