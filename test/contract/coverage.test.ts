import { resources } from '../../nodes/ApiVideo/resources';
import { committed } from './support/committed';
import { ALONG_THE_WAY, COMPOSED, COVERAGE, SIGNING_IN } from './support/coverage';
import { hasSpecification, readSpecification } from './support/specification';

const OURS = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => `${value}:${operation.value}`),
);

/** The operations by each source at hand. openapi.yaml is no part of the project. */
const SOURCES: Array<[string, string[]]> = [
	['the committed facts', Object.keys(JSON.parse(committed('test/contract/facts.json')) as object)],
	...(hasSpecification
		? [['openapi.yaml', Object.keys(readSpecification())] as [string, string[]]]
		: []),
];

describe('the table of operations', () => {
	it('names operations that the node has', () => {
		const named = [...Object.values(COVERAGE), ...Object.keys(COMPOSED)];
		const unknown = [...named, ...Object.keys(ALONG_THE_WAY)].filter((one) => !OURS.includes(one));
		expect(unknown).toEqual([]);
	});

	it('names every operation of the node, as covering one of the specification or as composed', () => {
		const named = new Set([...Object.values(COVERAGE), ...Object.keys(COMPOSED)]);
		expect(OURS.filter((one) => !named.has(one))).toEqual([]);
	});

	it('composes of operations that it names', () => {
		const parts = [...Object.values(COMPOSED), ...Object.values(ALONG_THE_WAY)].flat();
		expect(parts.filter((id) => !(id in COVERAGE))).toEqual([]);
	});

	it.each(SOURCES)('has exactly the operations of %s', (_name, operations) => {
		expect([...Object.keys(COVERAGE), ...SIGNING_IN].sort()).toEqual(operations.sort());
	});
});
