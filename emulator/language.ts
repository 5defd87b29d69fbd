import type { Check } from './attributes';

// The enum of the OpenAPI file. Its unquoted `no` is Norwegian.
const languages =
	'ar ca cs da de el en es fa fi fr he hi hr hu it ja ko ml nl nn no pl pt ru sk sl te tr uk ur vi zh'.split(
		' ',
	);

/** Says by the two examples what is wrong with a language. `isKnown` knows those that are taken. */
export function languageFlaw(
	language: string,
	isKnown: (language: string) => boolean,
): string | undefined {
	if (!/^[a-z-]+$/i.test(language)) {
		return 'The "language" attribute must contain only letters and dashes (for example "fr", "fr-BE").';
	}
	return isKnown(language) ? undefined : 'The "language" attribute is not valid.';
}

/** The language of a video. */
export const aLanguage: Check = (value) => {
	if (typeof value !== 'string') return 'This attribute must be a string.';
	const detail = languageFlaw(value, (language) => languages.includes(language));
	return detail === undefined ? undefined : { detail };
};
