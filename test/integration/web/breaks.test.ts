import { Unreadable } from '../../../nodes/ApiVideo/n8n/unreadable';
import { MIB, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { until } from '../harness/until';
import { NEVER } from '../../unit/support/never';
import { digest, readByRanges, useFileServer, withSource } from '../support/webFile';

const world = useFileServer();
const SIZE = 4 * MIB + 777;

const byRanges = async (source: UploadSource) => await readByRanges(source, MIB);
const fromStart = async (source: UploadSource) => await digest(source, source.open(0, NEVER));

describe('a reading that breaks off', () => {
	it.each(['fin', 'rst'] as const)('goes on at the byte that comes next: %s', async (by) => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			file.change({ cut: { by, afterBytes: 300_000, every: 2 } });
			expect(await fromStart(source)).toBe(await file.sha256());
			expect(await byRanges(source)).toBe(await file.sha256());
		});
	});

	it('goes on where there is no answer at all, some times', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			file.change({ cut: { by: 'rst', times: 6 } });
			expect(await fromStart(source)).toBe(await file.sha256());
			file.change({ cut: { by: 'rst' } });
			server.requests.clear();
			const reason = await fromStart(source).catch((error: unknown) => error);
			expect(reason).toBeInstanceOf(Unreadable);
			expect((reason as Unreadable).message).toMatch(
				/^The connection was closed before the file server answered: http:/,
			);
			expect(server.requests.entries).toHaveLength(7);
		});
	});

	it('tells the log, without what may be secret', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4?sig=hidden`, async (source, n8n) => {
			const info = jest.spyOn(n8n.logger, 'info').mockImplementation(() => {});
			file.change({ cut: { by: 'fin', afterBytes: 300_000, times: 1 } });
			await fromStart(source);
			const lines = info.mock.calls.map(([line]) => line);
			info.mockRestore();
			expect(lines).toEqual([
				expect.stringMatching(
					/^api\.video: reading the file 'film\.mp4' broke off at byte \d+, and goes on there: The connection to the file server at http:\/\/127\.0\.0\.1:\d+ broke off: ECONNRESET/,
				),
			]);
			expect(lines.join()).not.toContain('hidden');
		});
	});

	it('stops, and is told, where the file server hands out nothing but all of it', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE, ranges: 'none' });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			file.change({ cut: { by: 'fin', afterBytes: 2 * MIB } });
			server.requests.clear();
			const reason = await fromStart(source).catch((error: unknown) => error as Unreadable);
			expect((reason as Unreadable).message).toBe(
				`The file server at ${server.url} broke off in the middle of the file, and does not hand out the rest alone`,
			);
			expect(server.requests.entries).toHaveLength(1);
			// Before its first byte nothing is lost.
			file.change({ cut: { by: 'rst', times: 2 } });
			expect(await fromStart(source)).toBe(await file.sha256());
		});
	});

	it('goes on where the file server sends less than it was asked for at a time', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			file.change({ cut: { by: 'fin', afterBytes: 100_000 } });
			expect(await digest(source, source.open(2 * MIB, NEVER))).toBe(await file.sha256(2 * MIB));
		});
	});
});

describe('a signed link that runs out', () => {
	it.each([401, 403, 410] as const)(
		'is fetched anew from the first address: %d',
		async (refusal) => {
			const { server } = world;
			const file = server.file('/film.mp4', { size: SIZE });
			const link = server.link('/go', '/film.mp4', { requests: 2, refusal });
			await withSource(`${server.url}/go`, async (source) => {
				expect(await byRanges(source)).toBe(await file.sha256());
				link.expire();
				expect(await fromStart(source)).toBe(await file.sha256());
			});
		},
	);

	it('is told, with how to go on, where the first address has none', async () => {
		const { server } = world;
		server.file('/film.mp4', { size: SIZE });
		const link = server.link('/go', '/film.mp4');
		await withSource(`${server.url}/go?sig=hidden`, async (source) => {
			link.expire();
			link.change({ instead: { page: 'text', status: 403 } });
			const reason = await fromStart(source).catch((error: unknown) => error as Unreadable);
			const { message, advice, passes } = reason as Unreadable;
			expect(message).toBe(
				`The file server at ${server.url} does not hand out the file (HTTP 403)`,
			);
			expect(advice).toMatch(/get a new one and enter it in Web Address/);
			expect(passes).toBe(false);
		});
	});

	it('is asked for once more where it was entered itself', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			file.change({ instead: { page: 'text', status: 403, times: 1 } });
			expect(await fromStart(source)).toBe(await file.sha256());
			file.change({ instead: { page: 'text', status: 403 } });
			server.requests.clear();
			await expect(fromStart(source)).rejects.toThrow('HTTP 403');
			expect(server.requests.entries).toHaveLength(2);
		});
	});
});

describe('a file server that refuses requests', () => {
	it.each([429, 503] as const)('is asked by fewer at a time, down to one: %d', async (status) => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			file.change({ busy: { status, above: 1, retryAfter: 1 }, latency: 30 });
			expect(await readByRanges(source, MIB / 4)).toBe(await file.sha256());
			expect(source.ranges?.parallel()).toBe(1);
			server.requests.clear();
			await byRanges(source);
			const statuses = server.requests.entries.map(({ status: one }) => one);
			expect(statuses).toEqual(Array(4).fill(206));
		});
	});
});

describe('connections', () => {
	it('are closed of bodies that nobody reads on', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: 200 * MIB });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			const pieces = source.open(2 * MIB, NEVER)[Symbol.asyncIterator]();
			await pieces.next();
			await pieces.return?.();
			file.change({ instead: { page: 'text', status: 404 } });
			await expect(fromStart(source)).rejects.toThrow('HTTP 404');
			file.change({ instead: undefined, ranges: 'none' });
			await expect(fromStart(source)).rejects.toThrow('all of the file');
			await until(() => server.requests.underWay.length === 0, 'all requests have ended');
			const left = server.requests.entries.filter(({ ended }) => ended === 'left');
			expect(left.length).toBeGreaterThanOrEqual(2);
		});
	});

	it('are closed when the signal is aborted, and the reading ends', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', { size: SIZE });
		await withSource(`${server.url}/film.mp4`, async (source) => {
			file.change({ stall: { afterBytes: 100_000 } });
			const stop = new AbortController();
			const reading = readByRanges(source, MIB, stop.signal);
			await until(() => server.requests.entries.length === 5, 'all readings are under way');
			stop.abort();
			await expect(reading).rejects.toThrow('The execution was canceled');
			await until(() => server.openConnections === 0, 'all connections are closed');
		});
	});
});
