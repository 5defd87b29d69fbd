import { rulesOf, withRules, type Rules } from './rules';
import type { Schema } from './schema';
import type { Specification, SpecifiedOperation } from './specification';

/**
 * The little of the specification that is part of the project: where requests go, what names they use, by what
 * rules, and with what they are refused.
 */
export interface Facts {
	readonly method: string;
	readonly path: string;
	readonly query?: readonly string[];
	readonly json?: readonly string[];
	readonly form?: readonly string[];
	readonly rules?: Rules;
	/** Status and slug of the examples of refusals, such as `404 resource-not-found`. */
	readonly refusals?: readonly string[];
}

/** By operationId. */
export type AllFacts = Readonly<Record<string, Facts>>;

/** @returns the facts of a specification */
export function factsOf(specification: Specification): AllFacts {
	const sorted = Object.entries(specification).sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(
		sorted.map(([id, operation]): [string, Facts] => {
			const { method, path, query, body, isForm } = operation;
			const names = Object.keys(body?.properties ?? {});
			const rules = rulesOf(operation);
			const refusals = refusalsOf(operation);
			return [
				id,
				{
					method,
					path,
					...(Object.keys(query).length > 0 ? { query: Object.keys(query) } : {}),
					...(body ? { [isForm ? 'form' : 'json']: names } : {}),
					...(Object.keys(rules).length > 0 ? { rules } : {}),
					...(refusals.length > 0 ? { refusals } : {}),
				},
			];
		}),
	);
}

/** Some examples have no type, and so no slug. */
function refusalsOf({ refusals }: SpecifiedOperation): string[] {
	const known = refusals.flatMap(({ status, body: { type } }) => {
		const slug = String(type ?? '')
			.split('/')
			.pop();
		return slug ? [`${status} ${slug}`] : [];
	});
	return [...new Set(known)].sort();
}

/**
 * @returns a specification that knows names and rules, the schemas of bodies that are known otherwise, and no
 * examples
 */
export function fromFacts(
	facts: AllFacts,
	bodies: Readonly<Record<string, Schema>>,
): Specification {
	return Object.fromEntries(
		Object.entries(facts).map(([id, { method, path, query = [], json, form, rules = {} }]) => {
			const names = json ?? form;
			const body = names && (bodies[id] ?? { type: 'object', properties: anything(names) });
			const parts = { pathParameters: {}, query: anything(query), requiredQuery: [], body };
			const operation: SpecifiedOperation = {
				method,
				path,
				...withRules(parts, rules),
				isForm: form !== undefined,
				refusals: [],
			};
			return [id, operation];
		}),
	);
}

function anything(names: readonly string[]): Record<string, Schema> {
	return Object.fromEntries(names.map((name) => [name, {}]));
}
