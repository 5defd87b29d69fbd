import type { Contract, Entry } from './contract';

/** What became of a contract. */
export interface Changes {
	/** One sentence each: which stored workflows do something else from now on. */
	readonly breaks: readonly string[];
	/** One sentence each, about what no stored workflow notices. */
	readonly adds: readonly string[];
}

/** Finds out what a change of the contract means for workflows that were stored before it. */
export function compareContracts(before: Contract, after: Contract): Changes {
	const breaks: string[] = [];
	const adds: string[] = [];
	for (const [key, entry] of Object.entries(before)) {
		const now = after[key];
		if (!now) breaks.push(removed(key, entry, before, after));
		else compareEntries(key, entry, now, breaks, adds);
	}
	for (const [key, { required, default: given }] of Object.entries(after)) {
		if (before[key]) continue;
		const empty = required && (given === '' || isEmptyLocator(given));
		if (empty) breaks.push(`${key} is new and required: workflows that run there have no value`);
		else adds.push(`${key} is new`);
	}
	return { breaks, adds };
}

function removed(key: string, entry: Entry, before: Contract, after: Contract): string {
	const parent = (path: string) => path.slice(0, path.lastIndexOf(' > '));
	const successor = Object.keys(after).find(
		(other) => !before[other] && parent(other) === parent(key) && after[other].type === entry.type,
	);
	const renamed = successor ? `, maybe renamed to ${successor}` : '';
	return `${key} was removed${renamed}: workflows that set it lose the value`;
}

function compareEntries(
	key: string,
	before: Entry,
	after: Entry,
	breaks: string[],
	adds: string[],
): void {
	if (before.type !== after.type) {
		breaks.push(`${key} was ${before.type} and is ${after.type}: stored values do not fit`);
	}
	if (JSON.stringify(before.default) !== JSON.stringify(after.default)) {
		breaks.push(
			`${key} has another default (${JSON.stringify(before.default)}, now ${JSON.stringify(after.default)}): n8n does not store defaults, so workflows that leave it change`,
		);
	}
	if (before.multiple !== after.multiple) {
		breaks.push(
			`${key} holds ${after.multiple ? 'a list' : 'one value'} now: stored values do not fit`,
		);
	}
	if (before.required !== after.required) {
		if (after.required) breaks.push(`${key} is required now: workflows that leave it empty stop`);
		else adds.push(`${key} is not required any more`);
	}
	for (const [what, old, now] of [
		['value', before.values, after.values],
		['mode', before.modes, after.modes],
	] as const) {
		for (const value of without(old, now)) {
			breaks.push(`${key} has no ${what} '${value}' any more: workflows that use it stop`);
		}
		for (const value of without(now, old)) adds.push(`${key} has the new ${what} '${value}'`);
	}
	compareConditions(key, before, after, breaks, adds);
}

/** All conditions have to be met, each by one of its values: fewer conditions or more values show more. */
function compareConditions(
	key: string,
	{ shown: before = {} }: Entry,
	{ shown: after = {} }: Entry,
	breaks: string[],
	adds: string[],
): void {
	if (JSON.stringify(before) === JSON.stringify(after)) return;
	const narrower = Object.entries(after).some(
		([name, values]) => !before[name] || without(before[name], values).length > 0,
	);
	if (narrower) breaks.push(`${key} is shown in fewer cases: n8n drops its value in the others`);
	else adds.push(`${key} is shown in more cases`);
}

function without(values: readonly string[] = [], others: readonly string[] = []): string[] {
	return values.filter((value) => !others.includes(value));
}

function isEmptyLocator(value: unknown): boolean {
	return (Object(value) as { value?: unknown }).value === '';
}
