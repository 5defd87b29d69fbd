import { isGrid } from '../../upload';

/** What a container remembers of its file, in one entry of its metadata. */
export interface FileMark {
	/** Of the file; see `fingerprint`. */
	readonly fingerprint: string;
	/**
	 * The grid on which the file is cut, in bytes: whoever made the container has chosen it. Undefined in a
	 * container of an early version.
	 */
	readonly gridBytes?: number;
}

/** A fingerprint is size and hash, with a hyphen between them; the grid follows behind another one. */
const MARK = /^(\d+-[\da-f]+)(?:-(\d+))?$/;

/** @returns the text that {@link readMark} reads */
export function writeMark({ fingerprint, gridBytes }: Required<FileMark>): string {
	return `${fingerprint}-${gridBytes}`;
}

/** @returns undefined where the text is none of {@link writeMark}, so that nothing is known of the file */
export function readMark(text: string | undefined): FileMark | undefined {
	const [, fingerprint, grid] = MARK.exec(text ?? '') ?? [];
	if (fingerprint === undefined) return undefined;
	const gridBytes = Number(grid);
	return { fingerprint, gridBytes: isGrid(gridBytes) ? gridBytes : undefined };
}
