import type { Schema } from './schema';
import type { Specification, SpecifiedOperation } from './specification';

/** The little of the specification that is part of the project: where requests go, and what names they use. */
export interface Facts {
	readonly method: string;
	readonly path: string;
	readonly query?: readonly string[];
	readonly json?: readonly string[];
	readonly form?: readonly string[];
}

/** By operationId. */
export type AllFacts = Readonly<Record<string, Facts>>;

/** @returns the facts of a specification, signing in left out */
export function factsOf(specification: Specification, leftOut: readonly string[]): AllFacts {
	const kept = Object.entries(specification)
		.filter(([id]) => !leftOut.includes(id))
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return Object.fromEntries(
		kept.map(([id, { method, path, query, body, isForm }]): [string, Facts] => {
			const names = Object.keys(body?.properties ?? {});
			return [
				id,
				{
					method,
					path,
					...(Object.keys(query).length > 0 ? { query: Object.keys(query) } : {}),
					...(body ? { [isForm ? 'form' : 'json']: names } : {}),
				},
			];
		}),
	);
}

/** @returns a specification that knows the names only, and the schemas of bodies that are known otherwise */
export function fromFacts(
	facts: AllFacts,
	bodies: Readonly<Record<string, Schema>>,
): Specification {
	return Object.fromEntries(
		Object.entries(facts).map(([id, { method, path, query = [], json, form }]) => {
			const names = json ?? form;
			const operation: SpecifiedOperation = {
				method,
				path,
				pathParameters: {},
				query: anything(query),
				requiredQuery: [],
				...(names ? { body: bodies[id] ?? { type: 'object', properties: anything(names) } } : {}),
				isForm: form !== undefined,
			};
			return [id, operation];
		}),
	);
}

function anything(names: readonly string[]): Record<string, Schema> {
	return Object.fromEntries(names.map((name) => [name, {}]));
}
