import type { AnySource, UploadSource } from '../../upload';

/** The files of an item, wherever they are. */
export interface ItemFiles {
	/** What each is called where it is told from the others; at least one. */
	readonly names: readonly string[];
	/** Whether they are named by a list or a wildcard, however many there are. */
	readonly byList: boolean;
	/** Whether a file is first seen when its turn comes: what a look at it shows is said only then. */
	readonly isLate: boolean;
	/** What to do about a file that is a text and no video. */
	readonly ifText: string;
	/**
	 * Looks at a file before the first item is worked on; not at one on the web, as a signed link ages.
	 *
	 * @returns the file, where all of it is at hand
	 * @throws Trouble when what was entered cannot be used, or the file cannot
	 */
	lookAt(part: number): Promise<UploadSource | undefined>;
	/**
	 * Makes a source of a file when its turn has come.
	 *
	 * @throws Trouble when it cannot be used
	 */
	bring(part: number): Promise<AnySource>;
}
