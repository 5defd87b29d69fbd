import { CHUNK_MIN_BYTES, CHUNKS_MAX, GIB, MIB, VIDEO_MAX_BYTES } from '../upload';
import { CHECK_PROXY } from './advice';
import type { Told, Words, WordsBySlug } from './words';

/** Slugs that speak of the file in a request, or of the part of it; also those that are new. */
const OF_A_FILE = /^(?:uploaded-file|video-content-range)-/;

/**
 * What api.video takes where it takes no video. Its documentation names JPEG, PNG and WebP for thumbnails,
 * its example of a refusal allows JPEG only.
 * Sources: attribute `file` and the examples of `POST /videos/{videoId}/thumbnail`,
 * `/live-streams/{liveStreamId}/thumbnail`, `/watermarks`, `/players/{playerId}/logo`,
 * `/videos/{videoId}/captions/{language}` and `/chapters/{language}`.
 */
const TAKEN: ReadonlyArray<readonly [use: RegExp, advice: string]> = [
	[
		/thumbnail/,
		'Use a JPEG image, which api.video takes for a thumbnail in any case; it may refuse PNG and WebP. The Edit Image node can convert it.',
	],
	[/watermark|logo/, 'Use a JPEG or PNG image. The Edit Image node can convert it.'],
	[/captions|chapters/, 'Use a WebVTT file (.vtt).'],
];

const ELSEWHERE =
	'Upload the file to a new video: remove Resume Video from Options, or delete this video with Video > Delete.';

const TOO_LARGE: Words = [
	'The file is too large for api.video',
	`A video may have ${VIDEO_MAX_BYTES / GIB} GiB at most. Upload a smaller file.`,
];

const EMPTY: Words = [
	'The file is empty',
	'Look at the file where it comes from: it must have at least one byte.',
];

const OTHER_WRITER: Words = [
	'Somebody else is uploading to the same video',
	'Make sure that only one execution uploads to this video.',
];

const CHUNK_TOO_SMALL: Words = [
	'A chunk of the file is smaller than api.video takes',
	`Set Chunk Size under Options to ${CHUNK_MIN_BYTES / MIB} MiB or more; only the last chunk of a file may be shorter. If other software has begun the upload, upload the file to a new video.`,
];

const TOO_MANY_CHUNKS: Words = [
	`The file would arrive in more chunks than api.video takes, which are ${CHUNKS_MAX.toLocaleString('en-US')}`,
	'Set a larger Chunk Size under Options, or remove it from there to have it chosen for you.',
];

const RANGE_UNREADABLE: Words = [
	'api.video could not tell which part of the file it was sent',
	CHECK_PROXY,
];

/**
 * What is said about slugs that speak of a file, or of a part of it. Of a video that gets both ranges and
 * numbered parts, either may be the work of other software.
 * Source: https://docs.api.video/reference/errors (slugs), https://docs.api.video/vod/progressive-upload.
 */
const FILE_WORDS = {
	'uploaded-file-empty': () => EMPTY,
	'uploaded-file-extension-invalid': cannotBeUsed,
	'uploaded-file-invalid-file': cannotBeUsed,
	'uploaded-file-multiple-files': () => [
		'api.video received more than one file in one request',
		CHECK_PROXY,
	],
	'uploaded-file-no-file': () => ['The request reached api.video without the file', CHECK_PROXY],
	'uploaded-file-too-large': ({ fileUse }) =>
		fileUse === undefined
			? TOO_LARGE
			: [`The file is too large for ${fileUse}`, 'Make it smaller, and run the step again.'],
	'video-source-already-uploaded': () => alreadyHasFile('uploaded'),
	'video-source-already-downloaded': () => alreadyHasFile('imported from a web address'),
	'video-source-already-copied': () => alreadyHasFile('copied from another video'),
	'video-content-range-malformed': () => RANGE_UNREADABLE,
	'video-content-range-already-initiated': () => [
		'The upload of this video was begun in chunks, so that api.video does not take the file in one piece',
		ELSEWHERE,
	],
	'video-content-range-started-with-bytes': () => [
		'The upload of this video was begun in ranges of bytes, and cannot go on in numbered parts',
		ELSEWHERE,
	],
	'video-content-range-started-with-part': () => [
		'The upload of this video was begun in numbered parts, and cannot go on in ranges of bytes',
		ELSEWHERE,
	],
	'video-content-range-by-bytes-different-total-bytes': () => [
		'The upload of this video was begun with a file of another size',
		`Use the very file it was begun with. ${ELSEWHERE}`,
	],
	'video-content-range-by-bytes-from-byte-too-high': () => RANGE_UNREADABLE,
	'video-content-range-by-bytes-range-mismatch': () => [
		'api.video received another number of bytes than was sent of the file',
		CHECK_PROXY,
	],
	'video-content-range-by-bytes-range-overlap': () => OTHER_WRITER,
	'video-content-range-by-bytes-range-too-small': () => CHUNK_TOO_SMALL,
	'video-content-range-by-bytes-range-too-large': () => [
		'A chunk of the file is larger than api.video takes in one request',
		'Set Chunk Size under Options to a smaller value, such as 50 MiB, or remove it from there to have it chosen for you.',
	],
	'video-content-range-by-bytes-to-byte-too-high-allowed': () => TOO_LARGE,
	'video-content-range-by-bytes-to-byte-too-high-total': () => [
		'The file is larger than the one with which the upload of this video was begun',
		`Use the very file it was begun with. ${ELSEWHERE}`,
	],
	'video-content-range-by-bytes-total-bytes-too-high': () => TOO_LARGE,
	'video-content-range-by-bytes-total-bytes-too-low': () => [
		'The file is smaller than what api.video already holds of this video',
		`Use the very file it was begun with. ${ELSEWHERE}`,
	],
	'video-content-range-by-bytes-total-bytes-zero': () => EMPTY,
	'video-content-range-by-part-different-total-parts': () => [
		'The upload of this video was begun with another number of parts',
		ELSEWHERE,
	],
	'video-content-range-by-part-part-already-sent': () => OTHER_WRITER,
	'video-content-range-by-part-part-too-high-allowed': () => TOO_MANY_CHUNKS,
	'video-content-range-by-part-part-too-high-total': () => RANGE_UNREADABLE,
	'video-content-range-by-part-part-zero': () => RANGE_UNREADABLE,
	'video-content-range-by-part-total-parts-too-high': () => TOO_MANY_CHUNKS,
	'video-content-range-by-part-total-parts-too-low': () => [
		'The file has fewer parts than api.video already holds of this video',
		ELSEWHERE,
	],
	'video-content-range-by-part-total-parts-zero': () => EMPTY,
	'video-content-range-by-part-uploaded-file-too-small': () => CHUNK_TOO_SMALL,
} as const satisfies WordsBySlug;

/** @returns the words for a slug that speaks of a file; undefined for any other */
export function fileWords(slug: string, told: Told): Words | undefined {
	if (Object.hasOwn(FILE_WORDS, slug)) return FILE_WORDS[slug as keyof typeof FILE_WORDS](told);
	return OF_A_FILE.test(slug) ? newSlug(slug, told) : undefined;
}

function cannotBeUsed({ why, fileUse }: Told): Words {
	const use = fileUse ?? 'a video';
	const taken = TAKEN.find(([of]) => of.test(use));
	const holder =
		fileUse === undefined
			? 'Check that the file in Input Binary Field, or at Web Address, is a video'
			: `Check that Input Binary Field holds a file for ${use}`;
	return [
		`api.video cannot use this file as ${use}${why ? `: ${why}` : ''}`,
		taken?.[1] ??
			`${holder}. A download page or a text saved under another name is a frequent cause.`,
	];
}

function alreadyHasFile(how: string): Words {
	return [
		`The video already has its file, ${how} earlier`,
		'A video takes one file. Upload to a new video instead.',
	];
}

function newSlug(slug: string, { why, fileUse }: Told): Words {
	const reason = why || slug;
	return fileUse === undefined
		? [
				`api.video did not take a part of the file: ${reason}`,
				'Check the file, and Chunk Size under Options, and run the step again.',
			]
		: [
				`api.video did not take the file as ${fileUse}: ${reason}`,
				'Check Input Binary Field, and run the step again.',
			];
}
