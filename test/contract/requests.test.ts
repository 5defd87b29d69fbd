import type { IDataObject } from 'n8n-workflow';
import { resources } from '../../nodes/ApiVideo/resources';
import type { Operation } from '../../nodes/ApiVideo/resources/operation';
import type { SentRequest } from '../unit/support/fakeNode';
import { runOperation } from '../unit/support/runOperation';
import { checkRequest, neverSent } from './support/checkRequest';
import { clientBodies } from './support/clientTypes';
import { committed, formatted, HOW_TO_UPDATE } from './support/committed';
import { ALONG_THE_WAY, COMPOSED, standsFor } from './support/coverage';
import { factsOf, fromFacts, type AllFacts } from './support/facts';
import { fillings } from './support/fill';
import { RecordingNode } from './support/recordingNode';
import { fitting } from './support/specialCases';
import { hasSpecification, readSpecification, type Specification } from './support/specification';

const FACTS_FILE = 'test/contract/facts.json';
const FACTS = JSON.parse(committed(FACTS_FILE) || '{}') as AllFacts;

const SPECIFICATIONS: Array<[string, Specification]> = [
	['the committed facts and the types of the official client', fromFacts(FACTS, clientBodies())],
	...(hasSpecification ? [['openapi.yaml', readSpecification()] as [string, Specification]] : []),
];

const OPERATIONS = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({
		name: `${resource.value}:${operation.value}`,
		operation,
		filled: fillings(resource, operation),
	})),
);

/** What an operation sends, with all its parameters filled in all ways. */
async function sentBy(
	name: string,
	operation: Operation,
	filled: readonly IDataObject[],
): Promise<SentRequest[]> {
	const requests: SentRequest[] = [];
	for (const values of filled.flatMap((one) => fitting(name, one))) {
		const node = new RecordingNode(name, values);
		await runOperation(operation, node).catch((reason: unknown) => {
			throw new Error(`${name} refuses ${JSON.stringify(values)}`, { cause: reason });
		});
		requests.push(...node.requests);
	}
	return requests.filter(({ url }) => new URL(url).hostname === 'sandbox.api.video');
}

describe.each(OPERATIONS)('$name', ({ name, operation, filled }) => {
	let sent: SentRequest[];

	// There are many ways to fill in Upload, which take long on a busy machine.
	beforeAll(async () => {
		sent = await sentBy(name, operation, filled);
	}, 600_000);

	it.each(SPECIFICATIONS)('sends what %s allow', (_title, specification) => {
		const wrong = sent.flatMap((request) => checkRequest(request, specification).wrong);
		expect([...new Set(wrong)]).toEqual([]);
	});

	it('calls what it stands for, and nothing else', () => {
		const [[, specification]] = SPECIFICATIONS;
		const called = new Set(sent.map((request) => checkRequest(request, specification).id));
		const promised = standsFor(name);
		expect([...called].sort()).toEqual([...promised, ...(ALONG_THE_WAY[name] ?? [])].sort());
	});

	it.each(SPECIFICATIONS)('offers everything that %s have for it', (_title, specification) => {
		const checked = sent.map((request) => checkRequest(request, specification));
		for (const id of standsFor(name).filter((one) => !COMPOSED[name]?.includes(one))) {
			const requests = checked.filter((one) => one.id === id).map((one) => one.sent);
			const missing = neverSent(specification[id], requests);
			expect([id, missing]).toEqual([id, []]);
		}
	});
});

/** The facts by each source at hand. openapi.yaml is no part of the project; from it they are made anew. */
const SOURCES: Array<[string, AllFacts]> = [['itself', FACTS]];
if (hasSpecification) SOURCES.push(['openapi.yaml', factsOf(readSpecification())]);

describe('the file of facts', () => {
	it.each(SOURCES)('is exactly what would be written from %s', async (_name, facts) => {
		const text = await formatted(JSON.stringify(facts, undefined, '\t'), 'json');
		if (committed(FACTS_FILE, text) === text) return;
		throw new Error(`${FACTS_FILE} is out of date. To make it anew: ${HOW_TO_UPDATE}`);
	});
});
