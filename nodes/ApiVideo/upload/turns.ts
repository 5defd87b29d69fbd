/**
 * Those who wait, in turns: of one party its entries in the order in which they came, and after each entry
 * the next party. So nobody waits until another one has done all of its work.
 */
export class Turns<T> {
	/** The party whose turn it is comes first. */
	private readonly waiting = new Map<object, T[]>();

	get isEmpty(): boolean {
		return this.waiting.size === 0;
	}

	add(party: object, entry: T): void {
		const entries = this.waiting.get(party);
		if (entries) entries.push(entry);
		else this.waiting.set(party, [entry]);
	}

	/** Lets somebody go who waits no longer; does nothing where the entry has had its turn. */
	remove(party: object, entry: T): void {
		const entries = this.waiting.get(party) ?? [];
		const at = entries.indexOf(entry);
		if (at >= 0) entries.splice(at, 1);
		if (entries.length === 0) this.waiting.delete(party);
	}

	/**
	 * @param mayGo whether an entry may have its turn now; one that may not is passed over
	 * @returns the entry whose turn it is
	 */
	next(mayGo: (entry: T) => boolean): T | undefined {
		for (const [entry] of this.waiting.values()) if (mayGo(entry)) return entry;
		return undefined;
	}

	/** Takes an entry out that has its turn now: its party's next one comes behind all others. */
	take(party: object, entry: T): void {
		this.remove(party, entry);
		this.putBehind(party);
	}

	/** Lets a party use its turn up, whose entries go on waiting. */
	putBehind(party: object): void {
		const left = this.waiting.get(party);
		if (left === undefined) return;
		this.waiting.delete(party);
		this.waiting.set(party, left);
	}

	[Symbol.iterator](): Iterator<T> {
		return [...this.waiting.values()].flat()[Symbol.iterator]();
	}
}
