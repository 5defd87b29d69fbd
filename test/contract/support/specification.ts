import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from './committed';
import type { Schema } from './schema';

/** What the specification says about one operation. */
export interface SpecifiedOperation {
	readonly method: string;
	/** With names in braces. */
	readonly path: string;
	readonly pathParameters: Readonly<Record<string, Schema>>;
	readonly query: Readonly<Record<string, Schema>>;
	readonly requiredQuery: readonly string[];
	/** Attributes of the JSON, or fields of the form. */
	readonly body?: Schema;
	readonly isForm: boolean;
	/** The examples of answers that refuse the request. */
	readonly refusals: readonly Refusal[];
}

/** An example of an answer that refuses a request, as the specification has it. */
export interface Refusal {
	readonly status: number;
	readonly body: Readonly<Record<string, unknown>>;
}

/** By operationId. */
export type Specification = Readonly<Record<string, SpecifiedOperation>>;

/** Lies beside the project where it is developed, and is not part of it. */
const FILE = join(ROOT, '../shared/apivideo/openapi.yaml');

export const hasSpecification = existsSync(FILE);

type Node = Readonly<Record<string, unknown>>;

interface Parameter {
	readonly name: string;
	readonly in: string;
	readonly required?: boolean;
	readonly schema?: unknown;
}

/** @throws Error when there is no openapi.yaml: ask {@link hasSpecification} first */
export function readSpecification(): Specification {
	return specificationIn(readFileSync(FILE, 'utf8'));
}

/** @param text in YAML */
export function specificationIn(text: string): Specification {
	// The core schema of YAML 1.2, in which the language `no` is a text: YAML 1.1 takes it for false.
	const root = parse(text, { version: '1.2', schema: 'core' }) as Node;
	const operations = Object.entries(root.paths as Record<string, Record<string, Node>>).flatMap(
		([path, methods]) =>
			Object.entries(methods)
				.filter(([, { operationId }]) => operationId !== undefined)
				.map(([method, node]) => [String(node.operationId), operation(root, method, path, node)]),
	);
	return Object.fromEntries(operations) as Specification;
}

function operation(root: Node, method: string, path: string, node: Node): SpecifiedOperation {
	const parameters = ((node.parameters ?? []) as unknown[]).map((one) => resolved(root, one));
	const inside = (place: string) => (parameters as Parameter[]).filter((one) => one.in === place);
	const schemas = (place: string) =>
		Object.fromEntries(inside(place).map(({ name, schema = {} }) => [name, flat(root, schema)]));
	const { content = {} } = resolved(root, node.requestBody ?? {}) as { content?: Node };
	const [[type, body] = ['', undefined]] = Object.entries(content);
	return {
		method: method.toUpperCase(),
		path,
		pathParameters: schemas('path'),
		query: schemas('query'),
		requiredQuery: inside('query')
			.filter(({ required }) => required)
			.map(({ name }) => name),
		...(body ? { body: flat(root, (body as Node).schema) } : {}),
		isForm: type === 'multipart/form-data',
		refusals: Object.entries((node.responses ?? {}) as Node).flatMap(([status, response]) =>
			refusals(root, Number(status), resolved(root, response) as Node),
		),
	};
}

/** What has no status of its own is none of api.video's answers. */
function refusals(root: Node, status: number, { content = {} }: Node): Refusal[] {
	if (status < 400) return [];
	return Object.values(content as Record<string, Node>)
		.flatMap(({ examples = {} }) => Object.values(examples as Node))
		.map((example) => (resolved(root, example) as { value: Refusal['body'] }).value)
		.filter((body) => body.status === status)
		.map((body) => ({ status, body }));
}

function resolved(root: Node, node: unknown): unknown {
	const { $ref } = node as { $ref?: string };
	if ($ref === undefined) return node;
	const keys = $ref.split('/').slice(1);
	const target = keys.reduce<unknown>((at, key) => (at as Node)[key.replace(/~1/g, '/')], root);
	return resolved(root, target);
}

/** Puts what a schema refers to and consists of in its place. */
function flat(root: Node, node: unknown): Schema {
	const own = resolved(root, node) as Node;
	for (const word of ['oneOf', 'anyOf', 'not']) {
		// Nothing that is sent to api.video needs them; the validator would let everything pass.
		if (own[word]) throw new Error(`The tests do not know what '${word}' means in a schema`);
	}
	const parts = ((own.allOf ?? []) as unknown[]).map((part) => flat(root, part));
	const schema = parts.reduce<Schema>((sum, part) => merged(sum, part), keep(own));
	const properties = Object.entries((own.properties ?? {}) as Node).map(
		([name, one]): [string, Schema] => [name, flat(root, one)],
	);
	const { items, additionalProperties } = own;
	return {
		...schema,
		...(own.properties
			? { properties: { ...schema.properties, ...Object.fromEntries(properties) } }
			: {}),
		...(items ? { items: flat(root, items) } : {}),
		...(additionalProperties instanceof Object
			? { additionalProperties: flat(root, additionalProperties) }
			: {}),
	};
}

function merged(one: Schema, other: Schema): Schema {
	return { ...one, ...other, properties: { ...one.properties, ...other.properties } };
}

function keep(node: Node): Schema {
	const words = ['type', 'enum', 'nullable', 'required', 'pattern', 'minimum', 'maximum'];
	const entries = [...words, 'maxLength', 'maxItems']
		.filter((word) => node[word] !== undefined)
		.map((word) => [word, node[word]]);
	const schema = Object.fromEntries(entries) as Schema & { 'x-optional-nullable'?: boolean };
	// An extension of api.video's own: null takes the value away.
	return node['x-optional-nullable'] ? { ...schema, nullable: true } : schema;
}
