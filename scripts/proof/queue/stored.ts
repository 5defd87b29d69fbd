import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster';

/** By name; bytes with indexes and what PostgreSQL stores apart. */
export type Tables = Record<string, { rows: number; bytes: number }>;

/** What n8n keeps. */
export interface Stored {
	tables: Tables;
	/** Bytes by path, in the folders of all processes. */
	files: Record<string, number>;
}

/** All rows are counted: the statistics of PostgreSQL lag behind. */
const TABLES = `
	select json_object_agg(relname, json_build_object(
		'rows', (xpath('/row/count/text()', query_to_xml(
			format('select count(*) as count from %I.%I', schemaname, relname), false, true, ''
		)))[1]::text::bigint,
		'bytes', pg_total_relation_size(relid)
	)) from pg_stat_user_tables`;

export async function storedIn({
	main,
	webhook,
	workers,
	storage,
	database,
}: Cluster): Promise<Stored> {
	const folders = [storage, ...[main, webhook, ...workers].map(({ folder }) => folder)];
	const files = await Promise.all(folders.map(filesIn));
	return { tables: await database.ask(TABLES), files: Object.assign({}, ...files) };
}

/** @returns bytes by path */
async function filesIn(folder: string): Promise<Record<string, number>> {
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
		return [path, size] as const;
	});
	return Object.fromEntries(await Promise.all(sized));
}

/**
 * What has become more.
 *
 * @returns rows: by table, those with more of them only
 */
export function growthOf(
	before: Stored,
	after: Stored,
): { rows: Record<string, number>; tableBytes: number; fileBytes: number; newFiles: string[] } {
	const rows = Object.entries(after.tables)
		.map(([name, table]) => [name, table.rows - (before.tables[name]?.rows ?? 0)])
		.filter(([, more]) => more !== 0);
	const bytesOf = (tables: Tables) => sum(Object.values(tables).map((one) => one.bytes));
	return {
		rows: Object.fromEntries(rows),
		tableBytes: bytesOf(after.tables) - bytesOf(before.tables),
		fileBytes: sum(Object.values(after.files)) - sum(Object.values(before.files)),
		newFiles: Object.keys(after.files).filter((path) => !(path in before.files)),
	};
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
