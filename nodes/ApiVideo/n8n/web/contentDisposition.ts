import { UNSHOWN } from '../../api/quote';

/** Any parameter, as a token or in quotation marks: what stands in those of another one is no name. */
const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;

/** The extended form: character set, language, and percent-encoded bytes (RFC 8187, section 3.2). */
const EXTENDED = /^(utf-8|iso-8859-1)'[^']*'(.*)$/i;

/**
 * Reads the name of a file, as RFC 6266 says.
 *
 * @param header the value of `Content-Disposition`, one character for each byte, as Node hands it over
 * @returns the name, without folders; that of `filename*` where there are two. Undefined where there is none,
 *   or it cannot be read
 */
export function nameInDisposition(header: string): string | undefined {
	const found = new Map<string, string>();
	for (const [, name, value] of header.matchAll(PARAMETER)) {
		const key = name.toLowerCase();
		if (!found.has(key)) found.set(key, value.trim());
	}
	return (
		withoutFolders(extended(unquoted(found.get('filename*') ?? ''))) ??
		withoutFolders(plain(unquoted(found.get('filename') ?? '')))
	);
}

/**
 * @returns the last part of a path of whatever system, without control characters and what turns the direction of
 *   writing; undefined where nothing is left
 */
export function withoutFolders(path: string | undefined): string | undefined {
	const name = path?.replace(UNSHOWN, '').split(/[/\\]/).at(-1)?.trim();
	return name && !/^\.+$/.test(name) ? name : undefined;
}

function unquoted(value: string): string {
	return /^".*"$/s.test(value) ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
}

function extended(value: string): string | undefined {
	const [, characters, text] = EXTENDED.exec(value) ?? [];
	if (text === undefined || /%(?![\da-f]{2})/i.test(text)) return undefined;
	const bytes = text.replace(/%(..)/g, (_all, hex: string) =>
		String.fromCharCode(parseInt(hex, 16)),
	);
	return /^utf/i.test(characters) ? utf8(bytes) : bytes;
}

/** Many servers write UTF-8 where the standard has ISO 8859-1. */
function plain(value: string): string {
	return utf8(value) ?? value;
}

/** @param bytes one character for each */
function utf8(bytes: string): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bytes, 'latin1'));
	} catch {
		return undefined;
	}
}
