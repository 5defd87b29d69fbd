/**
 * The error slugs of https://docs.api.video/reference with their status and message. The messages
 * are those of the documentation's error maps (errors, general-errors, video-upload-errors,
 * progressive-upload-errors*) or of the OpenAPI file's examples.
 */
export const slugs = {
	'authentication-invalid-user-credentials': [400, 'The user credentials were incorrect.'],
	'authentication-invalid-api-key': [401, 'The API key is invalid.'],
	'authentication-invalid-access-token': [401, 'The access token is invalid or expired.'],
	'authentication-invalid-authorization-header-value': [
		401,
		'The "Authorization" header value is invalid.',
	],
	'authentication-missing-authorization-header': [401, 'The "Authorization" header is missing.'],
	'authentication-invalid-refresh-token': [401, 'The refresh token is invalid.'],
	'authentication-invalid-upload-token': [401, 'The upload token is invalid or expired.'],
	'authentication-missing-upload-token': [401, 'The upload token is missing.'],
	'authorization-suspended-account': [403, 'Your account is suspended.'],
	'resource-not-found': [404, 'The requested resource was not found.'],
	'unrecognized-request-url': [404, 'Unrecognized request URL.'],
	'method-not-allowed': [405, 'Method is not allowed for this route.'],
	'invalid-attribute': [400, 'An attribute is invalid.'],
	'attribute-required': [400, 'This attribute is required.'],
	'invalid-payload': [400, 'The payload is invalid.'],
	'invalid-query-parameter': [400, 'A query parameter is invalid.'],
	'request-invalid-query-parameter': [400, 'A query parameter is invalid.'],
	'webhook-limit-reached': [400, 'The maximum number of webhooks has been reached.'],
	'summary-already-exists': [409, 'A summary already exists or is being created on this video.'],
	'too-many-requests': [429, 'Too many requests.'],
	'uploaded-file-empty': [400, 'The uploaded file is empty.'],
	'uploaded-file-extension-invalid': [400, 'The extension of the uploaded file is invalid.'],
	'uploaded-file-invalid-file': [400, 'The uploaded file is invalid.'],
	'uploaded-file-multiple-files': [400, 'There is more than one uploaded file in the request.'],
	'uploaded-file-no-file': [400, 'There is no uploaded file in the request.'],
	'uploaded-file-too-large': [400, 'The uploaded file is too large.'],
	'video-source-already-uploaded': [400, 'The source of the video is already uploaded.'],
	'video-source-already-downloaded': [
		400,
		'This video source has already been downloaded when the video was created.',
	],
	'video-source-already-copied': [
		400,
		'This video source has already been copied from an existing video when the video was created.',
	],
	'video-content-range-malformed': [
		400,
		'The value of the "Content-Range" header is malformed, the expected format is "bytes <from_byte>-<to_byte>/<total_bytes>" or "part <part>/<total_parts>".',
	],
	'video-content-range-already-initiated': [
		400,
		'This video source has already been initiated with a "Content-Range" upload.',
	],
	'video-content-range-started-with-bytes': [
		400,
		'This "Content-Range" upload has been started with "bytes", you cannot continue it with "part".',
	],
	'video-content-range-started-with-part': [
		400,
		'This "Content-Range" upload has been started with "part", you cannot continue it with "bytes".',
	],
	'video-content-range-by-bytes-different-total-bytes': [
		400,
		'The "total_bytes" value in the "Content-Range" header must be the same than the one you already set for this video.',
	],
	'video-content-range-by-bytes-from-byte-too-high': [
		400,
		'The "from_byte" value in the "Content-Range" header is higher than the "to_byte" value.',
	],
	'video-content-range-by-bytes-range-mismatch': [
		400,
		'The size of the file you sent is different than the range length you set in the "Content-Range" header.',
	],
	'video-content-range-by-bytes-range-overlap': [
		400,
		'The range in the "Content-Range" header overlaps with a previous one you already sent for this video.',
	],
	'video-content-range-by-bytes-range-too-small': [
		400,
		'The range in the "Content-Range" header is too small.',
	],
	'video-content-range-by-bytes-range-too-large': [
		400,
		'The range in the "Content-Range" header is too large.',
	],
	'video-content-range-by-bytes-to-byte-too-high-allowed': [
		400,
		'The "to_byte" value in the "Content-Range" header is higher than the maximum upper bound allowed for a video.',
	],
	'video-content-range-by-bytes-to-byte-too-high-total': [
		400,
		'The "to_byte" value in the "Content-Range" header is higher than the "total_bytes" value you set for this video.',
	],
	'video-content-range-by-bytes-total-bytes-too-high': [
		400,
		'The "total_bytes" value in the "Content-Range" header is higher than the maximum allowed limit.',
	],
	'video-content-range-by-bytes-total-bytes-too-low': [
		400,
		'The "total_bytes" value in the "Content-Range" header is lower than or equal to the upper bound of a range you already sent for this video.',
	],
	'video-content-range-by-bytes-total-bytes-zero': [
		400,
		'The "total_bytes" value in the "Content-Range" header must be greater than 0.',
	],
	'video-content-range-by-part-different-total-parts': [
		400,
		'The "total_parts" value in the "Content-Range" header must be the same than the one you already set for this video.',
	],
	'video-content-range-by-part-part-already-sent': [
		400,
		'The "part" value in the "Content-Range" header collides with a previous one you already sent for this video.',
	],
	'video-content-range-by-part-part-too-high-allowed': [
		400,
		'The "part" value in the "Content-Range" header is higher than the maximum number of parts allowed for a video.',
	],
	'video-content-range-by-part-part-too-high-total': [
		400,
		'The "part" value in the "Content-Range" header is higher than the "total_parts" value you set for this video.',
	],
	'video-content-range-by-part-part-zero': [
		400,
		'The "part" value in the "Content-Range" header must be greater than 0.',
	],
	'video-content-range-by-part-total-parts-too-high': [
		400,
		'The "total_parts" value in the "Content-Range" header is higher than the maximum number of parts allowed for a video.',
	],
	'video-content-range-by-part-total-parts-too-low': [
		400,
		'The "total_parts" value in the "Content-Range" header is lower than or equal to a part number you already sent for this video.',
	],
	'video-content-range-by-part-total-parts-zero': [
		400,
		'The "total_parts" value in the "Content-Range" header must be greater than 0.',
	],
	'video-content-range-by-part-uploaded-file-too-small': [400, 'The uploaded file is too small.'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

/** An error this emulator can answer with: the last segment of the problem's `type`. */
export type Slug = keyof typeof slugs;

/** What a problem may say beyond its slug; `name` is the field or parameter that is wrong. */
export interface ProblemExtras {
	title?: string;
	name?: string;
	detail?: string;
	range?: { min?: number; max?: number };
}

/** The body of an error answer, `application/problem+json`. */
export interface ProblemBody extends ProblemExtras {
	type: string;
	title: string;
	status: number;
	problems?: Array<Omit<ProblemBody, 'status' | 'problems'>>;
}

/** The address a slug has in the documentation; the `type` of the problem. */
export function typeOf(slug: string): string {
	return `https://docs.api.video/reference/${slug}`;
}

/** An answer that is an error. Thrown anywhere below a route, answered in one place. */
export class Problem extends Error {
	readonly body: ProblemBody;

	constructor(
		readonly slug: Slug,
		extras: ProblemExtras = {},
		problems?: ProblemBody['problems'],
	) {
		const [status, title] = slugs[slug];
		super(extras.detail ?? extras.title ?? title);
		this.body = {
			type: typeOf(slug),
			title,
			status,
			...extras,
			...(problems && { problems }),
		};
	}

	/**
	 * One answer for several wrong fields: the first at the top, all of them in `problems`, as far as they have no
	 * detail: the examples have one or the other.
	 */
	static ofAll(all: Problem[]): Problem {
		const [first] = all;
		if (all.length === 1 && first.body.detail !== undefined) return first;
		return new Problem(
			first.slug,
			{ title: first.body.title, name: first.body.name, range: first.body.range },
			all.map(({ body: { type, title, name, range } }) => ({ type, title, name, range })),
		);
	}
}
