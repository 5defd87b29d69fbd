import {
	aBoolean,
	aKeyValuePair,
	anArrayOf,
	anObjectOf,
	aString,
	aStringLike,
	isWebAddress,
	oneOf,
	orNull,
	type BodyRules,
	type Check,
} from './attributes';
import { aLanguage } from './language';
import { summaryAttributes } from './summaries';

/** The pattern of the OpenAPI file, video-clip. */
const aTimecode = aStringLike(
	/^(?:\d{2,3}:[0-5]\d:[0-5]\d(?:\.\d{1,3}|:\d{1,2})?|\d{1,7})$/,
	'00:01:15',
);
/** "Distance expressed in px or %" */
const aDistance = aStringLike(/^\d+(\.\d+)?(px|%)$/, '10px or 5%');
/** "relative to the video if expressed in %. Otherwise a fixed width. [...] To keep intrinsic watermark-image width use `initial`." */
const anExtent = aStringLike(/^(\d+(\.\d+)?(px|%)|initial)$/, '100px, 50% or initial');
/** "Opacity expressed in % only" */
const aPercentage = aStringLike(/^(100(\.0+)?|\d{1,2}(\.\d+)?)%$/, '70%');

/** "the URL of the video, or [...] the `videoId` of one of the videos you already have" */
const aSource: Check = (value) =>
	typeof value === 'string' && (isVideoId(value) || isWebAddress(value))
		? undefined
		: 'This attribute must be the address of a video, or a video ID.';

const clip = anObjectOf({ startTimecode: aTimecode, endTimecode: aTimecode });
const watermark = anObjectOf({
	id: aString,
	top: aDistance,
	left: aDistance,
	bottom: aDistance,
	right: aDistance,
	width: anExtent,
	height: anExtent,
	opacity: aPercentage,
});

const update: BodyRules['attributes'] = {
	title: aString,
	description: aString,
	public: aBoolean,
	panoramic: aBoolean,
	mp4Support: aBoolean,
	playerId: orNull(aString),
	tags: anArrayOf(aString),
	metadata: anArrayOf(aKeyValuePair),
	language: orNull(aLanguage),
	transcript: aBoolean,
	transcriptSummary: aBoolean,
	transcriptSummaryAttributes: anArrayOf(oneOf(...summaryAttributes)),
};

/** The body of `PATCH /videos/{videoId}` (video-update-payload). */
export const updateRules: BodyRules = { attributes: update };

/** The body of `POST /videos` (video-creation-payload). */
export const creationRules: BodyRules = {
	required: ['title'],
	attributes: {
		...update,
		playerId: aString,
		source: aSource,
		clip,
		watermark,
	},
};

export function isVideoId(source: string): boolean {
	return /^vi\w+$/.test(source);
}
