import { SourceError, type Steadying, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { VirtualClock } from './virtualClock';

/** Where a source breaks, once each: after so many bytes of the reading that is the first to come there. */
export interface Breaks {
	/** Offsets, in bytes. A break at one that is met again is another entry. */
	readonly at: readonly number[];
	readonly reason?: unknown;
}

/** Bytes in memory whose readings break. Begins anywhere, and counts who has not closed it. */
export function breakingSource(
	bytes: Buffer,
	pieceLengths: readonly number[],
	{ at: breaks, reason = new SourceError('The file could not be read') }: Breaks,
) {
	const left = [...breaks].sort((a, b) => a - b);
	const source = {
		name: 'video.mp4',
		type: 'video/mp4',
		size: bytes.byteLength,
		openings: [] as number[],
		open: 0,
	};
	const open: UploadSource['open'] = async function* (from, signal) {
		source.openings.push(from);
		source.open++;
		try {
			for (let offset = from, turn = 0; ; turn++) {
				signal.throwIfAborted();
				const next = left.findIndex((one) => one >= offset);
				const end = offset + pieceLengths[turn % pieceLengths.length];
				const until = next < 0 ? end : Math.min(end, left[next]);
				if (until > offset && offset < bytes.byteLength) yield bytes.subarray(offset, until);
				offset = Math.min(until, bytes.byteLength);
				if (next >= 0 && offset === left[next]) {
					left.splice(next, 1);
					await Promise.reject(reason);
				}
				if (offset === bytes.byteLength) return;
			}
		} finally {
			source.open--;
		}
	};
	return { ...source, counts: source, open };
}

/** A host that lets every {@link SourceError} pass, and writes down what broke. */
export function hostThatReadsOn(clock = new VirtualClock()) {
	const broken: Array<[reason: unknown, at: number]> = [];
	const how: Steadying = {
		clock,
		mayPass: (reason) => reason instanceof SourceError,
		onBreak: (reason, at) => broken.push([reason, at]),
	};
	return { how, broken, clock };
}
