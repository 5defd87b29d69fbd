import { Trouble } from '../../api/trouble';
import type { OperationContext } from '../operation';

/** What the words need to know about a resource locator. */
export interface Picker {
	/** Of the parameter. */
	readonly name: string;
	/** As the editor calls it. */
	readonly label: string;
	/** As in "the ID of a watermark". */
	readonly thing: string;
	readonly example: string;
	/** Finds the ID in an address; its first group. */
	readonly idInUrl?: string;
}

/**
 * Reads what was picked. An address pasted where an ID belongs is understood where there are addresses.
 *
 * @throws Trouble when nothing was picked, or it cannot be an ID
 */
export function readPickedId(
	{ n8n, itemIndex }: OperationContext,
	{ name, label, thing, example, idInUrl }: Picker,
): string {
	const value = n8n.getNodeParameter(name, itemIndex, '', { extractValue: true });
	const text = String(value ?? '').trim();
	if (text === '') {
		throw new Trouble(
			`No ${thing} was picked`,
			`Pick one in ${label}, or enter the ID that an earlier step put out as ${name}.`,
		);
	}
	const id = (idInUrl ? new RegExp(idInUrl).exec(text)?.[1] : undefined) ?? text;
	if (!/^[\w-]+$/.test(id)) {
		throw new Trouble(
			`'${text}' is not the ID of a ${thing}`,
			`The ID of a ${thing} looks like ${example}. Earlier steps put it out as ${name}.`,
		);
	}
	return id;
}
