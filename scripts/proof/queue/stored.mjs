import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {Record<string, { rows: number, bytes: number }>} Tables by name; bytes with indexes and what
 *   PostgreSQL stores apart
 *
 * @typedef {object} Stored what n8n keeps
 * @property {Tables} tables
 * @property {Record<string, number>} files bytes by path, in the folders of all processes
 */

/** All rows are counted: the statistics of PostgreSQL lag behind. */
const TABLES = `
	select json_object_agg(relname, json_build_object(
		'rows', (xpath('/row/count/text()', query_to_xml(
			format('select count(*) as count from %I.%I', schemaname, relname), false, true, ''
		)))[1]::text::bigint,
		'bytes', pg_total_relation_size(relid)
	)) from pg_stat_user_tables`;

/**
 * @param {import('./cluster.mjs').Cluster} cluster
 * @returns {Promise<Stored>}
 */
export async function storedIn({ main, webhook, workers, storage, database }) {
	const folders = [storage, ...[main, webhook, ...workers].map(({ folder }) => folder)];
	const files = await Promise.all(folders.map(filesIn));
	return { tables: await database.ask(TABLES), files: Object.assign({}, ...files) };
}

/**
 * @param {string} folder
 * @returns {Promise<Record<string, number>>} bytes by path
 */
async function filesIn(folder) {
	const entries = await readdir(folder, { withFileTypes: true, recursive: true });
	const paths = entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));
	const sized = paths.map(async (path) => {
		// What is gone by now was temporary.
		const size = await stat(path).then(
			(found) => found.size,
			() => 0,
		);
		return /** @type {const} */ ([path, size]);
	});
	return Object.fromEntries(await Promise.all(sized));
}

/**
 * What has become more.
 * @param {Stored} before
 * @param {Stored} after
 * @returns {{ rows: Record<string, number>, tableBytes: number, fileBytes: number, newFiles: string[] }}
 *   rows: by table, those with more of them only
 */
export function growthOf(before, after) {
	const rows = Object.entries(after.tables)
		.map(([name, table]) => [name, table.rows - (before.tables[name]?.rows ?? 0)])
		.filter(([, more]) => more !== 0);
	const bytesOf = (/** @type {Tables} */ tables) =>
		sum(Object.values(tables).map((one) => one.bytes));
	return {
		rows: Object.fromEntries(rows),
		tableBytes: bytesOf(after.tables) - bytesOf(before.tables),
		fileBytes: sum(Object.values(after.files)) - sum(Object.values(before.files)),
		newFiles: Object.keys(after.files).filter((path) => !(path in before.files)),
	};
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
