import { Problem, type Slug } from '../problem';

/** 200 MiB: the most one request may carry, that size included. Source: uploaded-file-too-large, ...-range-too-large. */
export const maximumRequestBytes = 209_715_200;
/** 5 MiB: the least a chunk may carry unless it is the last. Source: ...-range-too-small. */
export const minimumChunkBytes = 5_242_880;
/** Source: video-content-range-by-bytes-total-bytes-too-high. */
const maximumVideoBytes = 52_428_800_000;
/** Source: video-content-range-by-part-part-too-high-allowed. */
const maximumParts = 10_000;

/** `bytes from-to/total`, both ends included. `total` is undefined for `*`. */
export interface BytesRange {
	unit: 'bytes';
	from: number;
	to: number;
	total: number | undefined;
}

/** `part n/total`, counted from 1. `total` is undefined for `*`. */
export interface PartRange {
	unit: 'part';
	part: number;
	total: number | undefined;
}

export type ContentRange = BytesRange | PartRange;

type Rule = readonly [slug: Slug, broken: boolean];

/** Reads the header and applies the rules that need no knowledge of the video. */
export function parseContentRange(header: string): ContentRange {
	// The pattern of the OpenAPI file, parameter Content-Range of POST /videos/{videoId}/source.
	const match = /^(?:bytes (\d+)-(\d+)|part (\d+))\/(\d+|\*)$/.exec(header);
	if (!match) throw new Problem('video-content-range-malformed', { name: 'Content-Range' });
	const [, from, to, part, totalText] = match;
	const total = totalText === '*' ? undefined : Number(totalText);
	const range: ContentRange =
		part === undefined
			? { unit: 'bytes', from: Number(from), to: Number(to), total }
			: { unit: 'part', part: Number(part), total };
	const broken = rulesOf(range).find(([, isBroken]) => isBroken);
	if (broken) throw new Problem(broken[0], { name: 'Content-Range' });
	return range;
}

/** Whether a request with this range carries the first byte of the file. */
export function isBeginning(range: ContentRange | undefined): boolean {
	if (range === undefined) return true;
	return range.unit === 'bytes' ? range.from === 0 : range.part === 1;
}

function rulesOf(range: ContentRange): Rule[] {
	const total = range.total ?? Infinity;
	if (range.unit === 'part') {
		return [
			['video-content-range-by-part-part-zero', range.part === 0],
			['video-content-range-by-part-total-parts-zero', total === 0],
			['video-content-range-by-part-part-too-high-allowed', range.part > maximumParts],
			[
				'video-content-range-by-part-total-parts-too-high',
				range.total !== undefined && range.total > maximumParts,
			],
			['video-content-range-by-part-part-too-high-total', range.part > total],
		];
	}
	return [
		['video-content-range-by-bytes-total-bytes-zero', total === 0],
		[
			'video-content-range-by-bytes-total-bytes-too-high',
			range.total !== undefined && range.total > maximumVideoBytes,
		],
		['video-content-range-by-bytes-to-byte-too-high-allowed', range.to >= maximumVideoBytes],
		['video-content-range-by-bytes-from-byte-too-high', range.from > range.to],
		['video-content-range-by-bytes-to-byte-too-high-total', range.to >= total],
		[
			'video-content-range-by-bytes-range-too-large',
			range.to - range.from + 1 > maximumRequestBytes,
		],
	];
}
