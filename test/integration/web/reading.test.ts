import { beginningOf } from '../../../nodes/ApiVideo/n8n/beginningOf';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { fingerprint } from '../../../nodes/ApiVideo/resources/video/fingerprint';
import { NEVER } from '../../unit/support/never';
import { digest, readByRanges, useFileServer, withSource } from '../support/webFile';

const world = useFileServer();
const SIZE = 5 * MIB + 12_345;

describe('a file on a server that hands out parts', () => {
	it('is asked for its first MiB alone, which tells what it is', async () => {
		const { server } = world;
		server.file('/dir/film.mp4', {
			size: SIZE,
			type: 'Video/MP4; codecs="avc1"',
			disposition: "attachment; filename*=UTF-8''%E2%82%AC.mp4",
		});
		await withSource(`${server.url}/dir/film.mp4`, async (source) => {
			expect(source).toMatchObject({ name: '€.mp4', type: 'video/mp4', size: SIZE });
			expect(source.ranges).toBeDefined();
			await beginningOf(source, 1024, NEVER);
			await fingerprint(source, NEVER);
		});
		expect(server.requests.entries).toHaveLength(1);
		const [{ method, range, headers, bytes }] = server.requests.entries;
		expect([method, range, bytes]).toEqual(['GET', 'bytes=0-1048575', MIB]);
		expect(headers['accept-encoding']).toBe('identity');
		expect(headers).not.toHaveProperty('if-range');
	});

	it.each([1000, MIB - 1])(
		'is read where the file server sends %d bytes of a range at a time, from the first on',
		async (bytes) => {
			const size = 6 * bytes + 1;
			const lie = { kind: 'shorter', bytes } as const;
			const { server } = world;
			const file = server.file('/film.mp4', { size, lie });
			await withSource(`${server.url}/film.mp4`, async (source) => {
				expect(source.size).toBe(size);
				expect(source.ranges).toBeDefined();
				const told = await fingerprint(source, NEVER);
				expect(await digest(source, source.open(0, NEVER))).toBe(await file.sha256());
				expect(await digest(source, source.open(bytes + 5, NEVER))).toBe(
					await file.sha256(bytes + 5),
				);
				expect(await readByRanges(source, 2 * bytes)).toBe(await file.sha256());
				// What tells the file apart is the same, however it is handed out.
				file.change({ lie: undefined });
				const other = await withSource(
					`${server.url}/film.mp4`,
					async (whole) => await fingerprint(whole, NEVER),
				);
				expect(told).toBe(other);
			});
		},
	);

	it('is read by several requests at a time, byte for byte, and nothing twice', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE, latency: 500 });
		const sha256 = await withSource(
			`${server.url}/film.mp4`,
			async (source) => await readByRanges(source, MIB),
		);
		expect(sha256).toBe(await file.sha256());
		expect(server.requests.bytes).toBe(SIZE);
		expect(server.requests.entries).toHaveLength(6);
		expect(server.requests.mostAtOnce).toBe(4);
		const [, ...readings] = server.requests.entries;
		const conditions = new Set(readings.map(({ headers }) => headers['if-range']));
		expect([...conditions]).toEqual([expect.stringMatching(/^".+"$/)]);
		expect(readings.map(({ ended }) => ended)).toEqual(Array(5).fill('whole'));
	});

	it('begins anywhere, and goes on to its end', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			for (const from of [0, 1, MIB - 1, MIB, 3 * MIB, SIZE - 1]) {
				expect(await digest(source, source.open(from, NEVER))).toBe(await file.sha256(from));
			}
		});
		const ranges = server.requests.entries.map(({ range }) => range);
		expect(ranges.slice(1)).toEqual([
			`bytes=${MIB}-${SIZE - 1}`,
			`bytes=${MIB}-${SIZE - 1}`,
			`bytes=${MIB}-${SIZE - 1}`,
			`bytes=${MIB}-${SIZE - 1}`,
			`bytes=${3 * MIB}-${SIZE - 1}`,
			`bytes=${SIZE - 1}-${SIZE - 1}`,
		]);
	});

	it.each([1, 1000, MIB - 1, MIB])(
		'is known as a whole after one request: %d bytes',
		async (size) => {
			const { server } = world;
			const file = server.file('/film.mp4', { size });
			await withSource(`${server.url}/film.mp4`, async (source) => {
				expect(await digest(source, source.open(0, NEVER))).toBe(await file.sha256());
				expect(await digest(source, source.open(size - 1, NEVER))).toBe(
					await file.sha256(size - 1),
				);
			});
			expect(server.requests.entries).toHaveLength(1);
		},
	);

	it('is read by more requests at a time where the server is distant', async () => {
		const { server } = world;
		server.file('/film.mp4', { size: 3 * MIB });
		const parallel = async (seen: number) => {
			let time = 0;
			const clock = {
				now: () => (time += seen),
				date: () => 0,
				random: () => 0,
				sleep: async () => {},
			};
			return await withSource(`${server.url}/film.mp4`, async ({ ranges }) => ranges?.parallel(), {
				clock,
			});
		};
		expect(await parallel(0.01)).toBe(4);
		expect(await parallel(80)).toBe(8);
	});

	it('may have a name of its own', async () => {
		const { server } = world;
		server.file('/film.mp4', { size: 1000, type: null });
		const named = async (fileName?: string) =>
			await withSource(`${server.url}/film.mp4`, async ({ name, type }) => [name, type], {
				fileName,
			});
		expect(await named(' My film.mov ')).toEqual(['My film.mov', 'application/octet-stream']);
		expect(await named(' ')).toEqual(['film.mp4', 'application/octet-stream']);
	});
});

describe('a file on a server that hands out nothing but all of it', () => {
	it.each(['none', 'unmentioned'] as const)(
		'is read from its start: ranges are %s',
		async (ranges) => {
			const { server } = world;
			const file = server.file('/film.mp4', { size: SIZE, ranges });
			await withSource(`${server.url}/film.mp4`, async (source) => {
				expect(source.ranges).toBeUndefined();
				expect(source.size).toBe(SIZE);
				await fingerprint(source, NEVER);
				expect(server.requests.entries).toHaveLength(1);
				expect(await digest(source, source.open(0, NEVER))).toBe(await file.sha256());
				expect(server.requests.entries).toHaveLength(2);
				expect(server.requests.entries[1].range).toBeUndefined();
				// What has arrived already is read over.
				expect(await digest(source, source.open(2 * MIB, NEVER))).toBe(await file.sha256(2 * MIB));
			});
		},
	);

	it('sends little more than the first MiB for it', async () => {
		const { server } = world;
		server.file('/film.mp4', { size: 500 * MIB, ranges: 'none' });
		await withSource(`${server.url}/film.mp4`, async (source) => await fingerprint(source, NEVER));
		// What the system holds on the way counts.
		expect(server.requests.bytes).toBeLessThan(20 * MIB);
	});

	it('is known as a whole after one request where it is small', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: 1000, ranges: 'none' });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			expect(await digest(source, source.open(0, NEVER))).toBe(await file.sha256());
		});
		expect(server.requests.entries).toHaveLength(1);
	});
});
