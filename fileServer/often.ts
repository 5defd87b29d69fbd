/** How often something happens. By default it does each time that it could. */
export interface Often {
	/** At most so often. */
	times?: number;
	/** Only every so many times that it could happen, the last of them. */
	every?: number;
}

const counts = new WeakMap<Often, { asked: number; happened: number }>();

/** Whether it happens this time; counts it. A rule that is set anew begins to count anew. */
export function happens(rule: Often): boolean {
	const count = counts.get(rule) ?? { asked: 0, happened: 0 };
	counts.set(rule, count);
	count.asked++;
	if (rule.every !== undefined && count.asked % rule.every !== 0) return false;
	if (rule.times !== undefined && count.happened >= rule.times) return false;
	count.happened++;
	return true;
}
