import type { Section } from '../findings';
import type { Book } from './book';
import type { Chapter } from './chapter';

/** What a chapter tells beside what was seen. */
export type Circumstances = Pick<Chapter, 'date' | 'origin' | 'machine'>;

/**
 * Runs one proof and keeps what it has shown as its chapter. One that does not come to its end keeps that in place of a
 * result; an interrupted one keeps nothing.
 *
 * @throws what the proof throws
 */
export async function keeping(
	name: string,
	prove: () => Promise<Section>,
	options: { book: Book; circumstances: Circumstances; now: () => number; signal: AbortSignal },
): Promise<Section> {
	const { book, circumstances, now, signal } = options;
	const keep = async (section: Section) => {
		const seconds = Math.round((now() - Date.parse(circumstances.date)) / 1000);
		await book.keep(name, { ...circumstances, seconds, section });
	};
	try {
		const section = await prove();
		await keep(section);
		return section;
	} catch (error) {
		if (!signal.aborted) await keep(await stopped(book, name, messageOf(error)));
		throw error;
	}
}

/**
 * @param reason why it did not come to its end
 * @returns what is said in place of what a proof would have shown
 */
export async function stopped(book: Book, name: string, reason: string): Promise<Section> {
	const { title = name, about = '' } = (await book.chapters())[name]?.section ?? {};
	return { title, about, findings: [{ title: 'It came to its end', ok: false, seen: reason }] };
}

/** With the advice of a StepError, which tells how a thing that is missing is installed. */
function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { message, advice } = error as Error & { advice?: string };
	return [message, advice].filter(Boolean).join(' ');
}
