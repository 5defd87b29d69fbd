import { Trouble } from '../api/trouble';
import { parsedUrl } from '../api/parsedUrl';
import { quote } from '../api/quote';
import { readFilled } from './text';

/** The schemes of a kind of addresses, in lower case, and what to call it. */
export interface AddressKind {
	readonly schemes: readonly string[];
	/** As in "a web address". */
	readonly name: string;
	/** Whether there has to be something behind the name of the server. */
	readonly needsPath?: true;
}

const WEB: AddressKind = { schemes: ['https', 'http'], name: 'a web address' };

/**
 * Reads the address of something on the web, or on servers of another kind.
 *
 * @param label of the field in the editor
 * @param advice what to enter
 * @returns the address as `URL` writes it: the scheme in lower case, blanks within it encoded
 * @throws Trouble when it is empty, has another scheme or none, or is more than one address. What stands
 *   in front of an @, such as a password, or behind a question mark, such as a signature, is not repeated.
 */
export function readAddress(value: unknown, label: string, advice: string, kind = WEB): string {
	const text = readFilled(value, label, advice);
	const address = parsed(text, kind);
	if (address !== undefined) return address;
	throw new Trouble(`${label} is not ${kind.name}: ${quote(withoutSecrets(text))}`, advice);
}

function parsed(text: string, { schemes, needsPath }: AddressKind): string | undefined {
	// URL mends a scheme without slashes, drops line breaks, and takes a second address for a part of the first.
	const [, scheme] = /^([a-z]+):\/\/[^\s/\\?#]/i.exec(text) ?? [];
	if (scheme === undefined || !schemes.includes(scheme.toLowerCase())) return undefined;
	if (/[\p{Cc}\u2028\u2029]/u.test(text) || /[\s,][a-z]+:\/\//i.test(text)) return undefined;
	const url = parsedUrl(text);
	return needsPath && (url?.pathname ?? '').length < 2 ? undefined : url?.href;
}

function withoutSecrets(text: string): string {
	return text.replace(/^([a-z]+:\/\/)?.*@/is, '$1…@').replace(/[?#].*/s, '?…');
}
