import { readFileSync, writeFileSync } from 'node:fs';
import { newestEntry, type ChangelogEntry } from './changelog';
import { git } from './commands';
import { contents } from './contents';
import { examine, unreadyCheckout } from './objections';
import { VERSION_FILES, withVersion } from './versionFiles';

const USAGE = 'It is: npm run release -- [--dry-run | --check <tag> | --notes]';

/** Sets the version where it is not set yet, commits and tags. */
function release(version: string, notes: string): void {
	for (const file of VERSION_FILES) {
		writeFileSync(file.path, withVersion(file, readFileSync(file.path, 'utf8'), version));
	}
	const changed = git('status', '--porcelain') !== '';
	if (changed) git('commit', '--all', '--message', `Release ${version}`);
	// Otherwise git takes the headings of the notes for comments, and drops them.
	git(
		'tag',
		'--annotate',
		`v${version}`,
		'--cleanup=verbatim',
		'--message',
		`${version}\n\n${notes}`,
	);
	console.log(
		`Tagged v${version}. This publishes it:\n  git push --atomic origin main v${version}`,
	);
}

function show(title: string, lines: readonly string[]): void {
	if (lines.length > 0) console.log([title, ...lines.map((line) => `  ${line}`)].join('\n'));
}

/** @returns whether nothing stands against the version; what does is printed */
async function approved(version: string, tag?: string): Promise<boolean> {
	const { comparison, objections } = await examine(version, tag);
	console.log(comparison);
	show(`${version} cannot be released:`, objections);
	if (objections.length === 0) console.log(`Nothing stands against ${version}.`);
	return objections.length === 0;
}

async function dryRun({ version, notes }: ChangelogEntry): Promise<boolean> {
	show(`${version}, by CHANGELOG.md:`, notes.split('\n'));
	show('The package, as this checkout makes it:', await contents());
	show('Before the release:', unreadyCheckout(version));
	return await approved(version);
}

async function releaseIfReady({ version, notes }: ChangelogEntry): Promise<boolean> {
	const unready = unreadyCheckout(version);
	show('Before the release:', unready);
	if (unready.length > 0 || !(await approved(version))) return false;
	release(version, notes);
	return true;
}

/**
 * Does in the current folder what the arguments ask for, and prints what it finds; main.ts says what there is.
 *
 * @returns whether nothing stands against the version
 * @throws Error where that cannot be found out, or the arguments are not understood
 */
export async function runRelease([mode, ...rest]: string[]): Promise<boolean> {
	const entry = newestEntry(readFileSync('CHANGELOG.md', 'utf8'));
	if (mode === '--check' && rest.length === 1) return await approved(entry.version, rest[0]);
	if (rest.length > 0) throw new Error(USAGE);
	if (mode === undefined) return await releaseIfReady(entry);
	if (mode === '--dry-run') return await dryRun(entry);
	if (mode !== '--notes') throw new Error(USAGE);
	console.log(entry.notes);
	return true;
}
