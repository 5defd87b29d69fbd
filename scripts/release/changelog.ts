/** What CHANGELOG.md says of one version. */
export interface ChangelogEntry {
	readonly version: string;
	/** Markdown, without the heading. */
	readonly notes: string;
}

/** No trial versions such as 1.2.3-beta.1: npm hands those out under a name of their own only. */
const HEADING = /^## (\d+\.\d+\.\d+)$/;

/**
 * Reads the newest version of a changelog, which is the uppermost one.
 *
 * @param text CHANGELOG.md
 * @throws Error where no heading names a version, another heading of its rank comes first, or nothing stands below it
 */
export function newestEntry(text: string): ChangelogEntry {
	const lines = text.split('\n');
	const start = lines.findIndex((line) => line.startsWith('## '));
	const version = HEADING.exec(lines[start] ?? '')?.[1];
	if (version === undefined) {
		throw new Error(
			"The first '## ' heading of CHANGELOG.md names no version. Write what is to be released, such as '## 1.2.3'.",
		);
	}
	const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
	const end = length < 0 ? lines.length : start + 1 + length;
	const notes = lines
		.slice(start + 1, end)
		.join('\n')
		.trim();
	if (notes === '')
		throw new Error(`CHANGELOG.md says nothing about ${version}. Write what changed.`);
	return { version, notes };
}
