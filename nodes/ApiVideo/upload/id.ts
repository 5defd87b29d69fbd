/** Control characters, line breaks, and half of a character that has two: no address can hold them. */
const UNUSABLE = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** How long an ID may be, in characters: api.video's have about 30, and servers refuse addresses of some thousands. */
const MOST_CHARACTERS = 1000;

/**
 * @returns whether a value can be the ID of something: a text that keeps its place in a path, and in one line of a log.
 *   Answers come from outside.
 */
export function isId(value: unknown): value is string {
	return (
		typeof value === 'string' &&
		value.length <= MOST_CHARACTERS &&
		!/^\.{0,2}$/.test(value) &&
		!UNUSABLE.test(value)
	);
}
