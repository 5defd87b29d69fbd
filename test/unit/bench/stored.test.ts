import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addedBy, storedFiles, type Stored } from '../../../bench/measure/stored';
import { temporaryFolder } from '../../../scripts/lib/lab';

let folder: string;

beforeEach(async () => (folder = await temporaryFolder('stored')));
afterEach(async () => await rm(folder, { recursive: true }));

async function write(path: string, bytes: number): Promise<void> {
	await mkdir(dirname(join(folder, path)), { recursive: true });
	await writeFile(join(folder, path), Buffer.alloc(bytes));
}

it('lists the files below a folder without installed packages', async () => {
	await write('n8n.log', 3);
	await write('.n8n/storage/executions/1/binary_data/a', 5);
	await write('.n8n/nodes/node_modules/n8n-nodes-apivideo/package.json', 7);

	expect(await storedFiles(folder)).toEqual(
		new Map([
			['n8n.log', 3],
			['.n8n/storage/executions/1/binary_data/a', 5],
		]),
	);
});

const stored = (files: Record<string, number>, rows: Record<string, number>): Stored => ({
	files: new Map(Object.entries(files)),
	rows: new Map(Object.entries(rows)),
});

const DATABASE = '.n8n/database.sqlite';
const BEFORE = stored(
	{ [DATABASE]: 1_000_000, 'n8n.log': 100 },
	{ execution_entity: 1, execution_data: 1, binary_data: 4 },
);

it('knows what every execution leaves', () => {
	const after = stored(
		{ [DATABASE]: 1_004_096, [`${DATABASE}-wal`]: 4_000_000, '.n8n/n8nEventLog.log': 500 },
		{ execution_entity: 2, execution_data: 2, binary_data: 4 },
	);

	expect(addedBy(BEFORE, after)).toEqual({
		files: { [DATABASE]: 4096, [`${DATABASE}-wal`]: 4_000_000, '.n8n/n8nEventLog.log': 500 },
		rows: { execution_entity: 1, execution_data: 1 },
		traces: [],
	});
});

it.each([
	['a file of its own', { '.n8n/storage/a': 5 }, {}, '.n8n/storage/a (5 bytes)'],
	['an empty file', { '.n8n/storage/a': 0 }, {}, '.n8n/storage/a (0 bytes)'],
	['a database that has swollen', { [DATABASE]: 401_000_000 }, {}, `${DATABASE} (400000000 bytes)`],
	['files in the database', {}, { binary_data: 5 }, 'rows in binary_data'],
])('finds %s', (_what, files, rows, trace) => {
	const after = stored(
		{ ...Object.fromEntries(BEFORE.files), ...files },
		{ ...Object.fromEntries(BEFORE.rows), ...rows },
	);

	expect(addedBy(BEFORE, after).traces).toEqual([trace]);
});
