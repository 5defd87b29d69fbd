import {
	exactly,
	MIB,
	SourceError,
	upload,
	type UploadSource,
} from '../../../nodes/ApiVideo/upload';
import { created, HandTransport, inTurn } from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { shareOf } from '../support/shareOf';

const BYTES = Buffer.alloc(MIB);

/** Gives one piece, then throws. */
function broken(size: number, reason: unknown): UploadSource {
	return {
		...memorySource(BYTES, [MIB], size),
		async *open() {
			yield BYTES;
			throw reason;
		},
	};
}

async function readAll(source: UploadSource): Promise<number> {
	let bytes = 0;
	for await (const { byteLength } of exactly(source, 0, NEVER)) bytes += byteLength;
	return bytes;
}

describe('what a source throws', () => {
	const cause = new Error('EIO: i/o error, read');
	const REASONS = [
		new SourceError('The file could not be read', { cause }),
		// Not known here: the host's own words, such as that the execution was canceled.
		Object.assign(new Error('The execution was canceled'), { advice: 'Run it again.' }),
	];

	it.each(REASONS)('comes out of the reading as it is: %s', async (reason) => {
		await expect(readAll(broken(2 * MIB, reason))).rejects.toBe(reason);
	});

	it.each(REASONS)('comes out of an upload as it is: %s', async (reason) => {
		for (const size of [2 * MIB, 201 * MIB]) {
			const transport = new HandTransport('apiKey', inTurn(created()));
			const line = shareOf(new VirtualClock());
			const uploading = upload(broken(size, reason), transport, line, { videoId: 'vi1' });
			await expect(uploading).rejects.toBe(reason);
			expect(transport.seen).toEqual([]);
		}
	});
});

describe('a size that is a lie', () => {
	it.each([
		[MIB + 1, 'The file ended after 1048576 of its stated 1048577 bytes'],
		[MIB - 1, 'The file is larger than its stated 1048575 bytes'],
	])('of %d bytes is found out', async (size, message) => {
		await expect(readAll(memorySource(BYTES, [1000], size))).rejects.toThrow(
			new SourceError(message),
		);
	});

	it('is no lie when it is right', async () => {
		expect(await readAll(memorySource(BYTES, [1000]))).toBe(MIB);
	});
});
