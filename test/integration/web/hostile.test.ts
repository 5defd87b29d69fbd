import '../support/quickReads';
import { FileServer, type FileBehaviour } from '../../../fileServer';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { Unreadable } from '../../../nodes/ApiVideo/n8n/unreadable';
import { MIB, type AnySource, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { NEVER } from '../../unit/support/never';
import { expectReadable } from '../../unit/support/troubles';
import { until } from '../harness/until';
import { stalls } from '../support/stalls';
import { digest, readByRanges, useFileServer, withAnySource, withSource } from '../support/webFile';

// A file server that means no good: each reading ends, within bounds, with words that say why.

const world = useFileServer();
const SIZE = 3 * MIB + 17;
const SIGNATURE = 'hidden1234';

async function readAll(source: AnySource): Promise<string> {
	return await digest(
		source,
		source.size === undefined ? source.open(NEVER) : source.open(0, NEVER),
	);
}

const address = () => `${world.server.url}/film.mp4?sig=${SIGNATURE}`;

/** What is said of a file that is read to its end, which it must not have. */
async function said(behaviour: Partial<FileBehaviour>): Promise<string> {
	world.server.file('/film.mp4', { size: SIZE, ...behaviour });
	return await wordsOf(async () => await withAnySource(address(), readAll));
}

/** What is said of a file that turns bad after the first answer. */
async function saidLater(
	first: Partial<FileBehaviour>,
	changes: Partial<FileBehaviour>,
	read: (source: UploadSource) => Promise<unknown> = readAll,
): Promise<string> {
	const file = world.server.file('/film.mp4', { size: SIZE, ...first });
	return await wordsOf(
		async () =>
			await withSource(address(), async (source) => {
				file.change(changes);
				return await read(source);
			}),
	);
}

/** Time counts while a file is being read, which takes no time where the server is not slow. */
const READING = { reading: () => true, sending: () => false, answering: () => false };

async function wordsOf(read: () => Promise<unknown>): Promise<string> {
	const reason = await stalls.run(READING, read).then(
		() => new Error('It was read'),
		(error: unknown) => error,
	);
	if (!(reason instanceof Trouble) && !(reason instanceof Unreadable)) throw reason as Error;
	const trouble = new Trouble(reason.message, reason.advice);
	expectReadable(trouble);
	expect(`${trouble.message} ${trouble.advice}`).not.toContain(SIGNATURE);
	await until(() => world.server.requests.underWay.length === 0, 'all requests have ended');
	return trouble.message.replaceAll(world.server.url, 'X');
}

const OTHER = 'The file server at X sends other bytes of the file than it was asked for';
const PACKED = 'The file server at X sends the file compressed, although it was asked not to';
const CHANGED = 'The file has changed on the file server at X while it was being read';

/** What is told of any answer alike. */
const ALWAYS: Array<[string, Partial<FileBehaviour>, string]> = [
	[
		'headers without end',
		{ padding: 64 * 1024 },
		'The file server sends longer headers than n8n reads: X',
	],
	[
		'a byte now and then',
		{ drip: { bytesPerSecond: 5 } },
		'The file server at X hands out less than 64 KiB a minute',
	],
];

describe('the first answer', () => {
	it.each<[string, Partial<FileBehaviour>, string]>([
		...ALWAYS,
		[
			'the same of a whole',
			{ ranges: 'none', drip: { bytesPerSecond: 5 } },
			'The file server at X hands out less than 64 KiB a minute',
		],
		['a body beyond its range', { length: 'chunked', goesOn: Infinity }, OTHER],
		['a bomb in place of a part', { gzip: 'bomb' }, PACKED],
		['a bomb in place of a part, unmarked', { gzip: 'bomb', etag: 'none' }, PACKED],
		['a bomb in place of all', { gzip: 'bomb', ranges: 'none' }, PACKED],
		['no range', { lie: { kind: 'content-range', value: 'bytes' } }, OTHER],
		[
			'a range with signs',
			{ lie: { kind: 'content-range', value: `bytes +0-+${MIB - 1}/+${SIZE}` } },
			OTHER,
		],
		['a negative range', { lie: { kind: 'content-range', value: 'bytes -1-5/-7' } }, OTHER],
		[
			'two ranges',
			{ lie: { kind: 'content-range', value: `bytes 0-9/${SIZE}, bytes 0-9/${SIZE}` } },
			OTHER,
		],
		['another unit', { lie: { kind: 'content-range', value: `items 0-9/${SIZE}` } }, OTHER],
		[
			'a size that nothing has',
			{ lie: { kind: 'content-range', value: `bytes 0-${MIB - 1}/${2n ** 60n}` } },
			'The file at X is too large: it has more than 8 PiB, api.video takes 30 GiB at most',
		],
		[
			'a size of 400 digits',
			{ lie: { kind: 'content-range', value: `bytes 0-${MIB - 1}/${'9'.repeat(400)}` } },
			'The file at X is too large: it has more than 8 PiB, api.video takes 30 GiB at most',
		],
	])('%s', async (_case, behaviour, message) => {
		expect(await said(behaviour)).toBe(message);
	});

	it('is not believed about a length that nothing has', async () => {
		const { server } = world;
		server.route('/film.mp4', {
			answer: async ({ response }) => {
				response.writeHead(200, { 'content-length': String(2n ** 60n) });
				response.write('film');
			},
		});
		expect(await wordsOf(async () => await withAnySource(address(), readAll))).toBe(
			'The file at X is too large: it has more than 8 PiB, api.video takes 30 GiB at most',
		);
	});

	it('may be followed by bytes that its length does not count: they are not read', async () => {
		const file = world.server.file('/film.mp4', { size: SIZE, ranges: 'none', goesOn: Infinity });
		expect(await withAnySource(address(), readAll)).toBe(await file.sha256());
	});
});

describe('a later answer', () => {
	const ranges = async (source: UploadSource) => await readByRanges(source, MIB);

	it.each<[string, Partial<FileBehaviour>, string]>([
		...ALWAYS,
		['a body beyond its range', { length: 'chunked', goesOn: Infinity }, OTHER],
		['a bomb', { gzip: 'bomb' }, PACKED],
		['a total that changes', { lie: { kind: 'other-total', total: 2 ** 50 } }, CHANGED],
		[
			'a total that nothing has',
			{ lie: { kind: 'content-range', value: `bytes 0-9/${2n ** 60n}` } },
			CHANGED,
		],
		['signs', { lie: { kind: 'content-range', value: `bytes +0-+9/+${SIZE}` } }, OTHER],
	])('%s', async (_case, changes, message) => {
		expect(await saidLater({}, changes)).toBe(message);
		if (changes.drip) return;
		expect(await saidLater({}, changes, ranges)).toBe(message);
	});

	it('of a file that is read from its start alone', async () => {
		const whole = { ranges: 'none' } as const;
		const broken =
			'The file server at X broke off in the middle of the file, and does not hand out the rest alone';
		expect(await saidLater(whole, { drip: { afterBytes: 2 * MIB, bytesPerSecond: 5 } })).toBe(
			broken,
		);
		expect(await saidLater(whole, { padding: 64 * 1024 })).toBe(
			'The file server sends longer headers than n8n reads: X',
		);
		expect(await saidLater(whole, { gzip: 'bomb' })).toBe(PACKED);
		expect(await saidLater({ ...whole, etag: 'none' }, { gzip: 'bomb', etag: 'none' })).toBe(
			PACKED,
		);
		expect(await saidLater(whole, { length: 'chunked', goesOn: Infinity })).toBe(OTHER);
	});
});

it('a file server that hands out a byte for each request is given up', async () => {
	const cut = { by: 'fin', afterBytes: 1 } as const;
	expect(await saidLater({}, { cut })).toMatch(
		/^The connection to the file server at X broke off$|^The file server at X has ended/,
	);
	expect(world.server.requests.entries.length).toBeLessThan(20);
});

it('a bomb is not unpacked beyond what was asked for', async () => {
	const before = process.memoryUsage.rss();
	await said({ gzip: 'bomb', etag: 'none' });
	expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MIB);
});

describe('redirects', () => {
	it.each([
		['file:///etc/passwd', 'to something that is no web address'],
		['data:video/mp4;base64,AAAA', 'to something that is no web address'],
		['javascript:alert(1)', 'to something that is no web address'],
		['ftp://files.example/film.mp4', 'to something that is no web address'],
		['blob:http://files.example/1', 'to something that is no web address'],
		['http://[::1', 'to something that is no web address'],
		['http://me:hidden1234@files.example/', 'to an address with a user name or a password in it'],
	])('are not followed to %s', async (to, what) => {
		world.server.redirect('/film.mp4', { to });
		expect(await wordsOf(async () => await withAnySource(address(), readAll))).toBe(
			`The file server at X redirects ${what} (HTTP 302)`,
		);
	});

	it('in a circle of two hosts end', async () => {
		const other = await FileServer.start();
		try {
			other.redirect('/go', { to: address() });
			world.server.redirect('/film.mp4', { to: `${other.url}/go` });
			const words = await wordsOf(async () => await withAnySource(address(), readAll));
			expect(words.replace(other.url, 'X')).toBe(
				'The file server at X redirects in a circle (HTTP 302)',
			);
			expect(world.server.requests.entries.length + other.requests.entries.length).toBe(11);
		} finally {
			await other.stop();
		}
	});
});

describe('a name', () => {
	const nameFor = async (disposition: string) => {
		world.server.file('/film.mp4', { size: 10, disposition });
		return await withAnySource(address(), async ({ name }) => name);
	};

	it.each([
		["attachment; filename*=UTF-8''a%0D%0AX-Injected:%201.mp4", 'aX-Injected: 1.mp4'],
		["attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", 'passwd'],
		['attachment; filename="..\\\\..\\\\boot.ini"', 'boot.ini'],
		["attachment; filename*=UTF-8''film.mp4%00.exe", 'film.mp4.exe'],
		["attachment; filename*=UTF-8''film%E2%80%AE4pm.exe", 'film4pm.exe'],
		["attachment; filename*=UTF-8''__proto__", '__proto__'],
	])('is a name and nothing else: %s', async (disposition, name) => {
		expect(await nameFor(disposition)).toBe(name);
	});

	it('that is as long as headers may be is shortened, and read at once', async () => {
		const long = await nameFor(`attachment; filename="${'n'.repeat(15_000)}.mp4"`);
		expect(long).toBe(`${'n'.repeat(251)}.mp4`);
	});

	it('of 64 KiB is not read: nobody reads such a header', async () => {
		expect(await said({ disposition: `attachment; filename="${'n'.repeat(65_536)}"` })).toBe(
			'The file server sends longer headers than n8n reads: X',
		);
	});
});
