import { randomBytes } from 'node:crypto';
import { LazyFile } from '../../../nodes/ApiVideo/n8n/lazyFile';
import type { UploadBody } from '../../../nodes/ApiVideo/upload';
import { readForm } from '../support/readForm';
import { bodyOf, memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';

const BYTES = randomBytes(3000);

async function bytesOf(file: LazyFile): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of file.stream()) pieces.push(piece as Uint8Array);
	return Buffer.concat(pieces);
}

/** Yields one piece, then cannot be read. */
function broken(error: Error): UploadBody {
	return {
		...bodyOf(memorySource(BYTES)),
		async *open() {
			yield BYTES.subarray(0, 10);
			throw error;
		},
	};
}

describe('LazyFile', () => {
	it('is a File of the stated name, type and size, without being read', () => {
		const source = memorySource(BYTES);
		const file = new LazyFile(bodyOf(source), NEVER);
		expect(file).toBeInstanceOf(File);
		expect([file.name, file.type, file.size]).toEqual(['video.mp4', 'video/mp4', 3000]);
		expect(source.opened).toBe(0);
	});

	it('stays itself in a form: a copy would be empty', () => {
		const file = new LazyFile(bodyOf(memorySource(BYTES)), NEVER);
		const form = new FormData();
		form.append('file', file);
		expect(form.get('file')).toBe(file);
	});

	it.each(['video.mp4', 'Käse & Brot.mp4', '映画 🎬.mov', '50% off; name=x.mp4', "it's.mp4"])(
		'arrives byte by byte, framed by the platform, under its name: %s',
		async (name) => {
			const source = { ...memorySource(BYTES, [7, 1000]), name };
			const form = new FormData();
			form.append('videoId', 'vi1');
			form.append('file', new LazyFile(bodyOf(source), NEVER));
			const parts = await readForm(form);
			expect(parts.map(({ field }) => field)).toEqual(['videoId', 'file']);
			expect(parts[1]).toMatchObject({ name, type: 'video/mp4' });
			expect(parts[1].bytes.equals(BYTES)).toBe(true);
		},
	);

	it.each([
		['a null byte', 'film\0.mp4', 'film .mp4'],
		['control characters', 'film\u001b\t\v.mp4', 'film .mp4'],
		['half a character', 'film\ud800.mp4', 'film\ufffd.mp4'],
		['an end of the field', 'a"; filename="b.mp4', "a'; filename='b.mp4"],
		['a header', 'a\r\nContent-Type: text/html\r\n\r\nb.mp4', 'a Content-Type: text/html b.mp4'],
	])('is named without what ends a name: %s', (_case, name, named) => {
		const open = async function* () {};
		expect(new LazyFile({ name, type: 'video/mp4', size: 0, open }, NEVER).name).toBe(named);
	});

	it('arrives with single quotes for double ones, and blanks for line breaks, in its name', async () => {
		const form = new FormData();
		form.append(
			'file',
			new LazyFile({ ...bodyOf(memorySource(BYTES)), name: 'a "b"\r\nc.mp4' }, NEVER),
		);
		expect((await readForm(form))[0].name).toBe("a 'b' c.mp4");
	});

	it('is read from the start as often as it is sent', async () => {
		const source = memorySource(BYTES, [1000]);
		const file = new LazyFile(bodyOf(source), NEVER);
		expect((await bytesOf(file)).equals(BYTES)).toBe(true);
		expect((await bytesOf(file)).equals(BYTES)).toBe(true);
		expect([source.opened, source.closed]).toEqual([2, 2]);
		expect(file.readError).toBeUndefined();
	});

	it('can be read twice at the same time', async () => {
		const file = new LazyFile(bodyOf(memorySource(BYTES, [100])), NEVER);
		const [one, two] = await Promise.all([bytesOf(file), bytesOf(file)]);
		expect([one.equals(BYTES), two.equals(BYTES)]).toEqual([true, true]);
	});

	it('remembers why it could not be read', async () => {
		const error = new Error('The disk is gone');
		const file = new LazyFile(broken(error), NEVER);
		await expect(bytesOf(file)).rejects.toBe(error);
		expect(file.readError).toBe(error);
	});

	it('closes the source when the sender stops in the middle', async () => {
		const source = memorySource(BYTES, [100]);
		const file = new LazyFile(bodyOf(source), NEVER);
		for await (const piece of file.stream()) {
			expect(piece).toHaveLength(100);
			break;
		}
		expect([source.opened, source.closed]).toEqual([1, 1]);
		expect(file.readError).toBeUndefined();
	});

	it('closes without a word, whatever closing the source says', async () => {
		const unheard: unknown[] = [];
		const listen = (reason: unknown) => unheard.push(reason);
		process.on('unhandledRejection', listen);
		try {
			const file = new LazyFile(
				{
					...bodyOf(memorySource(BYTES)),
					async *open() {
						try {
							yield BYTES;
						} finally {
							await Promise.reject(new Error('EIO: i/o error, close'));
						}
					},
				},
				NEVER,
			);
			await (file.stream() as unknown as AsyncIterator<Uint8Array>).next();
			file.close();
			for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
		} finally {
			process.off('unhandledRejection', listen);
		}
		expect(unheard).toEqual([]);
	});

	it('says whether it waits for the file, and not for the connection', async () => {
		let give = () => {};
		const file = new LazyFile(
			{
				...bodyOf(memorySource(BYTES)),
				async *open() {
					await new Promise<void>((resolve) => (give = resolve));
					yield BYTES;
				},
			},
			NEVER,
		);
		const pieces = (file.stream() as unknown as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
		const before = file.waitsForFile;
		const piece = pieces.next();
		await new Promise(setImmediate);
		const meanwhile = file.waitsForFile;
		give();
		await piece;
		expect([before, meanwhile, file.waitsForFile]).toEqual([false, true, false]);
	});
});
