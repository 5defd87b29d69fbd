import { isGrid, type FileVersion } from '../../upload';

/** What a container remembers of its file, in one entry of its metadata. */
export interface FileMark {
	/** Of the file; see `fingerprint`. */
	readonly fingerprint: string;
	/**
	 * The grid on which the file is cut, in bytes: whoever made the container has chosen it. Undefined in a
	 * container of an early version.
	 */
	readonly gridBytes?: number;
	/** Of the file, as far as its host knew. */
	readonly version?: FileVersion;
}

/**
 * A fingerprint is size, or `*`, and hash, with a hyphen between them. Behind further hyphens follow the grid, a version's tag
 * after an `e`, and when it was changed last, in seconds since 1970, after an `m`.
 */
const MARK = /^((?:\d+|\*)-[\da-f]+)(?:-(\d+))?(?:-e([\da-f]+))?(?:-m(\d+))?$/;

/**
 * @param version its tag, where there is one, in hexadecimal digits
 * @returns the text that {@link readMark} reads, of 150 characters at most
 */
export function writeMark({
	fingerprint,
	gridBytes,
	version: { tag, modifiedAt } = {},
}: FileMark & { readonly gridBytes: number }): string {
	const ofTag = tag === undefined ? '' : `-e${tag}`;
	const ofDate = modifiedAt === undefined ? '' : `-m${modifiedAt}`;
	return `${fingerprint}-${gridBytes}${ofTag}${ofDate}`;
}

/** @returns undefined where the text is none of {@link writeMark}, so that nothing is known of the file */
export function readMark(text: string | undefined): FileMark | undefined {
	const [, fingerprint, grid, tag, modified] = MARK.exec(text ?? '') ?? [];
	if (fingerprint === undefined) return undefined;
	const gridBytes = Number(grid);
	const modifiedAt = modified === undefined ? undefined : Number(modified);
	return {
		fingerprint,
		gridBytes: isGrid(gridBytes) ? gridBytes : undefined,
		version: { tag, modifiedAt },
	};
}

/**
 * @param one and the other are of files with the same fingerprint
 * @returns whether they are known to be of different files: by their tags where both have one, else by when they were
 *   changed last
 */
export function isOtherVersion(one: FileVersion = {}, other: FileVersion = {}): boolean {
	const differ = <T>(a: T | undefined, b: T | undefined) =>
		a === undefined || b === undefined ? undefined : a !== b;
	return differ(one.tag, other.tag) ?? differ(one.modifiedAt, other.modifiedAt) ?? false;
}

/** @returns whether nobody told how long the file is: it goes in parts, with which nobody can go on */
export function isWithoutLength({ fingerprint }: FileMark): boolean {
	return fingerprint.startsWith('*');
}

/** @returns whether two fingerprints may be of the same file: a size that nobody tells may be any */
export function maybeSameFile(one: string, other: string): boolean {
	const [[size, hash], [otherSize, otherHash]] = [one.split('-'), other.split('-')];
	return hash === otherHash && (size === otherSize || size === '*' || otherSize === '*');
}
