import { Unreadable } from '../../../nodes/ApiVideo/n8n/unreadable';
import { MIB, type UploadSource } from '../../../nodes/ApiVideo/upload';
import type { FileBehaviour } from '../../../fileServer';
import { NEVER } from '../../unit/support/never';
import { digest, readByRanges, useFileServer, withSource } from '../support/webFile';

const world = useFileServer();
const SIZE = 4 * MIB;
const MONDAY = new Date('2026-11-23T12:00:00Z');
const LATER = new Date('2026-11-23T12:00:01Z');

/** What ends the reading of a file that is changed after the first answer. */
async function endOf(
	first: Partial<FileBehaviour>,
	changes: Partial<FileBehaviour>,
	read: (source: UploadSource) => Promise<unknown> = async (source) =>
		await readByRanges(source, MIB),
): Promise<unknown> {
	const { server } = world;
	const file = server.file('/film.mp4', { size: SIZE, lastModified: null, ...first });
	return await withSource(`${server.url}/film.mp4`, async (source) => {
		file.change(changes);
		return await read(source).catch((reason: unknown) => reason);
	});
}

const CHANGED = /^The file has changed on the file server at http:\/\/127\.0\.0\.1:\d+ while/;
const OTHER = /^The file server at http:\/\/127\.0\.0\.1:\d+ sends other bytes of the file than/;
const PACKED = /^The file server at http:\/\/127\.0\.0\.1:\d+ sends the file compressed/;

const ANOTHER_VERSION: Array<[string, Partial<FileBehaviour>, Partial<FileBehaviour>]> = [
	['other bytes, with a strong ETag', {}, { seed: 2 }],
	['another strong ETag', { etag: '"a"' }, { etag: '"b"' }],
	['no strong ETag any more', { etag: '"a"' }, { etag: 'none' }],
	['a weak ETag for a strong one', { etag: '"a"' }, { etag: 'W/"a"' }],
	['another weak ETag', { etag: 'W/"a"' }, { etag: 'W/"b"' }],
	['another date', { etag: 'none', lastModified: MONDAY }, { lastModified: LATER }],
	[
		'another date beside a weak ETag',
		{ etag: 'W/"a"', lastModified: MONDAY },
		{ lastModified: LATER },
	],
	['another size', {}, { size: SIZE + 1 }],
	['another size, and no validator', { etag: 'none' }, { size: SIZE - 1 }],
];

describe.each(['honoured', 'ignored'] as const)(
	'a file that is another one by now, If-Range is %s',
	(ifRange) => {
		it.each(ANOTHER_VERSION)('is read no further: %s', async (_case, first, changes) => {
			const reason = await endOf({ ifRange, ...first }, changes);
			expect(reason).toBeInstanceOf(Unreadable);
			expect(reason).toMatchObject({ message: expect.stringMatching(CHANGED), isAnother: true });
		});
	},
);

describe('a file that is another one by now, and is read from its start', () => {
	it.each(ANOTHER_VERSION)('is read no further: %s', async (_case, first, changes) => {
		const reason = await endOf(
			{ ranges: 'none', ...first },
			changes,
			async (source) => await digest(source, source.open(0, NEVER)),
		);
		expect(reason).toMatchObject({ message: expect.stringMatching(CHANGED), isAnother: true });
	});
});

it('reads on what is the same, though the file was written again', async () => {
	const { server } = world;
	const sha256 = await server.file('/film.mp4', { size: SIZE }).sha256();
	expect(await endOf({ etag: '"a"' }, { lastModified: LATER })).toBe(sha256);
	expect(await endOf({ etag: 'none' }, { etag: '"new"' })).toBe(sha256);
});

describe('an answer that is not what was asked for', () => {
	it.each([
		['shifted on', { kind: 'shifted', by: 1000 }, OTHER],
		['shifted back', { kind: 'shifted', by: -1000 }, OTHER],
		['of a file of another size', { kind: 'other-total', total: SIZE + 1 }, CHANGED],
		['of a file of unknown size', { kind: 'other-total', total: '*' }, OTHER],
		['longer than it says', { kind: 'other-length', by: 1000 }, OTHER],
		['shorter than it says', { kind: 'other-length', by: -1000 }, OTHER],
		['without Content-Range', { kind: 'no-content-range' }, OTHER],
		['in several parts', { kind: 'multipart' }, OTHER],
	] as const)('stops the reading: %s', async (_case, lie, message) => {
		for (const etag of ['strong', 'none'] as const) {
			const reason = await endOf({ etag }, { lie });
			expect(reason).toMatchObject({ message: expect.stringMatching(message), passes: false });
		}
	});

	it('is asked for again where it is all of the same file, and stops the reading where it always is', async () => {
		const { server } = world;
		for (const etag of ['strong', 'none'] as const) {
			const sha256 = await server.file('/film.mp4', { size: SIZE, etag }).sha256();
			expect(await endOf({ etag }, { lie: { kind: 'whole', every: 2 } })).toBe(sha256);
			const reason = await endOf({ etag }, { lie: { kind: 'whole' } });
			expect(reason).toMatchObject({
				message: `The file server at ${server.url} sends all of the file where a part was asked for`,
				isAnother: false,
			});
		}
		server.requests.clear();
		await endOf({}, { ranges: 'none' });
		// Each of four readings is tried seven times, and none is read on: a file may have 30 GiB.
		expect(server.requests.entries.length).toBeLessThanOrEqual(1 + 4 * 7);
	});

	it('stops the reading when it is compressed', async () => {
		for (const ranges of ['served', 'none'] as const) {
			const reason = await endOf(
				{ ranges },
				{ gzip: 'always' },
				async (source) => await digest(source, source.open(0, NEVER)),
			);
			expect(reason).toMatchObject({ message: expect.stringMatching(PACKED), passes: false });
		}
	});
});

describe('a page that comes in place of the file', () => {
	it.each(['login', 'virus-scan', 'json'] as const)(
		'is told as such, and is no other version of the file: %s',
		async (page) => {
			const fromStart = async (source: UploadSource) => await digest(source, source.open(0, NEVER));
			for (const first of [{}, { etag: 'none' as const }]) {
				const byRanges = await endOf(first, { instead: { page } });
				const whole = await endOf({ ...first, ranges: 'none' }, { instead: { page } }, fromStart);
				for (const reason of [byRanges, whole]) {
					expect(reason).toMatchObject({
						message: `The file server at ${world.server.url} sends a page in place of the file`,
						isAnother: false,
					});
				}
			}
		},
	);
});

it('says that a file is another one only where its size is, when there are no such bytes', async () => {
	const answer = (size: number): Partial<FileBehaviour> => ({
		instead: { page: 'text', status: 416, headers: { 'content-range': `bytes */${size}` } },
	});
	for (const ranges of ['served', 'none'] as const) {
		const read = async (source: UploadSource) => await digest(source, source.open(0, NEVER));
		const same = await endOf({ ranges }, answer(SIZE), read);
		expect(same).toMatchObject({
			message: expect.stringMatching(/part of the file \(HTTP 416\)$/),
		});
		const shorter = await endOf({ ranges }, answer(SIZE - 1), read);
		expect(shorter).toMatchObject({ message: expect.stringMatching(CHANGED) });
	}
});

describe('a file that is compressed from the first answer on', () => {
	// Without a tag nothing shows it, and it is read unpacked, as a file without a length.
	it.each<[string, FileBehaviour]>([
		['in parts', { size: SIZE }],
		['as a whole', { size: SIZE, ranges: 'none' }],
	])('is refused: %s', async (_case, behaviour) => {
		const { server } = world;
		server.file('/film.mp4', { gzip: 'always', ...behaviour });
		const made = withSource(`${server.url}/film.mp4`, async () => {});
		await expect(made).rejects.toThrow(PACKED);
	});
});
