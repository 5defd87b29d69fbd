/** How much of a file is looked at, in bytes. */
export const headBytes = 1024;

/** Fewer bytes may be readable by chance, or be those of a test. */
const leastPlainText = 512;

/**
 * What a file is that is text and therefore no video or image; undefined: it may be one. Few files are judged:
 * pages of HTML and XML and JSON however short, other text from 512 bytes on. `head` is the first {@link headBytes}
 * of the file, or all of it.
 */
export function textualForm(head: Buffer): string | undefined {
	const text = readable(head);
	if (text === undefined) return undefined;
	const start = text.trimStart();
	if (/^<(!doctype\s+html|html|head|body|script)\b/i.test(start)) return 'HTML';
	if (/^<(\?xml|!--|!doctype|[a-z][\w:-]*[\s/>])/i.test(start)) return 'XML';
	if (/^\{\s*("|\}\s*$)|^\[\s*([{["\d-]|\]\s*$)/.test(start)) return 'JSON';
	return head.length >= leastPlainText && /\s/.test(start) ? 'plain text' : undefined;
}

/** The text, or undefined when there are bytes in it that text does not hold. */
function readable(head: Buffer): string | undefined {
	try {
		// Whatever is cut in two at the end of the head is left out.
		const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
		const isText = [...text].every((character) => character >= ' ' || /[\t\n\f\r]/.test(character));
		return isText && !text.includes('\x7f') ? text : undefined;
	} catch {
		return undefined;
	}
}
