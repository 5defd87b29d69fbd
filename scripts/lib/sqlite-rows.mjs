/** Prints how many rows each table of a SQLite database has, as JSON. For Node from 22.13 on. */
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2], { readOnly: true });
const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
const rows = tables.map(({ name }) => {
	const { count } = database.prepare(`SELECT count(*) AS count FROM "${name}"`).get() ?? {};
	return [name, count];
});
console.log(JSON.stringify(Object.fromEntries(rows)));
