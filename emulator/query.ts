import { Problem, type ProblemExtras } from './problem';

/** What a list endpoint accepts in its query. */
export interface ListRules {
	sortBy: readonly string[];
	/** Further parameters, by name; a name ending in `[` stands for any key in brackets. */
	filters?: readonly string[];
	/** Filters that take one of these values. */
	choices?: Readonly<Record<string, readonly string[]>>;
	/** What a query is answered with that breaks the rules; the examples of `/data/...` have one of their own. */
	slug?: 'invalid-query-parameter' | 'request-invalid-query-parameter';
}

/** The part of a query that is the same for every list. */
export interface ListQuery {
	sortBy: string | undefined;
	descending: boolean;
	/** From 1. */
	currentPage: number;
	/** 1..100. */
	pageSize: number;
}

/** Reads and checks a list's query. Source: invalid-query-parameter ("doesn't exist [...] or has a bad value"). */
export function listQuery(query: URLSearchParams, rules: ListRules): ListQuery {
	const problems: Problem[] = [];
	const { slug = 'invalid-query-parameter', filters = [], choices = {} } = rules;
	const invalid = (name: string, extras: ProblemExtras) => new Problem(slug, { name, ...extras });
	const known = ['sortBy', 'sortOrder', 'currentPage', 'pageSize', ...filters];
	known.push(...Object.keys(choices));
	for (const name of query.keys()) {
		if (!known.some((one) => (one.endsWith('[') ? name.startsWith(one) : name === one))) {
			problems.push(invalid(name, { detail: 'This field was not expected.' }));
		}
	}
	const oneOf = (name: string, allowed: readonly string[]) => {
		const value = query.get(name) ?? undefined;
		if (value !== undefined && !allowed.includes(value)) {
			problems.push(invalid(name, { detail: `Allowed: ${allowed.join(', ')}.` }));
		}
		return value;
	};
	const integer = (name: string, fallback: number, range: { min: number; max?: number }) => {
		const value = Number(query.get(name) ?? fallback);
		if (!Number.isInteger(value) || value < range.min || value > (range.max ?? Infinity)) {
			problems.push(
				invalid(name, { title: 'This parameter is out of the allowed range of values.', range }),
			);
		}
		return value;
	};
	for (const [name, allowed] of Object.entries(choices)) oneOf(name, allowed);
	const result = {
		sortBy: oneOf('sortBy', rules.sortBy),
		// Newest first is the order of the documentation's examples.
		descending: (oneOf('sortOrder', ['asc', 'desc']) ?? 'desc') === 'desc',
		currentPage: integer('currentPage', 1, { min: 1 }),
		pageSize: integer('pageSize', 25, { min: 1, max: 100 }),
	};
	if (problems.length > 0) throw Problem.ofAll(problems);
	return result;
}
