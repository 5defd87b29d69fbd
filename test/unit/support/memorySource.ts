import type { UploadBody, UploadSource } from '../../../nodes/ApiVideo/upload';

/** A source over bytes in memory, cut into pieces of the given lengths in turn. */
export function memorySource(
	bytes: Buffer,
	pieceLengths: readonly number[] = [1024 * 1024],
	size = bytes.byteLength,
): UploadSource & { opened: number; closed: number } {
	const source = {
		name: 'video.mp4',
		type: 'video/mp4',
		size,
		opened: 0,
		closed: 0,
		async *open(from: number) {
			source.opened++;
			try {
				for (let at = from, turn = 0; at < bytes.byteLength; turn++) {
					const length = pieceLengths[turn % pieceLengths.length];
					yield bytes.subarray(at, at + length);
					at += length;
				}
			} finally {
				source.closed++;
			}
		},
	};
	return source;
}

/** What a request carries that has all of a source. */
export function bodyOf(source: UploadSource): UploadBody {
	const { name, type, size } = source;
	return { name, type, size, open: (signal) => source.open(0, signal) };
}
