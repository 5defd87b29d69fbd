import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { isBlank } from '../../values/text';
import { chosenIn } from './chosen';

/** What to do with the entries that are there already. */
export type ListAction = 'add' | 'remove' | 'replace';

/** How the editor speaks of a list. */
interface ListWords {
	readonly displayName: string;
	readonly name: string;
	/** As in "add these tags". */
	readonly entries: string;
	/** As in "Remove these tags". */
	readonly removed: string;
	/** As in "the tags that the video has already". */
	readonly owner: string;
}

/** @returns the field that says what to do with a list of which the API knows nothing but the whole */
export function listActionField(words: ListWords): INodeProperties {
	const { displayName, name, entries, removed, owner } = words;
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
				description: `Have no ${entries} any more; nothing needs to be filled in for it`,
			},
			{ name: 'Replace', value: 'replace', description: `Have these ${entries} and no others` },
		],
		default: 'replace',
		description: `What to do with the ${entries} that the ${owner} has already`,
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
 * @param fields of the collection that holds the list and the action
 * @param field of the entries
 * @param read reads the entries; undefined where nothing was given
 * @returns undefined where nothing is to be done; Remove All is to replace by none
 * @throws Trouble when the action is none, or Remove All is chosen and there are entries as well
 */
export function readListChange<T>(
	fields: IDataObject,
	actionField: INodeProperties,
	{ name, displayName: label }: INodeProperties,
	read: (value: unknown) => readonly T[] | undefined,
): ListChange<T> | undefined {
	const action = chosenIn<ListAction | 'removeAll'>(fields, actionField);
	const value = fields[name];
	if (action !== 'removeAll') {
		const given = read(value);
		return given && { action, given };
	}
	if (isBlank(value) || (read(value) ?? []).length === 0) return { action: 'replace', given: [] };
	throw new Trouble(
		`${actionField.displayName} is Remove All, and ${label} is filled in`,
		`Remove ${label} from Update Fields to have all of them removed, or choose Replace as ${actionField.displayName} to have these and no others.`,
	);
}
