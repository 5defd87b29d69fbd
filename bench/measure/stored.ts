import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from '../../scripts/lib/run';

/** What an n8n has stored. */
export interface Stored {
	/** Bytes of each, by path. */
	files: Map<string, number>;
	/** Of each table. */
	rows: Map<string, number>;
}

/** What n8n's own files are called that are no trace of what a workflow has worked on. */
const INSTALLED = new Set(['node_modules']);

/** Files to which n8n adds when anything is executed: its database and its logs. */
const OF_EXECUTIONS = /^(\.n8n\/(database\.sqlite(-wal|-shm)?|n8nEventLog(-\d+)?\.log)|n8n\.log)$/;

/** Bytes by which one of them may grow: far more than an execution, far less than a video. */
const MOST_BYTES = 8 << 20;

/** Tables to which n8n adds when anything is executed. */
const ABOUT_EXECUTIONS = /^(execution|insights|workflow_statistics)/;

/** For a Node from 22.13 on, which has SQLite: prints how many rows each table has. */
const COUNT_ROWS = `
	const database = new (require('node:sqlite').DatabaseSync)(process.argv[1], { readOnly: true });
	const all = (query) => database.prepare(query).all();
	const rows = all("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) =>
		[name, all(\`SELECT count(*) AS count FROM "\${name}"\`)[0].count]);
	console.log(JSON.stringify(rows));`;

/**
 * Everything below a folder.
 *
 * @returns bytes of each file, by its path below the folder, with slashes; installed packages are left out
 */
export async function storedFiles(folder: string): Promise<Map<string, number>> {
	const files = new Map<string, number>();
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		const path = relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
		if (!entry.isFile() || path.split('/').some((part) => INSTALLED.has(part))) continue;
		// What is gone by now was no trace.
		const found = await lstat(join(folder, path)).catch(() => undefined);
		if (found) files.set(path, found.size);
	}
	return files;
}

/**
 * Everything that an n8n with a SQLite database has stored, which may be in use.
 *
 * @param node an executable from Node 22.13 on
 */
export async function storedBy({ folder }: { folder: string }, node: string): Promise<Stored> {
	const files = await storedFiles(folder);
	const database = join(folder, '.n8n', 'database.sqlite');
	const { stdout } = await run(node, ['--no-warnings', '-e', COUNT_ROWS, database]);
	return { files, rows: new Map(JSON.parse(stdout) as Array<[string, number]>) };
}

/** By how much files or tables have grown between two listings; what has not, or has shrunk, is left out. */
function added(
	before: ReadonlyMap<string, number>,
	after: ReadonlyMap<string, number>,
): Record<string, number> {
	const grown = [...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)] as const);
	return Object.fromEntries(grown.filter(([name, more]) => more > 0 || !before.has(name)));
}

/**
 * What an execution has left in n8n.
 *
 * @returns bytes and rows by which files and tables have grown; traces: those that tell of more than an execution
 */
export function addedBy(
	before: Stored,
	after: Stored,
): { files: Record<string, number>; rows: Record<string, number>; traces: string[] } {
	const files = added(before.files, after.files);
	const rows = added(before.rows, after.rows);
	const inFiles = Object.entries(files)
		.filter(([path, bytes]) => !OF_EXECUTIONS.test(path) || bytes > MOST_BYTES)
		.map(([path, bytes]) => `${path} (${bytes} bytes)`);
	const inTables = Object.keys(rows)
		.filter((table) => !ABOUT_EXECUTIONS.test(table))
		.map((table) => `rows in ${table}`);
	return { files, rows, traces: [...inFiles, ...inTables] };
}
