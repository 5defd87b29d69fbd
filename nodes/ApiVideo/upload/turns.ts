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

	/** Takes out an entry that waits no longer. Does nothing where it has had its turn. */
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

	/** Takes out the entry whose turn it is. The next entry of its party waits until every other party has had a turn. */
	take(party: object, entry: T): void {
		this.remove(party, entry);
		this.putBehind(party);
	}

	/** Counts a turn of a party as used, though its entries go on waiting. */
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
