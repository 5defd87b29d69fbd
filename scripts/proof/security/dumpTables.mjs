/** Prints every row of every table of a SQLite database, as JSON: by table, by column. For Node from 22.13 on. */
// @ts-expect-error The types are those of the oldest Node that the project runs on.
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2], { readOnly: true });
const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
for (const { name } of tables) {
	for (const row of database.prepare(`SELECT * FROM "${name}"`).iterate()) {
		for (const [column, value] of Object.entries(row)) {
			if (value === null || typeof value === 'number') continue;
			const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : `${value}`;
			process.stdout.write(`${JSON.stringify([name, column, text])}\n`);
		}
	}
}
