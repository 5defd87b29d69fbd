/** A file that names the version of the package. */
interface VersionFile {
	readonly path: string;
	/** The version is the second group; it stands there once, or as often as `times` says. */
	readonly pattern: RegExp;
	readonly times: number;
}

/** Every file that names the version, but for CHANGELOG.md, which decides. */
export const VERSION_FILES: readonly VersionFile[] = [
	{ path: 'package.json', pattern: /^(\t"version": ")([^"]+)(")/gm, times: 1 },
	// Once for the lock file as such, once for the package at its root.
	{
		path: 'package-lock.json',
		pattern: /("name": "n8n-nodes-apivideo",\s+"version": ")([^"]+)(")/g,
		times: 2,
	},
	{
		path: 'nodes/ApiVideo/api/origin.ts',
		pattern: /(PACKAGE_VERSION = ')([^']+)(')/g,
		times: 1,
	},
];

/**
 * @param text of a file that names the version
 * @returns the same with another version
 * @throws Error where the version does not stand where it should
 */
export function withVersion(file: VersionFile, text: string, version: string): string {
	const found = [...text.matchAll(file.pattern)];
	if (found.length !== file.times) {
		throw new Error(`${file.path} names the version ${found.length} times and not ${file.times}.`);
	}
	return text.replace(
		file.pattern,
		(_all, before: string, _old: string, behind: string) => before + version + behind,
	);
}
