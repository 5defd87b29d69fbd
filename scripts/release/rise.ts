import type { Changes } from '../../test/contract/support/compareContracts';

type Numbers = readonly [major: number, minor: number, patch: number];

/** @throws Error where the text is no version such as 1.2.3 */
function numbersOf(version: string): Numbers {
	const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
	if (!match) throw new Error(`'${version}' is no version such as 1.2.3.`);
	return [Number(match[1]), Number(match[2]), Number(match[3])];
}

/**
 * Holds the version that is to be released against the last published one. Source: https://semver.org, items 4 and 6
 * to 8; before 1.0.0 the minor version takes the place of the major one, as npm's `^` reads it.
 *
 * @param last version that npm has
 * @param next version that is to be released
 * @param changes of what stored workflows rely on, between the two
 * @returns what stands against it, one sentence each; empty where nothing does
 */
export function objectionsToVersion(last: string, next: string, changes: Changes): string[] {
	const [before, after] = [numbersOf(last), numbersOf(next)];
	const changed = after.findIndex((number, index) => number !== before[index]);
	if (changed < 0 || after[changed] < before[changed]) {
		return [
			`CHANGELOG.md names ${next} at its top, which is not newer than ${last}, which npm has.`,
		];
	}
	const mayBreak = before[0] === 0 ? 1 : 0;
	if (changes.breaks.length > 0 && changed > mayBreak) {
		return [
			`${next} breaks workflows that were stored with ${last}, so the ${mayBreak === 1 ? 'second' : 'first'} number must rise:`,
			...changes.breaks.map((sentence) => `  - ${sentence}`),
		];
	}
	const mayAdd = mayBreak + 1;
	if (changes.adds.length > 0 && before[0] > 0 && changed > mayAdd) {
		return [
			`${next} can do more than ${last}, so the second number must rise:`,
			...changes.adds.map((sentence) => `  - ${sentence}`),
		];
	}
	return [];
}
