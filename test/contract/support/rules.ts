import type { Schema } from './schema';
import type { SpecifiedOperation } from './specification';

/** What may be sent in one place of a request, beyond the type that the official client knows. */
export type Rule = Pick<
	Schema,
	'type' | 'enum' | 'nullable' | 'pattern' | 'minimum' | 'maximum' | 'maxLength' | 'maxItems'
> & { readonly required?: true };

/** By place, such as `query/sortBy`, or `body/tags/*` for every element of a list. */
export type Rules = Readonly<Record<string, Rule>>;

type Parts = Pick<SpecifiedOperation, 'pathParameters' | 'query' | 'requiredQuery' | 'body'>;

const WORDS = [
	'enum',
	'nullable',
	'pattern',
	'minimum',
	'maximum',
	'maxLength',
	'maxItems',
] as const;

/** The types that the names alone, or the types of the official client, do not tell. */
const TOLD = ['integer', 'boolean', 'array', 'object'];
const TOLD_IN_BODY = ['integer'];

/** @returns the rules of all places that have any */
export function rulesOf({ pathParameters, query, requiredQuery, body }: Parts): Rules {
	const parts: Array<[string, Schema, readonly string[]]> = [
		['path', { properties: pathParameters }, TOLD],
		['query', { properties: query, required: requiredQuery }, TOLD],
		['body', body ?? {}, TOLD_IN_BODY],
	];
	return Object.fromEntries(
		parts.flatMap(([place, schema, types]) => placesIn(schema, place, false, types)),
	);
}

function placesIn(
	schema: Schema,
	place: string,
	isRequired: boolean,
	types: readonly string[],
): Array<[string, Rule]> {
	const rule: Rule = {
		...(schema.type && types.includes(schema.type) && { type: schema.type }),
		...Object.fromEntries(
			WORDS.filter((word) => schema[word] !== undefined).map((word) => [word, schema[word]]),
		),
		...(isRequired && { required: true }),
	};
	const { properties = {}, required = [], items } = schema;
	return [
		...(Object.keys(rule).length > 0 ? [[place, rule] as [string, Rule]] : []),
		...Object.entries(properties).flatMap(([name, one]) =>
			placesIn(one, `${place}/${name}`, required.includes(name), types),
		),
		...(items ? placesIn(items, `${place}/*`, false, types) : []),
	];
}

/** @returns the parts of an operation with the rules that belong to them */
export function withRules(parts: Parts, rules: Rules): Parts {
	const all = Object.entries(rules).map(([place, rule]) => [place.split('/'), rule] as const);
	const part = (name: string, schema: Schema) =>
		all
			.filter(([[first]]) => first === name)
			.reduce((sum, [[, ...steps], rule]) => applied(sum, steps, rule), schema);
	const path = part('path', { properties: parts.pathParameters });
	const query = part('query', { properties: parts.query, required: parts.requiredQuery });
	return {
		pathParameters: path.properties ?? {},
		query: query.properties ?? {},
		requiredQuery: query.required ?? [],
		...(parts.body && { body: part('body', parts.body) }),
	};
}

function applied(schema: Schema, [step, ...steps]: readonly string[], rule: Rule): Schema {
	if (step === undefined) {
		const words = Object.entries(rule).filter(([word]) => word !== 'required');
		return { ...schema, ...Object.fromEntries(words) };
	}
	if (step === '*') return { ...schema, items: applied(schema.items ?? {}, steps, rule) };
	// What has no properties yet has others than those with rules as well.
	const others = schema.properties ? {} : { additionalProperties: {} };
	const { properties = {}, required = [] } = schema;
	const isLast = steps.length === 0;
	return {
		...schema,
		...others,
		properties: { ...properties, [step]: applied(properties[step] ?? {}, steps, rule) },
		...(isLast && rule.required && { required: [...required, step] }),
	};
}
