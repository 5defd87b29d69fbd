import { Problem, type Slug } from '../problem';
import {
	minimumChunkBytes,
	type BytesRange,
	type ContentRange,
	type PartRange,
} from './contentRange';

/** How a video came by its source when it did not come by an upload. */
export type ForeignSource = 'downloaded' | 'copied';

/** Bytes of a video, both ends included. */
export interface Span {
	from: number;
	to: number;
}

interface Arrival {
	range: ContentRange | undefined;
	size: number;
	now: number;
	elapsed: number;
}

/** What has arrived of one video, and the rules about what may still come. */
export class Received {
	/** Ranges in order of arrival. */
	ranges: Span[] = [];
	/** Size in bytes of each part, by its number. */
	readonly parts = new Map<number, number>();
	/** Bytes, or parts, that make the whole; undefined until a request named it. */
	total: number | undefined;
	/** How the upload goes on: in one request, by byte ranges, or by parts. */
	unit: 'whole' | 'bytes' | 'part' | undefined;
	/** When the last byte was stored, in milliseconds. */
	completedAt: number | undefined;
	/** Bytes stored so far. */
	size = 0;
	private arrivals: Arrival[] = [];

	constructor(readonly foreign?: ForeignSource) {}

	/** Throws the problem that a request with this Content-Range runs into before its body is read. */
	check(range: ContentRange | undefined): void {
		if (this.foreign) throw new Problem(`video-source-already-${this.foreign}`, { name: 'file' });
		if (this.completedAt !== undefined) {
			throw new Problem('video-source-already-uploaded', { name: 'file' });
		}
		if (range === undefined) {
			if (this.unit) throw problem('video-content-range-already-initiated');
		} else if (range.unit === 'bytes') {
			this.checkBytes(range);
		} else {
			this.checkPart(range);
		}
	}

	/** Throws the problem that `size` bytes run into which came with this Content-Range. */
	checkSize(range: ContentRange | undefined, size: number, tooLarge: boolean): void {
		if (tooLarge) throw new Problem('uploaded-file-too-large', { name: 'file' });
		if (size === 0) throw new Problem('uploaded-file-empty', { name: 'file' });
		if (range?.unit === 'bytes') {
			const length = range.to - range.from + 1;
			if (size !== length) {
				throw problem(
					'video-content-range-by-bytes-range-mismatch',
					`The size of the file you sent is ${size} bytes but the range length you set is ${length}.`,
				);
			}
		} else if (range && size < minimumChunkBytes && range.part !== (range.total ?? this.total)) {
			throw new Problem('video-content-range-by-part-uploaded-file-too-small', { name: 'file' });
		}
	}

	/**
	 * Counts a stored body as received. `now` is what the clock shows, in milliseconds; `elapsed` does not
	 * jump when the clock is set.
	 */
	add(range: ContentRange | undefined, size: number, now: number, elapsed = now): void {
		this.arrivals.push({ range, size, now, elapsed });
		this.size += size;
		this.unit = range?.unit ?? 'whole';
		this.total ??= range?.total;
		if (range?.unit === 'bytes') this.ranges.push({ from: range.from, to: range.to });
		if (range?.unit === 'part') this.parts.set(range.part, size);
		const arrived = range?.unit === 'part' ? this.parts.size : this.size;
		if (range === undefined || arrived === this.total) this.completedAt = now;
	}

	/** What had arrived when `elapsed` was this. */
	asOf(elapsed: number): Received {
		const then = new Received(this.foreign);
		for (const one of this.arrivals) {
			if (one.elapsed <= elapsed) then.add(one.range, one.size, one.now, one.elapsed);
		}
		return then;
	}

	/**
	 * Forgets bytes of an upload by byte ranges that is not complete, so that they have to be sent again.
	 * False when there was nothing to forget.
	 */
	forget(span: Span): boolean {
		if (this.completedAt !== undefined || !this.overlaps(span)) return false;
		const before = this.arrivals;
		this.arrivals = [];
		this.ranges = [];
		this.size = 0;
		for (const { range, now, elapsed } of before) {
			if (range?.unit !== 'bytes') continue;
			for (const { from, to } of without(range, span)) {
				this.add({ ...range, from, to }, to - from + 1, now, elapsed);
			}
		}
		return true;
	}

	/** True when a byte of the range has been received. */
	overlaps({ from, to }: Span): boolean {
		return this.ranges.some((one) => from <= one.to && one.from <= to);
	}

	private checkBytes(range: BytesRange): void {
		if (this.unit === 'part') throw problem('video-content-range-started-with-part');
		if (this.total !== undefined && range.total !== undefined && range.total !== this.total) {
			throw problem(
				'video-content-range-by-bytes-different-total-bytes',
				`The "total_bytes" you already set for this video is ${this.total}.`,
			);
		}
		const total = range.total ?? this.total;
		const conflict = this.ranges.find(({ to }) => total !== undefined && total <= to);
		if (conflict) {
			throw problem(
				'video-content-range-by-bytes-total-bytes-too-low',
				`The range ${conflict.from}-${conflict.to} has already been sent.`,
			);
		}
		if (total !== undefined && range.to >= total) {
			throw problem(
				'video-content-range-by-bytes-to-byte-too-high-total',
				`The "total_bytes" you already set for this video is ${total}.`,
			);
		}
		if (range.to - range.from + 1 < minimumChunkBytes && range.to + 1 !== total) {
			throw problem('video-content-range-by-bytes-range-too-small');
		}
		if (this.overlaps(range)) throw this.overlap(range);
	}

	private checkPart({ part, total: named }: PartRange): void {
		if (this.unit === 'bytes') throw problem('video-content-range-started-with-bytes');
		if (this.total !== undefined && named !== undefined && named !== this.total) {
			throw problem(
				'video-content-range-by-part-different-total-parts',
				`The "total_parts" you already set for this video is ${this.total}.`,
			);
		}
		const total = named ?? this.total;
		if (total !== undefined && part > total) {
			throw problem('video-content-range-by-part-part-too-high-total');
		}
		if (this.parts.has(part)) {
			throw problem(
				'video-content-range-by-part-part-already-sent',
				`The part number ${part} has already been sent.`,
			);
		}
		// Only a total that is named late can be too low: one known from the start bounds every part.
		const highest = Math.max(0, ...this.parts.keys());
		if (this.total === undefined && total !== undefined && total <= highest) {
			throw problem(
				'video-content-range-by-part-total-parts-too-low',
				`The part number ${highest} has already been sent.`,
			);
		}
	}

	/** The problem of a range that has been received, wholly or in part. */
	overlap({ from, to }: Span): Problem {
		return problem(
			'video-content-range-by-bytes-range-overlap',
			`The range ${from}-${to} overlaps with one you already sent.`,
		);
	}
}

function problem(slug: Slug, detail?: string): Problem {
	return new Problem(slug, { name: 'Content-Range', ...(detail && { detail }) });
}

/** What is left of a range without the bytes of another. */
function without({ from, to }: Span, gone: Span): Span[] {
	const before = { from, to: Math.min(to, gone.from - 1) };
	const behind = { from: Math.max(from, gone.to + 1), to };
	return [before, behind].filter((one) => one.from <= one.to);
}
