import { clientBodies } from '../contract/support/clientTypes';
import { committed } from '../contract/support/committed';
import { fromFacts, type AllFacts } from '../contract/support/facts';
import {
	hasSpecification,
	readSpecification,
	type Specification,
	type SpecifiedOperation,
} from '../contract/support/specification';
import { call, form, useEmulator, type Answer } from './caller';
import { brokenQueries, brokenValues } from './support/broken';
import { stockOf, validValue, type Stock } from './support/stock';

const FACTS = JSON.parse(committed('test/contract/facts.json')) as AllFacts;

/** openapi.yaml is no part of the project. */
const SPECIFICATIONS: Array<[string, Specification]> = [
	['the committed facts', fromFacts(FACTS, clientBodies())],
	...(hasSpecification ? [['openapi.yaml', readSpecification()] as [string, Specification]] : []),
];

const emulator = useEmulator({ encodingSeconds: 0 });

describe.each(SPECIFICATIONS)('the emulator and %s:', (_name, specification) => {
	const operations = Object.entries(specification);
	const withJson = operations.filter(([, { body, isForm }]) => body && !isForm);
	const withForm = operations.filter(([, { isForm }]) => isForm);
	const withQuery = operations.filter(([, { query }]) => Object.keys(query).length > 0);
	const withChoice = operations.filter(([, { pathParameters }]) =>
		Object.values(pathParameters).some((schema) => schema.enum),
	);

	it.each(operations)('%s is there', async (id, operation) => {
		const answer = await sent(operation, await stockOf(emulator.current));
		const missing = ['unrecognized-request-url', 'method-not-allowed', 'resource-not-found'];
		expect([id, missing.filter((slug) => slug === answer.slug)]).toEqual([id, []]);
	});

	it.each(withJson)('%s takes a body with everything', async (_id, operation) => {
		const stock = await stockOf(emulator.current);
		const { status, body } = await sent(operation, stock, { json: jsonFor(operation, stock) });
		expect({ status, ...(status < 300 ? {} : { body }) }).toEqual({ status });
		expect(status).toBeLessThan(300);
	});

	it.each(withJson)('%s refuses every body that breaks a rule', async (_id, operation) => {
		const stock = await stockOf(emulator.current);
		const { body: schema = {} } = operation;
		const taken: string[] = [];
		for (const { what, value } of brokenValues(schema, jsonFor(operation, stock), 'body')) {
			const { status, body } = await sent(operation, stock, { json: value });
			const [, attribute = ''] = /^body\/(\w+)/.exec(what) ?? [];
			const isNamed = String(body.name ?? '').startsWith(attribute);
			if (status !== 400 || !isNamed) taken.push(`${what} -> ${status} ${JSON.stringify(body)}`);
		}
		expect(taken).toEqual([]);
	});

	it.each(withForm)('%s refuses a form without a file', async (_id, operation) => {
		const stock = await stockOf(emulator.current);
		const body = new FormData();
		body.append('link', 'https://example.com');
		expect(await sent(operation, stock, { body })).toMatchObject({
			status: 400,
			slug: expect.stringMatching(/^uploaded-file-no-file$|^video-source-already-uploaded$/),
		});
	});

	it.each(withQuery)('%s refuses every query that breaks a rule', async (_id, operation) => {
		const stock = await stockOf(emulator.current);
		const taken: string[] = [];
		for (const query of brokenQueries(queryFor(operation))) {
			const { status, body } = await sent(operation, stock, {}, query);
			const isNamed = query.startsWith(String(body.name));
			if (status !== 400 || !isNamed) taken.push(`${query} -> ${status} ${JSON.stringify(body)}`);
		}
		expect(taken).toEqual([]);
	});

	it.each(withChoice)('%s refuses a path that nobody knows', async (_id, operation) => {
		const stock = await stockOf(emulator.current);
		for (const name of Object.keys(operation.pathParameters)) {
			const answer = await sent(operation, { ...stock, [name]: 'nonsense' });
			expect(answer).toMatchObject({ status: 400, slug: 'invalid-attribute', body: { name } });
		}
	});
});

function jsonFor({ body = {} }: SpecifiedOperation, stock: Stock): unknown {
	return validValue(body, stock);
}

/** The token in the query of `/upload` is no parameter of a list. */
function queryFor({ query, requiredQuery }: SpecifiedOperation): SpecifiedOperation['query'] {
	return requiredQuery.length > 0 ? {} : query;
}

async function sent(
	{ method, path, requiredQuery, isForm, body }: SpecifiedOperation,
	stock: Stock,
	content: { json?: unknown; body?: FormData } = {},
	query = '',
): Promise<Answer> {
	const ids = path.startsWith('/discarded') ? { ...stock, videoId: stock.discardedId } : stock;
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]);
	const token = requiredQuery.includes('token') ? `token=${stock.uploadToken}` : '';
	const search = [token, query].filter(Boolean).join('&');
	const given = Object.keys(content).length > 0 ? content : isForm ? { body: form(1) } : {};
	const usual = body && !isForm && Object.keys(given).length === 0 ? { json: {} } : given;
	return await call(emulator.current, method, `${filled}${search && `?${search}`}`, usual);
}
