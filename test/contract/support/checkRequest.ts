import type { IDataObject } from 'n8n-workflow';
import type { SentRequest } from '../../unit/support/fakeNode';
import { unused, violations, type Schema } from './schema';
import type { Specification, SpecifiedOperation } from './specification';

/** What a request consists of. */
export interface Sent {
	readonly path?: Readonly<Record<string, string>>;
	readonly query?: IDataObject;
	readonly body?: IDataObject;
}

/** A request, read by a specification. */
export interface Checked {
	/** operationId; nothing when the specification has no such address. */
	readonly id?: string;
	readonly sent: Sent;
	/** One sentence for everything that the specification does not allow. */
	readonly wrong: readonly string[];
}

/** Compares method, address, query and body of a request with a specification. */
export function checkRequest(request: SentRequest, specification: Specification): Checked {
	const { pathname } = new URL(request.url);
	const called = `${request.method} ${pathname}`;
	const fitting = Object.entries(specification).filter(
		([, { method, path }]) => method === request.method && pathValues(path, pathname),
	);
	if (fitting.length !== 1) {
		return { sent: {}, wrong: [`${called} is ${fitting.length} operations of the specification`] };
	}
	const [[id, operation]] = fitting;
	const path = pathValues(operation.path, pathname);
	const query = queryOf(request);
	const body = bodyOf(request);
	const wrong = [
		...violations(path, pathSchema(operation), 'path'),
		...violations(query, querySchema(operation), 'query'),
		...bodyViolations(request, body, operation),
	];
	return {
		id,
		sent: { path, query, body },
		wrong: wrong.map((sentence) => `${id} (${called}): ${sentence}`),
	};
}

/** @returns what an operation of the specification knows and none of its requests had */
export function neverSent(operation: SpecifiedOperation, requests: readonly Sent[]): string[] {
	const { body } = operation;
	return [
		...unused(parts(requests, 'path'), pathSchema(operation), 'path'),
		...unused(parts(requests, 'query'), querySchema(operation), 'query'),
		...(body ? unused(parts(requests, 'body'), body, 'body') : []),
	];
}

function parts(requests: readonly Sent[], name: keyof Sent): unknown[] {
	return requests.map((sent) => sent[name]);
}

/** @returns the values of the names in braces; nothing when the address does not fit */
function pathValues(template: string, pathname: string): Record<string, string> | undefined {
	const form = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
	const match = new RegExp(`^${form}$`).exec(pathname);
	if (!match) return undefined;
	const values = Object.entries(match.groups ?? {});
	return Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** A list goes out as `tags[0]`, `tags[1]`; the specification calls it `tags[]`. */
function queryOf({ qs = {} }: SentRequest): IDataObject {
	const given = Object.entries(qs as IDataObject).filter(([, value]) => value !== undefined);
	return Object.fromEntries(
		given.map(([name, value]) => [Array.isArray(value) ? `${name}[]` : name, value]),
	);
}

function bodyOf({ body }: SentRequest): IDataObject | undefined {
	const sent: unknown = body;
	if (!(sent instanceof FormData)) return sent as IDataObject | undefined;
	const fields = [...sent.keys()].map((name) => [name, textOf(sent.get(name))] as const);
	return Object.fromEntries(fields);
}

/** OpenAPI describes a file as a text. */
function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '(file)';
}

function pathSchema({ pathParameters }: SpecifiedOperation): Schema {
	return { properties: pathParameters, additionalProperties: {} };
}

function querySchema({ query, requiredQuery }: SpecifiedOperation): Schema {
	return { properties: query, required: requiredQuery };
}

function bodyViolations(
	request: SentRequest,
	body: IDataObject | undefined,
	operation: SpecifiedOperation,
): string[] {
	if (!operation.body) return body ? ['has a body'] : [];
	if (!body) return ['has no body'];
	const isForm = (request.body as unknown) instanceof FormData;
	if (isForm !== operation.isForm) return [`should ${operation.isForm ? '' : 'not '}be a form`];
	return violations(body, operation.body, 'body');
}
