import { bytesContent, madeContent, sha256Of } from '../../fileServer';
import { MiB, sha256 } from './client';

const GiB = 1024 * MiB;
const { size, fill } = { size: 3 * MiB + 5, fill: madeContent(3 * MiB + 5, 7) };

function read(from: number, end: number, content = fill): Buffer {
	const bytes = Buffer.alloc(end - from);
	content.fill(bytes, from);
	return bytes;
}

test('a part of a file is the same whether it is read alone or with what is around it', () => {
	const whole = read(0, size);
	for (const [from, end] of [
		[0, 1],
		[3, 5],
		[4095, 4097],
		[4097, 4100],
		[4101, 12_288 + 2],
		[MiB - 3, MiB + 9],
		[size - 1, size],
	]) {
		expect(read(from, end)).toEqual(whole.subarray(from, end));
	}
});

test('no two blocks are equal, and another seed makes another file', () => {
	const whole = read(0, size);
	const blocks = Array.from({ length: Math.floor(size / 4096) }, (_, index) =>
		whole.toString('latin1', index * 4096, (index + 1) * 4096),
	);
	expect(new Set(blocks).size).toBe(blocks.length);
	expect(read(0, 4096, madeContent(size, 8))).not.toEqual(read(0, 4096));
});

test('the end of 30 GiB is read as fast as its beginning', () => {
	const film = madeContent(30 * GiB);
	const end = read(30 * GiB - 8192, 30 * GiB, film);
	expect(end).not.toEqual(read(8 * MiB - 8192, 8 * MiB, film));
	expect(end.subarray(4096)).toEqual(read(30 * GiB - 4096, 30 * GiB, film));
});

test('SHA-256 is worked out in a stream, of all or of a part', async () => {
	const whole = read(0, size);
	expect(await sha256Of(fill)).toBe(sha256(whole));
	expect(await sha256Of(fill, 1000, MiB)).toBe(sha256(whole.subarray(1000, MiB)));
});

test('a file may be given as bytes', async () => {
	const content = bytesContent(Buffer.from('0123456789'));
	expect(read(3, 6, content).toString()).toBe('345');
	expect(await sha256Of(content)).toBe(sha256(Buffer.from('0123456789')));
});
