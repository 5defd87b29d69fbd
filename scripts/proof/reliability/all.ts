import type { Book } from './book';
import { stopped, type Circumstances } from './keeping';

/**
 * Runs every proof, one after the other, each in a process of its own: whatever way one of them ends, the others are run,
 * and what they have shown is kept.
 *
 * @param start runs one proof, which keeps its chapter by itself; the code or signal that its process ended with
 * @returns whether all of them have shown what they should
 */
export async function proveAll(
	book: Book,
	options: {
		start: (name: string) => Promise<number | string>;
		circumstances: () => Promise<Circumstances>;
		signal: AbortSignal;
		print?: (line: string) => void;
	},
): Promise<boolean> {
	const { start, circumstances, signal, print = console.log } = options;
	const notWell: string[] = [];
	for (const name of book.names) {
		print(`\n=== ${name}`);
		const here = await circumstances();
		const code = await start(name);
		signal.throwIfAborted();
		if (code !== 0) notWell.push(name);
		const kept = (await book.chapters())[name]?.date;
		// An older one would look as if it were of this run.
		if (kept === undefined || Date.parse(kept) < Date.parse(here.date)) {
			const section = await stopped(
				book,
				name,
				`Its process ended with ${code}, and without a result.`,
			);
			await book.keep(name, { ...here, seconds: 0, section });
		}
	}
	print(notWell.length === 0 ? '\nAll is ok.' : `\nNot ok: ${notWell.join(', ')}`);
	return notWell.length === 0;
}
