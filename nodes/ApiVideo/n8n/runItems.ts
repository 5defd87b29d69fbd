/**
 * Works on items, several at the same time, and keeps their order. After one has failed no further
 * item is begun; those under way are finished, so that no upload is torn off because of another one.
 *
 * @param count number of items
 * @param parallel how many at the same time, at least 1
 * @returns the results in the order of the items
 * @throws what the first failing item, in their order, threw
 */
export async function runItems<T>(
	count: number,
	parallel: number,
	work: (itemIndex: number) => Promise<T>,
): Promise<T[]> {
	const results: T[] = new Array<T>(count);
	const failures = new Map<number, unknown>();
	let next = 0;
	const worker = async (): Promise<void> => {
		while (next < count && failures.size === 0) {
			const itemIndex = next++;
			await work(itemIndex).then(
				(result) => {
					results[itemIndex] = result;
				},
				(reason: unknown) => failures.set(itemIndex, reason),
			);
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, count) }, worker));
	if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
	return results;
}
