import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder } from './folders';
import type { Mutant } from './score';

/** A spot in the code that Stryker changes in one or several ways. */
export interface Place {
	folder: Folder;
	/** `nodes/ApiVideo/...ts:7:4-9:1`: lines from 1, columns from 0, as Stryker's option `mutate` reads them. */
	range: string;
	/** The changes of this place, none of which has been noticed so far. */
	mutants: readonly Mutant[];
}

const silent = new Proxy({}, { get: () => () => undefined }) as never;

/**
 * All places of a folder, in the order of the files' names.
 * @param project the checkout
 */
export async function placesIn(project: string, folder: Folder): Promise<Place[]> {
	// Stryker has modules of ECMAScript only.
	const { Instrumenter } = await import('@stryker-mutator/instrumenter');
	const root = join('nodes', 'ApiVideo', folder);
	const names = (await readdir(join(project, root), { recursive: true }))
		.filter((name) => name.endsWith('.ts'))
		.sort();
	const files = await Promise.all(
		names.map(async (name) => {
			const path = join(root, name);
			return { name: path, content: await readFile(join(project, path), 'utf8'), mutate: true };
		}),
	);
	const options = { plugins: [], excludedMutations: [], ignorers: [] };
	const { mutants } = await new Instrumenter(silent).instrument(files, options);
	const places = new Map<string, Place>();
	for (const { fileName, location, mutatorName, replacement } of mutants) {
		const { start, end } = location;
		const range = `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
		const counted = { start: fromOne(start), end: fromOne(end) };
		const one = { fileName, status: 'NoCoverage', mutatorName, replacement, location: counted };
		const before = places.get(range)?.mutants ?? [];
		places.set(range, { folder, range, mutants: [...before, one] });
	}
	return [...places.values()];
}

function fromOne({ line, column }: { line: number; column: number }) {
	return { line: line + 1, column: column + 1 };
}
