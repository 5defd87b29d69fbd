/** Lets a limited number of requests through at the same time, first come first served. */
export class Gate {
	private readonly waiting: Array<() => void> = [];

	/** @param open how many at the same time, at least 1 */
	constructor(private open: number) {}

	/** Runs `work` as soon as there is room. */
	async pass<T>(work: () => Promise<T>): Promise<T> {
		if (this.open > 0) this.open--;
		else await new Promise<void>((next) => this.waiting.push(next));
		try {
			return await work();
		} finally {
			const next = this.waiting.shift();
			if (next) next();
			else this.open++;
		}
	}
}
