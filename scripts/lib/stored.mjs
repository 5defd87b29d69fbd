import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

/**
 * @typedef {object} Stored
 * @property {Map<string, number>} files bytes of each, by path
 * @property {Map<string, number>} rows of each table
 */

/** What n8n's own files are called that are no trace of what a workflow has worked on. */
const INSTALLED = new Set(['node_modules']);

/** Files to which n8n adds when anything is executed: its database and its logs. */
const OF_EXECUTIONS = /^(\.n8n\/(database\.sqlite(-wal|-shm)?|n8nEventLog(-\d+)?\.log)|n8n\.log)$/;

/** Bytes by which one of them may grow: far more than an execution, far less than a video. */
const MOST_BYTES = 8 << 20;

/** Tables to which n8n adds when anything is executed. */
const ABOUT_EXECUTIONS = /^(execution|insights|workflow_statistics)/;

/**
 * Everything below a folder.
 * @param {string} folder
 * @returns {Promise<Map<string, number>>} bytes of each file, by its path below the folder, with slashes; installed
 *   packages are left out
 */
export async function storedFiles(folder) {
	/** @type {Map<string, number>} */
	const files = new Map();
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
		if (!entry.isFile() || path.split('/').some((part) => INSTALLED.has(part))) continue;
		const bytes = await lstat(join(folder, path)).then(
			({ size }) => size,
			() => undefined,
		);
		// What is gone by now was no trace.
		if (bytes !== undefined) files.set(path, bytes);
	}
	return files;
}

/**
 * How many rows the tables of a SQLite database have, which may be in use.
 * @param {string} node an executable from Node 22.13 on
 * @param {string} database path
 * @returns {Promise<Map<string, number>>} by table
 */
export async function sqliteRows(node, database) {
	const script = fileURLToPath(new URL('sqlite-rows.mjs', import.meta.url));
	const { stdout } = await run(node, ['--no-warnings', script, database]);
	return new Map(Object.entries(JSON.parse(stdout)));
}

/**
 * Everything that an n8n with a SQLite database has stored.
 * @param {{ folder: string }} n8n
 * @param {string} node an executable from Node 22.13 on
 * @returns {Promise<Stored>}
 */
export async function storedBy({ folder }, node) {
	const files = await storedFiles(folder);
	const rows = await sqliteRows(node, join(folder, '.n8n', 'database.sqlite'));
	return { files, rows };
}

/**
 * What has been added between two listings.
 * @param {ReadonlyMap<string, number>} before bytes of files, or rows of tables
 * @param {ReadonlyMap<string, number>} after
 * @returns {Record<string, number>} by how much each has grown; what has not, or has shrunk, is left out
 */
export function added(before, after) {
	const grown = [...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)]);
	return Object.fromEntries(grown.filter(([name, more]) => more > 0 || !before.has(name)));
}

/**
 * What an execution has left in n8n.
 * @param {Stored} before
 * @param {Stored} after
 * @returns {{ files: Record<string, number>, rows: Record<string, number>, traces: string[] }} bytes and rows by
 *   which files and tables have grown; traces: those that tell of more than an execution
 */
export function addedBy(before, after) {
	const files = added(before.files, after.files);
	const rows = added(before.rows, after.rows);
	const inFiles = Object.entries(files).filter(
		([path, bytes]) => !OF_EXECUTIONS.test(path) || bytes > MOST_BYTES,
	);
	const inTables = Object.keys(rows).filter((table) => !ABOUT_EXECUTIONS.test(table));
	const traces = [
		...inFiles.map(([path, bytes]) => `${path} (${bytes} bytes)`),
		...inTables.map((table) => `rows in ${table}`),
	];
	return { files, rows, traces };
}
