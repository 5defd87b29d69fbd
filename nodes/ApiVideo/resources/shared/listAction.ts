import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { Parameters } from '../../n8n/parameters';
import { isBlank } from '../../values/text';

/** What to do with the entries that are there already. */
export type ListAction = 'add' | 'remove' | 'replace';

/** How the editor speaks of a list. */
interface ListWords {
	readonly displayName: string;
	readonly name: string;
	/** The label of the Update Field whose entries it is about. */
	readonly list: string;
	/** As in "add these tags". */
	readonly entries: string;
	/** As in "Remove these tags". */
	readonly removed: string;
	/** As in "the tags that the video has already". */
	readonly owner: string;
}

/**
 * It stands below Update Fields, where it is seen: inside of them it would have to be added as well. It
 * cannot be shown only where the list was added, as n8n drops a parameter whose `show` names a part of
 * a collection (2.41).
 *
 * @returns the parameter that says what to do with a list of which the API knows nothing but the whole */
export function listActionField(words: ListWords): INodeProperties {
	const { displayName, name, list, entries, removed, owner } = words;
	return {
		displayName,
		name,
		type: 'options',
		options: [
			{ name: 'Add', value: 'add', description: `Keep what is there and add these ${entries}` },
			{ name: 'Remove', value: 'remove', description: `Remove ${removed} and keep the others` },
			{
				name: 'Remove All',
				value: 'removeAll',
				description: `Have no ${entries} any more; ${list} need not be among the Update Fields for it`,
			},
			{
				name: 'Replace',
				value: 'replace',
				description: `Have these ${entries} and no others: all that are there already are removed`,
			},
		],
		default: 'add',
		description: `What to do with the ${entries} that the ${owner} has already, when ${list} is among the Update Fields. Add keeps them; Replace removes them all.`,
	};
}

/** What to do with a list, and by which entries. */
export interface ListChange<T> {
	readonly action: ListAction;
	readonly given: readonly T[];
}

/**
 * Reads what is to become of a list. What came out empty never empties it: only Remove All does, or a
 * list that was given and is empty.
 *
 * @param fields the Update Fields
 * @param field of the entries
 * @param read reads the entries; undefined where nothing was given
 * @returns undefined where nothing is to be done; Remove All is to replace by none
 * @throws Trouble when the action is none, or Remove All is chosen and there are entries as well
 */
export function readListChange<T>(
	parameters: Parameters,
	fields: IDataObject,
	actionField: INodeProperties,
	{ name, displayName: label }: INodeProperties,
	read: (value: unknown) => readonly T[] | undefined,
): ListChange<T> | undefined {
	const action = parameters.choice<ListAction | 'removeAll'>(actionField);
	const value = fields[name];
	if (action !== 'removeAll') {
		const given = read(value);
		if (given === undefined) return undefined;
		// Adding or removing nothing changes nothing, so the list is left alone.
		return given.length > 0 || action === 'replace' ? { action, given } : undefined;
	}
	if (isBlank(value) || (read(value) ?? []).length === 0) return { action: 'replace', given: [] };
	throw new Trouble(
		`${actionField.displayName} is Remove All, and ${label} is filled in`,
		`Empty ${label} to have all of them removed, or choose Replace as ${actionField.displayName} to have these and no others.`,
	);
}
