import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storedFiles } from '../../../bench/measure/stored';
import { projectFolder, run, unflatten, type N8n } from '../../lib/lab';

/** A text that n8n has kept or said, and where. */
export interface Kept {
	/** As in "log", "execution_data.data" or a path. */
	readonly place: string;
	readonly text: string;
}

/** Files that are read as what they are: their bytes hold what n8n has deleted from them as well. */
const READ_OTHERWISE = /^\.n8n\/database\.sqlite/;

/**
 * Everything that an n8n with a SQLite database has kept: every value of every table, what each execution has left,
 * every file, and all that it has printed.
 *
 * @param node an executable from Node 22.13 on
 */
export async function everythingOf(n8n: N8n, node: string): Promise<Kept[]> {
	const database = join(n8n.folder, '.n8n', 'database.sqlite');
	const script = join(projectFolder, 'scripts', 'proof', 'security', 'dumpTables.mjs');
	const { stdout } = await run(node, ['--no-warnings', script, database]);
	const cells = stdout.split('\n').filter(Boolean).map(readCell);
	const files = [...(await storedFiles(n8n.folder)).keys()].filter(
		(path) => !READ_OTHERWISE.test(path),
	);
	const contents = await Promise.all(
		files.map(async (path) => ({
			place: path,
			text: await readFile(join(n8n.folder, path), 'latin1').catch(() => ''),
		})),
	);
	return [...cells, ...contents, { place: 'log', text: await n8n.log() }];
}

function readCell(line: string): Kept {
	const [table, column, text] = JSON.parse(line) as [string, string, string];
	const place = `${table}.${column}`;
	return { place, text: place === 'execution_data.data' ? withoutSettings(text) : text };
}

/** What an execution has left, without the settings of the step that n8n keeps with what it has thrown. */
function withoutSettings(flatted: string): string {
	const seen = new Set<object>();
	return JSON.stringify(unflatten(flatted), function (this: unknown, key, value: unknown) {
		if (typeof value !== 'object' || value === null) return value;
		if (key === 'node' && 'parameters' in value) return undefined;
		if (seen.has(value)) return undefined;
		seen.add(value);
		return value;
	});
}

/**
 * @returns the ways in which a secret may be written: as it is, as in an address, in JSON, in JSON within JSON, and in
 * base64
 */
export function formsOf(secret: string): string[] {
	const json = JSON.stringify(secret).slice(1, -1);
	const jsonInJson = JSON.stringify(json).slice(1, -1);
	const base64 = [0, 1, 2].map((ahead) => inBase64(secret, ahead));
	return [...new Set([secret, encodeURIComponent(secret), json, jsonInJson, ...base64])];
}

/** @param ahead how many bytes stand in front of it, beside groups of three: base64 writes it in another way for each */
function inBase64(secret: string, ahead: number): string {
	const text = Buffer.from('-'.repeat(ahead) + secret).toString('base64');
	// At both ends a group has bytes of something else in it.
	return text
		.slice(ahead > 0 ? 4 : 0)
		.replace(/=+$/, '')
		.slice(0, -2);
}

/** @returns the places where a secret is, each once, with how many texts there hold it */
export function placesOf(secret: string, kept: readonly Kept[]): Map<string, number> {
	const forms = formsOf(secret);
	const places = new Map<string, number>();
	for (const { place, text } of kept) {
		if (!forms.some((form) => text.includes(form))) continue;
		places.set(place, (places.get(place) ?? 0) + 1);
	}
	return places;
}
