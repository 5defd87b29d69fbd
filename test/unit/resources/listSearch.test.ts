import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { listSearchOf, resources } from '../../../nodes/ApiVideo/resources';
import type { Resource } from '../../../nodes/ApiVideo/resources/operation';
import type { ListSearch } from '../../../nodes/ApiVideo/resources/shared/listSearch';
import { allParameters, modesOf } from '../support/descriptions';

const aSearch = (): ListSearch => async () => ({ results: [] });

function resource(value: string, listSearch?: Resource['listSearch']): Resource {
	return { value, name: value, operations: [], defaultOperation: '', listSearch };
}

/** The methods that the From List modes of the node ask for. */
const wanted = new Set(
	allParameters()
		.flatMap(({ property }) => modesOf(property))
		.flatMap(({ typeOptions: { searchListMethod } = {} }) => searchListMethod ?? []),
);

describe('what fills the From List modes', () => {
	it('is collected from the resources', () => {
		const [one, other] = [aSearch(), aSearch()];
		const from = [resource('a', { one }), resource('b'), resource('c', { other })];
		expect(listSearchOf(from)).toEqual({ one, other });
	});

	it('has one of each name', () => {
		const twice = [resource('a', { one: aSearch() }), resource('b', { one: aSearch() })];
		expect(() => listSearchOf(twice)).toThrow('b has a second one');
	});

	it('is all that the node asks for, and no more', () => {
		const { listSearch } = new ApiVideo().methods;
		expect(Object.keys(listSearch).sort()).toEqual([...wanted].sort());
		expect(listSearch).toEqual(listSearchOf(resources));
	});
});
