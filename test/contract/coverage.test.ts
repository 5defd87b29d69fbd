import { resources } from '../../nodes/ApiVideo/resources';
import { committed } from './support/committed';
import { ALONG_THE_WAY, COMPOSED, COVERAGE, SIGNING_IN } from './support/coverage';
import { hasSpecification, readSpecification } from './support/specification';

const OURS = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => `${value}:${operation.value}`),
);

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

	it('has the operations of the committed facts', () => {
		const facts = JSON.parse(committed('test/contract/facts.json')) as object;
		expect(Object.keys(COVERAGE).sort()).toEqual(Object.keys(facts).sort());
	});

	// openapi.yaml is no part of the project: where it is absent, the committed facts above stand in.
	(hasSpecification ? it : it.skip)('has exactly the operations of openapi.yaml', () => {
		const specified = Object.keys(readSpecification());
		expect([...Object.keys(COVERAGE), ...SIGNING_IN].sort()).toEqual(specified.sort());
	});
});
