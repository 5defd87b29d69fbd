/** Half of a character that has two: no address can hold it. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * @returns whether a value can be the ID of something: a text that keeps its place in a path, and in one line of a log.
 *   Answers come from outside.
 */
export function isId(value: unknown): value is string {
	return (
		typeof value === 'string' &&
		value.length <= 1000 &&
		!/^\.{0,2}$/.test(value) &&
		!/[\p{Cc}\u2028\u2029]/u.test(value) &&
		!LONE_SURROGATE.test(value)
	);
}
