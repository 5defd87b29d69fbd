import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder } from './folders';

/** A spot in the code that Stryker changes in one or several ways. */
export interface Place {
	folder: Folder;
	/** `nodes/ApiVideo/...ts:7:4-9:1`: lines from 1, columns from 0, as Stryker's option `mutate` reads them. */
	range: string;
	/** How many mutants there are at this place. */
	mutants: number;
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
	for (const { fileName, location } of mutants) {
		const { start, end } = location;
		const range = `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`;
		const place = places.get(range) ?? { folder, range, mutants: 0 };
		places.set(range, { ...place, mutants: place.mutants + 1 });
	}
	return [...places.values()];
}
