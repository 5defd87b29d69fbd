import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { isRecord } from '../upload';
import { readText } from './text';

/** A kind of thing that has an ID. */
export interface IdKind {
	/** What the API calls the ID. */
	readonly idName: string;
	/** As in "the ID of a watermark". */
	readonly thing: string;
	/** An ID. */
	readonly example: string;
	/** Where things of this kind have addresses. */
	readonly url?: {
		readonly example: string;
		/** A regular expression whose only group is the ID. */
		readonly idIn: string;
	};
}

/** @returns what a locator holds, in whatever mode, or what an expression has put in its place */
export function heldBy(value: unknown): unknown {
	return isRecord(value) && 'value' in value ? value.value : value;
}

/**
 * @param label of the parameter
 * @returns what a locator holds, without blanks around it
 * @throws Trouble when it is no text
 */
export function textIn(value: unknown, label: string): string {
	return readText(heldBy(value), label)?.trim() ?? '';
}

/**
 * @param pasted into the search of a list
 * @returns the ID, where it is one of this kind, or an address or an embed code that holds one
 */
export function pastedId(pasted: string, { example, url }: IdKind): string | undefined {
	const inAddresses = url ? idsIn(pasted, url.idIn) : [];
	if (inAddresses.length === 1) return inAddresses[0];
	const kind = example.slice(0, 2);
	return new RegExp(`^${kind}[0-9A-Za-z]{12,}$`).test(pasted) ? pasted : undefined;
}

/**
 * Reads a locator wherever it stands: n8n's own way of taking IDs out of addresses needs to be told
 * the path of the parameter, and stops where a collection comes from an expression. An address where
 * an ID belongs is understood as well.
 *
 * @param value what n8n gives for the parameter, or for its part of a collection
 * @param label of the parameter
 * @returns the ID; undefined where nothing was picked
 * @throws Trouble when no ID can be made out
 */
export function readId(
	value: unknown,
	{ idName, thing, example, url }: IdKind,
	label: string,
): string | undefined {
	const text = textIn(value, label);
	if (text === '') return undefined;
	const inAddresses = url ? idsIn(text, url.idIn) : [];
	if (inAddresses.length > 1) {
		throw new Trouble(
			`${label} holds the addresses of ${inAddresses.length} different ${thing}s`,
			`Let ${label} hold one of them. To work on several, give each of them an item of its own.`,
		);
	}
	const [id = text] = inAddresses;
	if (/^[\w-]+$/.test(id)) return id;
	throw new Trouble(
		`${quote(text)} is not the ID of a ${thing}`,
		`Check ${label}: the ID of a ${thing} looks like ${example}. Earlier steps put it out as ${idName}.`,
	);
}

/** @returns the IDs in all addresses that a text holds, each once */
function idsIn(text: string, idIn: string): string[] {
	const addresses = text.split(/(?=https?:\/\/)/);
	return [...new Set(addresses.flatMap((address) => new RegExp(idIn).exec(address)?.[1] ?? []))];
}
