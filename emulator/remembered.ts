interface Version<V> {
	key: string;
	value: V;
	since: number;
	until: number;
}

/** A map that also knows what it held some time ago: what a list shows that lags behind. */
export class Remembered<V extends object> extends Map<string, V> {
	private readonly since = new Map<string, number>();
	private past: Array<Version<V>> = [];

	/** `elapsed`: milliseconds that do not jump. */
	constructor(private readonly elapsed: () => number) {
		super();
	}

	override set(key: string, value: V): this {
		this.end(key, this.get(key));
		this.since.set(key, this.elapsed());
		return super.set(key, value);
	}

	override delete(key: string): boolean {
		this.end(key, this.get(key));
		this.since.delete(key);
		return super.delete(key);
	}

	/** Forgets everything, the past as well. */
	override clear(): void {
		super.clear();
		this.since.clear();
		this.past = [];
	}

	/** Must be called before a value is changed in place: keeps a shallow copy as the earlier version. */
	changing(key: string): void {
		const value = this.get(key);
		this.end(key, value && { ...value });
		if (value) this.since.set(key, this.elapsed());
	}

	/** The values as they were `lag` milliseconds ago; with 0, as they are. */
	valuesAgo(lag: number): V[] {
		if (lag === 0) return [...this.values()];
		const time = this.elapsed() - lag;
		const current = [...this].filter(([key]) => (this.since.get(key) ?? 0) <= time);
		return [...this.pastAt(time), ...current.map(([, value]) => value)];
	}

	/** The value as it was `lag` milliseconds ago; undefined: there was none. */
	getAgo(key: string, lag: number): V | undefined {
		const time = this.elapsed() - lag;
		if (lag === 0 || (this.since.get(key) ?? Infinity) <= time) return this.get(key);
		return this.pastAt(time, key)[0];
	}

	private pastAt(time: number, only?: string): V[] {
		return this.past
			.filter(({ key, since, until }) => {
				return (only === undefined || key === only) && since <= time && time < until;
			})
			.map(({ value }) => value);
	}

	private end(key: string, value: V | undefined): void {
		if (!value) return;
		const until = this.elapsed();
		this.past.push({ key, value, since: this.since.get(key) ?? until, until });
	}
}
