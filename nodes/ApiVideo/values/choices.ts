import { readChoice, type ChoiceField } from './choice';
import { readList } from './list';

/**
 * Reads what was chosen from a list of which several may be chosen.
 *
 * @param value stored values, or the names that the editor shows, in any form that {@link readList} reads
 * @param field whose list it is
 * @returns the stored values, each once; undefined where nothing was given (null and undefined)
 * @throws Trouble that lists the choices when one is none of them
 */
export function readChoices<T extends string>(value: unknown, field: ChoiceField): T[] | undefined {
	const wanted = readList(value, field.displayName);
	return wanted && [...new Set(wanted.map((one) => readChoice<T>(one, field)))];
}
