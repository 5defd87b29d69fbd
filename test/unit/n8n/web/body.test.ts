import { bodyOf, bodyToEnd, expectMarkedEnd } from '../../../../nodes/ApiVideo/n8n/web/body';
import type { OpenFile } from '../../../../nodes/ApiVideo/n8n/web/fileServer';

/** An answer whose body comes in pieces of these lengths, and how often it was closed. */
function answerOf(lengths: readonly number[], headers: Record<string, string> = {}) {
	const seen = { closed: 0, pieces: [] as Buffer[] };
	const answer = {
		url: new URL('https://files.example/film.mp4'),
		status: 206,
		headers,
		encoding: '',
		request: {
			async *read() {
				for (const length of lengths) {
					const piece = Buffer.from(new Uint8Array(length).fill(1).buffer);
					seen.pieces.push(piece);
					yield piece;
				}
			},
		},
		close: () => seen.closed++,
	} as unknown as OpenFile;
	return { answer, seen };
}

async function lengthOf(pieces: AsyncIterable<Uint8Array>): Promise<number> {
	let bytes = 0;
	for await (const { byteLength } of pieces) bytes += byteLength;
	return bytes;
}

describe('a body', () => {
	it('is read to its end, and closed', async () => {
		const { answer, seen } = answerOf([3, 4], { 'content-length': '7' });
		expect(await lengthOf(bodyOf(answer, 7))).toBe(7);
		expect(seen.closed).toBe(1);
	});

	it.each<[string, number[], Record<string, string>, RegExp]>([
		[
			'is longer than its header says',
			[7, 1],
			{ 'content-length': '7' },
			/sends the file compressed/,
		],
		[
			'is shorter than its header says',
			[6],
			{ 'content-length': '7' },
			/sends the file compressed/,
		],
		['is longer than was asked for', [8], { 'content-length': '8' }, /sends other bytes/],
		['is shorter than was asked for', [6], { 'content-length': '6' }, /sends other bytes/],
		['is longer, and does not say so', [8], {}, /sends other bytes/],
		['is shorter, and does not say so', [6], {}, /has ended its answer early$/],
	])('that %s is not the file', async (_which, lengths, headers, message) => {
		const { answer, seen } = answerOf(lengths, headers);
		await expect(lengthOf(bodyOf(answer, 7))).rejects.toThrow(message);
		expect(seen.closed).toBe(1);
	});

	it('that ends early may be had another time, and no other', async () => {
		const early = lengthOf(bodyOf(answerOf([6]).answer, 7));
		await expect(early).rejects.toMatchObject({ passes: true });
		const other = lengthOf(bodyOf(answerOf([8]).answer, 7));
		await expect(other).rejects.toMatchObject({ passes: false });
	});

	it('of which nobody knows the length is read to its end, and closed', async () => {
		const { answer, seen } = answerOf([3, 4]);
		expect(await lengthOf(bodyToEnd(answer))).toBe(7);
		expect(seen.closed).toBe(1);
	});

	it('is closed where nobody reads on', async () => {
		for (const read of [(answer: OpenFile) => bodyOf(answer, 7), bodyToEnd]) {
			const { answer, seen } = answerOf([3, 4]);
			const pieces = read(answer)[Symbol.asyncIterator]();
			await pieces.next();
			expect(seen.closed).toBe(0);
			await pieces.return?.();
			expect(seen.closed).toBe(1);
		}
	});
});

describe('the end of a body whose length nobody knows', () => {
	const look = (coding?: string) => () =>
		expectMarkedEnd(
			answerOf([], coding === undefined ? {} : { 'transfer-encoding': coding }).answer,
		);

	it.each(['chunked', 'Chunked', ' chunked '])('is marked: %s', (coding) => {
		expect(look(coding)).not.toThrow();
	});

	it.each([undefined, '', 'gzip', 'chunked, gzip', 'identity'])('is not marked: %s', (coding) => {
		expect(look(coding)).toThrow(/neither says how long the file is nor marks its end/);
	});

	it('is not told from a cut where nobody could see whether n8n unpacks it', () => {
		const { answer } = answerOf([], { 'transfer-encoding': 'chunked' });
		expect(() => expectMarkedEnd({ ...answer, encoding: undefined })).toThrow(/n8n does not show/);
	});

	it.each(['gzip, chunked', 'gzip,Chunked'])('is marked, of something encoded: %s', (coding) => {
		expect(look(coding)).toThrow(/sends the file compressed/);
	});
});
