import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { quote } from './quote';
import { Trouble } from './trouble';

/** The fields of the credential, as the editor shows them. */
export const HEADER_LABELS = { name: 'Header Name', value: 'Header Value' } as const;

/** A header that signs requests. */
export interface SigningHeader {
	readonly name: string;
	readonly value: string;
}

/** Source: https://www.rfc-editor.org/rfc/rfc9110.html#name-tokens */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/**
 * What Node puts into a header; a tab or line break within one is a mistake of copying, or an attack.
 * Source: https://nodejs.org/api/http.html#httpvalidateheadervaluename-value
 */
const LATIN_1 = /^[ -~\u00a0-\u00ff]+$/;

/** What says which part of the file is wanted, and how it travels: whoever sets it reads another file. */
const NOT_FOR_SIGNING = new Set([
	'accept-encoding',
	'connection',
	'content-length',
	'expect',
	'host',
	'if-match',
	'if-none-match',
	'if-range',
	'keep-alive',
	'range',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);

/**
 * Reads the header of a credential for a file server. Blanks and line breaks around it, as copying leaves them, do
 * not count.
 *
 * @throws Trouble when no request can be sent with it; the value is not repeated
 */
export function readSigningHeader({
	headerName,
	headerSecret,
}: ICredentialDataDecryptedObject): SigningHeader {
	const { name: nameLabel, value: valueLabel } = HEADER_LABELS;
	const name = textOf(headerName);
	const value = textOf(headerSecret);
	if (!TOKEN.test(name)) {
		throw new Trouble(
			name === ''
				? `The credential for the file server has no ${nameLabel}`
				: `The ${nameLabel} of the credential for the file server is not the name of a header: ${quote(name)}`,
			`Open the credential and enter a ${nameLabel} such as Authorization or X-Api-Key: letters, digits and hyphens, without a colon.`,
		);
	}
	if (NOT_FOR_SIGNING.has(name.toLowerCase())) {
		throw new Trouble(
			`The ${nameLabel} of the credential for the file server is one that reading a file needs for itself: ${quote(name)}`,
			`Open the credential and enter the ${nameLabel} by which the server knows who reads, such as Authorization.`,
		);
	}
	if (LATIN_1.test(value)) return { name, value };
	throw new Trouble(
		value === ''
			? `The credential for the file server has no ${valueLabel}`
			: `The ${valueLabel} of the credential for the file server has a line break in it, or a character that no header can hold`,
		`Open the credential and enter the ${valueLabel} in one line, with letters, digits and signs of Western European languages only. For Authorization it often begins with Bearer or Basic and a blank.`,
	);
}

function textOf(entered: unknown): string {
	return typeof entered === 'string' || typeof entered === 'number' ? String(entered).trim() : '';
}
