/** How much of a value a message repeats, in characters. */
const SHOWN_CHARACTERS = 100;

/**
 * What would begin a new line in a log, or turn the direction of what follows: written backwards, `film\u202Egpj.exe`
 * looks like a picture.
 */
export const UNSHOWN = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/**
 * @param value what was entered, or came from an expression
 * @returns it in quotation marks, for a message: objects and lists as JSON, and at most 100 characters
 */
export function quote(value: unknown): string {
	return `'${cut(textOf(value), '...')}'`;
}

/**
 * @param mark stands for what is left out; no full stop, as the text may end a sentence
 * @returns a text that came from outside, for a message: in one line, and at most 100 characters
 */
export function cut(text: string, mark = '…'): string {
	const shown = text.slice(0, SHOWN_CHARACTERS).replace(UNSHOWN, ' ');
	if (text.length <= SHOWN_CHARACTERS) return shown;
	// Half of an emoji would show as a box.
	return `${shown.replace(/[\uD800-\uDBFF]$/, '')}${mark}`;
}

/**
 * @param sentence that came from outside; the longest one that a message repeats has 90 characters
 *   in api.video's documentation
 * @returns the same in one line and without its full stop, for a sentence of ours: at most 100 characters
 */
export function clause(sentence: string): string {
	const line = sentence.replace(UNSHOWN, ' ').replace(/\s+/g, ' ').trim();
	return line.length > SHOWN_CHARACTERS ? cut(line) : line.replace(/\.+$/, '');
}

function textOf(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value);
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return Array.isArray(value) ? 'a list' : 'an object';
	}
}
