import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { quote } from '../../api/quote';
import { isRecord } from '../../upload';
import { readText } from '../../values/text';
import type { OperationContext } from '../operation';

/** A kind of thing that has an ID, and how the editor lets one be picked. */
export interface Pickable {
	/** What the API calls the ID, and what the parameter is called. */
	readonly idName: string;
	/** As the editor calls it. */
	readonly label: string;
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
	/** The method that fills the From List mode. */
	readonly searchListMethod: string;
}

/** @returns the field that picks one of these; it may stay empty, unless `required` is added */
export function locatorFor(pickable: Pickable): INodeProperties {
	const { idName, label, thing, example, url, searchListMethod } = pickable;
	return {
		displayName: label,
		name: idName,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: `The ${thing} to work on. Earlier steps put out its ID as ${idName}.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${thing}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${example}` },
			...(url
				? [
						{
							displayName: 'By URL',
							name: 'url',
							type: 'string' as const,
							placeholder: `e.g. ${url.example}`,
							extractValue: { type: 'regex' as const, regex: url.idIn },
							validation: [
								{
									type: 'regex',
									properties: {
										// Whether it may stay empty is not for an address to say.
										regex: `(?:${url.idIn})?`,
										errorMessage: `This is not the address of a ${thing} of api.video`,
									},
								},
							],
						},
					]
				: []),
		],
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
 * @returns the ID, where it is one of this kind or an address that holds one
 */
export function pastedId(pasted: string, { example, url }: Pickable): string | undefined {
	const inAddress = url && new RegExp(`^${url.idIn}$`).exec(pasted)?.[1];
	if (inAddress) return inAddress;
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
export function pickedId(
	value: unknown,
	{ idName, thing, example, url }: Pickable,
	label: string,
): string | undefined {
	const text = textIn(value, label);
	if (text === '') return undefined;
	const id = (url ? new RegExp(url.idIn).exec(text)?.[1] : undefined) ?? text;
	if (/^[\w-]+$/.test(id)) return id;
	throw new Trouble(
		`${quote(text)} is not the ID of a ${thing}`,
		`Check ${label}: the ID of a ${thing} looks like ${example}. Earlier steps put it out as ${idName}.`,
	);
}

/**
 * Reads a parameter that must not stay empty.
 *
 * @param parameter where it goes by another name than its kind does
 * @throws Trouble when nothing was picked, or no ID can be made out
 */
export function readPickedId(
	{ parameters }: OperationContext,
	pickable: Pickable,
	parameter?: Pick<INodeProperties, 'name' | 'displayName'>,
): string {
	const { idName, label: ownLabel, thing } = pickable;
	const { name, displayName: label } = parameter ?? { name: idName, displayName: ownLabel };
	const id = pickedId(parameters.raw({ name, default: '' }), pickable, label);
	if (id !== undefined) return id;
	throw new Trouble(
		`No ${thing} was picked`,
		`Pick one in ${label}, or enter the ID that an earlier step put out as ${idName}.`,
	);
}
