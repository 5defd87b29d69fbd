/** What has to be undone at the end, last thing first. */
export type CleanUp = Array<() => Promise<unknown>>;

/** Works, and then undoes what was noted, whatever happened. What cannot be undone is told, and keeps nothing else from it. */
export async function withCleanUp<T>(work: (cleanUp: CleanUp) => Promise<T>): Promise<T> {
	const cleanUp: CleanUp = [];
	try {
		return await work(cleanUp);
	} finally {
		for (const undo of cleanUp.reverse()) await undo().catch(console.error);
	}
}
