import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../scripts/lib/lab';
import { findingsOf } from '../../scripts/proof/findings';
import { clientSocketIn } from '../../scripts/proof/queue/connections';
import { sizesOf } from '../../scripts/proof/queue/library';
import { findPrograms } from '../../scripts/proof/queue/programs';
import { scalingPage } from '../../scripts/proof/queue/scaling';
import { growthOf } from '../../scripts/proof/queue/stored';

const MIB = 1024 * 1024;
const never = new AbortController().signal;
const print = () => undefined;

describe('Redis and PostgreSQL', () => {
	let folder: string;

	beforeEach(async () => (folder = await temporaryFolder('programs')));
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	async function put(...names: string[]) {
		for (const name of names) {
			await writeFile(join(folder, name), '');
			await chmod(join(folder, name), 0o755);
		}
	}

	it('are found by name', async () => {
		await put('redis-server', 'initdb', 'postgres', 'psql', 'setpriv');

		expect(await findPrograms([folder])).toMatchObject({ postgres: join(folder, 'postgres') });
	});

	it('that are missing are named, with the command that installs them', async () => {
		await put('initdb', 'psql', 'setpriv');
		await writeFile(join(folder, 'postgres'), 'not to be executed');

		await expect(findPrograms([folder])).rejects.toMatchObject({
			message: expect.stringContaining('no redis-server, no postgres here'),
			advice: expect.stringContaining('apt-get install'),
		});
	});
});

it('what n8n has written is told by table and file', () => {
	const before = {
		tables: { execution_entity: { rows: 1, bytes: 100 }, binary_data: { rows: 0, bytes: 10 } },
		files: { '/log': 10 },
	};
	const after = {
		tables: {
			execution_entity: { rows: 3, bytes: 150 },
			binary_data: { rows: 0, bytes: 10 },
			fresh: { rows: 1, bytes: 8 },
		},
		files: { '/log': 15, '/storage/film': 200 },
	};

	expect(growthOf(before, after)).toEqual({
		rows: { execution_entity: 2, fresh: 1 },
		tableBytes: 58,
		fileBytes: 205,
		newFiles: ['/storage/film'],
	});
	expect(growthOf(before, before)).toEqual({
		rows: {},
		tableBytes: 0,
		fileBytes: 0,
		newFiles: [],
	});
});

it('a library has sixty files of mixed sizes, some beyond one request', () => {
	const sizes = sizesOf(1);

	expect(sizes).toHaveLength(60);
	expect(new Set(sizes).size).toBe(60);
	expect(sizes.filter((size) => size > 200 * MIB)).toHaveLength(5);
	expect(Math.max(...sizes)).toBeLessThan(256 * MIB);
	expect(Math.max(...sizesOf(0.1))).toBeLessThan(32 * MIB);
	expect(Math.min(...sizesOf(0))).toBeGreaterThan(0);
});

it("the client's end of a connection is found by both ports", () => {
	const line = (local: string, remote: string, socket: string) =>
		`   1: ${local} ${remote} 01 0027AC00:00000000 01:00000014 00000000     0        0 ${socket} 1 0`;
	const table = [
		'  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
		line('0100007F:1F90', '0100007F:D431', '101'),
		line('0200007F:D431', '0100007F:1F90', '102'),
		line('0100007F:D432', '0100007F:1F90', '103'),
		line('0100007F:D431', '0100007F:1F90', '104'),
		'',
	].join('\n');

	expect(clientSocketIn(table, { clientPort: 0xd431, serverPort: 8080 })).toBe('104');
	expect(clientSocketIn(table, { clientPort: 0xd431, serverPort: 80 })).toBeUndefined();
});

describe('findings', () => {
	it('tell what was seen, and go on after what is not ok', async () => {
		const { list, find } = findingsOf(never, print);

		await find('Works', async () => 'well');
		await find('Breaks', () => {
			throw new Error('a 401');
		});

		expect(list).toEqual([
			{ title: 'Works', ok: true, seen: 'well' },
			{ title: 'Breaks', ok: false, seen: 'a 401' },
		]);
	});

	it('end with an interruption, which is none of them', async () => {
		const controller = new AbortController();
		const { list, find } = findingsOf(controller.signal, print);

		const finding = find('Interrupted', () => {
			controller.abort(new Error('interrupted'));
			throw new Error('a consequence');
		});

		await expect(finding).rejects.toThrow('interrupted');
		expect(list).toEqual([]);
	});
});

describe('docs/scaling.md', () => {
	const MIB_PER_SECOND = MIB;
	const run = {
		date: new Date('2026-11-27T12:00:00Z'),
		machine: 'a machine',
		findings: [
			{ title: 'A worker is killed', ok: true, seen: '4 requests of worker 1 were torn off' },
			{ title: 'A second run', ok: false, seen: 'n8n at 127.0.0.1:5678\nsaid nothing' },
		],
	};
	const rows = [
		{ workers: 1, milliseconds: 100_000, bytesPerSecond: 10 * MIB_PER_SECOND, busy: 0.2 },
		{ workers: 2, milliseconds: 51_000, bytesPerSecond: 19.6 * MIB_PER_SECOND, busy: 0.4 },
	];
	const throughput = { files: 36, size: 32 * MIB, lineBytes: 16 * MIB_PER_SECOND, rows };

	it('tells what was seen, also what is not ok, with the date and the machine', () => {
		const page = scalingPage({ ...run, throughput });

		expect(page).toContain('2026-11-27, on a machine');
		expect(page).toContain('| A worker is killed | ok | 4 requests of worker 1 were torn off |');
		expect(page).toContain('| A second run | **not ok** | n8n at 127.0.0.1 said nothing |');
	});

	it('compares workers with one of them', () => {
		const page = scalingPage({ ...run, throughput });

		expect(page).toContain('36 files of 32 MiB');
		expect(page).toContain('| 1 | 100 s | 10.0 | 1.00 x | 20 % |');
		expect(page).toContain('| 2 | 51 s | 19.6 | 1.96 x | 40 % |');
	});

	it('has no figures that were not measured', () => {
		expect(scalingPage(run)).not.toContain('## Throughput');
	});
});
