import { randomBytes } from 'node:crypto';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { exactly, MIB } from '../../../nodes/ApiVideo/upload';
import { FakeNode } from '../support/fakeNode';
import { expectReadable, troubleOf } from '../support/troubles';
import { NEVER } from '../support/never';
import { stillClock } from '../support/stillClock';

/** Uploads read in slices of nearly 1 MiB: these have one slice, and three with odd ends. */
const SIZES = [1, 2, 3, 4, 5, 1000, 3 * MIB + 1];

async function source(data: string, bytes?: number) {
	const binary = { mimeType: 'video/mp4', fileName: 'film.mp4', data, bytes };
	const node = new FakeNode({ items: [{ json: {}, binary: { data: binary } }] });
	return await binarySource(node.execution, 0, 'data', stillClock, NEVER);
}

async function readAll(data: string, bytes?: number, from = 0): Promise<Buffer> {
	const { open } = await source(data, bytes);
	const pieces: Uint8Array[] = [];
	for await (const piece of open(from, NEVER)) pieces.push(piece);
	expect(pieces.every(({ byteLength }) => byteLength > 0 && byteLength <= MIB)).toBe(true);
	return Buffer.concat(pieces);
}

const every = (length: number, put: string) => (text: string) =>
	text.replace(new RegExp(`.{${length}}`, 'g'), (line) => line + put);

describe.each<[string, (text: string) => string]>([
	['as it is', (text) => text],
	['with a line break every 76 characters', every(76, '\r\n')],
	['with a line break every 64 characters', every(64, '\n')],
	['with a blank at an odd place', (text) => `${text.slice(0, 3)} ${text.slice(3)}`],
	['with a break at the end', (text) => `${text}\n`],
	['with blanks around it', (text) => `\t ${text} \r\n`],
	['without padding', (text) => text.replaceAll('=', '')],
	['with its padding on a line of its own', (text) => text.replace(/(=*)$/, '\n$1')],
	['in base64url', (text) => Buffer.from(text, 'base64').toString('base64url')],
	['as a data URL', (text) => `data:video/mp4;base64,${text}`],
	[
		'as a data URL with parameters',
		(text) => `data:video/webm;codecs=vp9,opus;name=a%20b.webm;base64,${text}`,
	],
	['as a data URL in lines', (text) => `data:video/mp4;base64,\n${every(76, '\n')(text)}\n`],
	['as a data URL behind a byte order mark', (text) => `\uFEFFDATA:;BASE64,${text}`],
])('base64 %s', (_case, written) => {
	it.each(SIZES)('of %d bytes arrives byte for byte', async (size) => {
		const bytes = randomBytes(size);
		const text = written(bytes.toString('base64'));
		expect((await source(text)).size).toBe(size);
		expect((await readAll(text)).equals(bytes)).toBe(true);
		// n8n puts the right size beside it, a Code node perhaps.
		expect((await readAll(text, size)).equals(bytes)).toBe(true);
	});

	it.each([undefined, MIB + 1000])('can be begun at any byte; its size: %p', async (stated) => {
		const bytes = randomBytes(MIB + 1000);
		const text = written(bytes.toString('base64'));
		for (const from of [1, 2, 4, MIB - 2, MIB + 999]) {
			const rest = await readAll(text, stated, from);
			expect([from, rest.equals(bytes.subarray(from))]).toEqual([from, true]);
		}
	});
});

/** As many characters as are decoded at a time. */
const SLICE = 'A'.repeat(Math.floor(MIB / 3) * 4);

it('is decoded in groups of four characters, however many blanks lie between those', async () => {
	const text = `QU${' '.repeat(SLICE.length - 2)}JD`;
	expect((await readAll(text)).toString()).toBe('ABC');
});

describe('what is no base64', () => {
	const LONG = Buffer.alloc(2 * MIB).toString('base64');

	it.each([
		['a word with an exclamation mark', 'AAAA!AAA'],
		['another script', 'AAAAŁAAA'],
		['a percent-encoded data URL', 'data:text/plain,AAAA'],
		['JSON', '{"type":"Buffer","data":[1,2]}'],
		['cut within a group', 'AAAAA'],
		['cut within a group, in lines', 'AAAA\nA'],
		['padding alone', '==='],
		['padding in the middle', 'AA==AAAA'],
		['padding in the middle, in lines', 'AA==\nAAAA'],
		['padding three times', 'AAAAA==='],
		['padding within a group', 'AA=A'],
		['padding before the last group, in another slice', `${SLICE.slice(0, -1)}=AAAA`],
		['padding far before the end', `AA==${LONG}`],
		['one wrong character far behind', `${LONG}*${LONG}`],
	])('stops: %s', async (_case, data) => {
		const trouble = await troubleOf(() => source(data));
		expectReadable(trouble);
		expect(trouble.message).toBe("The file 'film.mp4' is not in base64, as files in memory are");
		expect(trouble.advice).toContain('Code node');
	});

	it('stops while it is read, where its size was believed', async () => {
		const data = `${LONG.slice(0, -4)}AA*A`;
		const believed = (data.length / 4) * 3;
		const { size, open } = await source(data, believed);
		expect(size).toBe(believed);
		const trouble = await troubleOf(async () => {
			for await (const piece of open(0, NEVER)) expect(piece.byteLength).toBeGreaterThan(0);
		});
		expect(trouble.message).toContain('is not in base64');
	});

	it.each(['', ' \n', 'data:video/mp4;base64,'])('is empty: %j', async (data) => {
		expect((await troubleOf(() => source(data))).message).toBe("The file 'film.mp4' is empty");
	});
});

describe('a text that is begun elsewhere', () => {
	const BYTES = randomBytes(9 * MIB);
	const TEXT = BYTES.toString('base64');

	it.each([undefined, BYTES.length])(
		'decodes nothing of what is before; its size: %p',
		async (stated) => {
			const { seeks, open } = await source(TEXT, stated);
			const decode = jest.spyOn(Buffer, 'from');
			const read: number[] = [];
			for await (const { byteLength } of open(8 * MIB, NEVER)) read.push(byteLength);
			const decoded = decode.mock.calls.filter(
				([text, how]: unknown[]) => how === 'base64' && text !== '',
			);
			decode.mockRestore();
			expect(read.reduce((sum, one) => sum + one)).toBe(MIB);
			expect([seeks, decoded.length]).toEqual([true, read.length]);
		},
	);

	it('is not said to begin anywhere where blanks hide how far that is', async () => {
		expect((await source(`${TEXT.slice(0, 5)} ${TEXT.slice(5)}`)).seeks).toBe(false);
		expect((await source(`A AAA`)).seeks).toBe(false);
	});

	it('stops over what is no base64 before that byte', async () => {
		const data = `AA*A${TEXT}`;
		const { open } = await source(data, (data.length / 4) * 3);
		const trouble = await troubleOf(async () => {
			for await (const piece of open(MIB, NEVER)) expect(piece.byteLength).toBeGreaterThan(0);
		});
		expect(trouble.message).toContain('is not in base64');
	});

	it('finds out that its size was a lie, also behind the blanks', async () => {
		const data = `AA\n\nA${TEXT.slice(5)}`;
		const lying = await source(data, (data.length / 4) * 3);
		await expect(
			(async () => {
				for await (const piece of exactly(lying, MIB, NEVER)) expect(piece).toBeDefined();
			})(),
		).rejects.toThrow();
	});
});

describe('the size of a file in memory', () => {
	it.each([NaN, -1, 0.5, 0, 7, 2 ** 60])(
		'is counted, whatever stands beside it: %d',
		async (bytes) => {
			expect((await source(Buffer.alloc(1000).toString('base64'), bytes)).size).toBe(1000);
		},
	);
});
