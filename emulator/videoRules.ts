import {
	aBoolean,
	aKeyValuePair,
	anArrayOf,
	anObject,
	aString,
	oneOf,
	orNull,
	type BodyRules,
} from './attributes';

// The enum of the OpenAPI file. Its unquoted `no` is Norwegian.
const languages =
	'ar ca cs da de el en es fa fi fr he hi hr hu it ja ko ml nl nn no pl pt ru sk sl te tr uk ur vi zh'.split(
		' ',
	);

const update: BodyRules['attributes'] = {
	title: aString,
	description: aString,
	public: aBoolean,
	panoramic: aBoolean,
	mp4Support: aBoolean,
	playerId: orNull(aString),
	tags: anArrayOf(aString),
	metadata: anArrayOf(aKeyValuePair),
	language: orNull(oneOf(...languages)),
	transcript: aBoolean,
	transcriptSummary: aBoolean,
	transcriptSummaryAttributes: anArrayOf(oneOf('abstract', 'takeaways')),
};

/** The body of `PATCH /videos/{videoId}` (video-update-payload). */
export const updateRules: BodyRules = { attributes: update };

/** The body of `POST /videos` (video-creation-payload). */
export const creationRules: BodyRules = {
	required: ['title'],
	attributes: {
		...update,
		playerId: aString,
		source: aString,
		clip: anObject,
		watermark: anObject,
	},
};
