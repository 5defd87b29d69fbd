import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../lib/lab';
import { writePage } from '../page';
import type { Chapter, Chapters } from './chapter';
import { reliabilityPage } from './page';

const DATA = join('docs', 'reliability.json');
const PAGE = join('docs', 'reliability.md');

/** Where texts are kept, by their path in the project. */
export interface Shelf {
	/** undefined: there is none yet. */
	read(path: string): Promise<string | undefined>;
	write(path: string, text: string): Promise<void>;
}

const project: Shelf = {
	read: async (path) =>
		await readFile(join(projectFolder, path), 'utf8').catch((error: NodeJS.ErrnoException) =>
			error.code === 'ENOENT' ? undefined : Promise.reject(error),
		),
	write: writePage,
};

/** docs/reliability.md, and what it is made of. */
export class Book {
	/**
	 * @param names of all proofs, in the order of the page
	 * @param shelf default: the project's own folder
	 */
	constructor(
		readonly names: readonly string[],
		private readonly shelf: Shelf = project,
	) {}

	/** What the latest run of each proof has shown; a proof that has never been run is not in it. */
	async chapters(): Promise<Chapters> {
		const text = await this.shelf.read(DATA);
		return text === undefined ? {} : (JSON.parse(text) as Chapters);
	}

	/** Puts a chapter in the place of the one that this proof has had; all others stay as they are. */
	async keep(name: string, chapter: Chapter): Promise<void> {
		const known = { ...(await this.chapters()), [name]: chapter };
		const inOrder = this.names.filter((one) => one in known).map((one) => [one, known[one]]);
		const chapters = Object.fromEntries(inOrder) as Chapters;
		await this.shelf.write(DATA, JSON.stringify(chapters));
		await this.shelf.write(PAGE, reliabilityPage(this.names, chapters));
	}
}
