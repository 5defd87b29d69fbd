import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';

/** A field with a list to choose from. */
export type ChoiceField = Pick<INodeProperties, 'displayName' | 'options'>;

/**
 * Reads what was chosen from a list: the stored value, or the name that the editor shows, in any case.
 *
 * @param value what was chosen, or came from an expression
 * @param field whose list it is
 * @returns the stored value
 * @throws Trouble that lists the choices when it is none of them, or nothing was given
 */
export function readChoice<T extends string>(value: unknown, field: ChoiceField): T {
	const choices = (field.options ?? []) as INodePropertyOptions[];
	const wanted = plain(value);
	const found =
		choices.find((choice) => choice.value === value) ??
		choices.find((choice) => plain(choice.value) === wanted) ??
		choices.find((choice) => plain(choice.name) === wanted);
	if (found) return found.value as T;
	const { displayName: label } = field;
	const empty = value === undefined || value === null || wanted === '';
	throw new Trouble(
		empty ? `${label} is empty` : `${label} has a value that does not exist here: ${quote(value)}`,
		`Choose one of these as ${label}: ${choices.map(({ name }) => name).join(', ')}.`,
	);
}

/** What upper and lower case, and blanks around it, do not change; never a choice for an object or a list. */
function plain(value: unknown): string | undefined {
	return typeof value === 'object' ? undefined : String(value).trim().toLowerCase();
}
