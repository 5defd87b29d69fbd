/**
 * @param fields Update Fields, and beside them the actions for their lists
 * @returns the parameters of an update as the editor stores them: the actions stand below Update Fields
 */
export function withActions<T>(fields: Record<string, T>): Record<string, T | Record<string, T>> {
	const isAction = ([name]: [string, T]) => name.endsWith('Action');
	const entries = Object.entries(fields);
	return {
		updateFields: Object.fromEntries(entries.filter((entry) => !isAction(entry))),
		...Object.fromEntries(entries.filter(isAction)),
	};
}
