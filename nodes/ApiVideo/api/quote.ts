/** How much of a value a message repeats, in characters. */
const SHOWN_CHARACTERS = 100;

/**
 * @param value what was entered, or came from an expression
 * @returns it in quotation marks, for a message: objects and lists as JSON, and at most 100 characters
 */
export function quote(value: unknown): string {
	return `'${cut(textOf(value))}'`;
}

/** @returns a text that came from outside, at most 100 characters of it, for a message */
export function cut(text: string): string {
	return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
}

function textOf(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value);
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return Array.isArray(value) ? 'a list' : 'an object';
	}
}
