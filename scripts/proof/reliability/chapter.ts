import type { Section } from '../findings';

/** What the files of the project were when a proof was run. */
export interface Origin {
	/** The commit that was checked out; undefined where this is no clone. */
	commit?: string;
	/** Files that differed from it, without the pages that proofs write. */
	changed: number;
}

/** One run of one proof, as docs/reliability.json keeps it. */
export interface Chapter {
	/** When it began, ISO 8601. */
	date: string;
	/** How long it took. */
	seconds: number;
	origin: Origin;
	/** Processors, memory, system and versions, for people. */
	machine: string;
	section: Section;
}

/** By the name of the proof. */
export type Chapters = Record<string, Chapter>;
