import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { resources } from '../../../nodes/ApiVideo/resources';
import { subtitleOf } from '../../../nodes/ApiVideo/resources/subtitle';
import { evaluated } from '../support/expression';

const ALL = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);

describe('the line below a step', () => {
	it.each(ALL.map((one) => [one.resource.name, one.operation.name, one] as const))(
		'names what it does: %s > %s',
		(resourceName, operationName, { resource, operation }) => {
			const parameters = { resource: resource.value, operation: operation.value };
			const { subtitle } = new ApiVideo().description;
			expect(evaluated(subtitle, parameters)).toBe(`${operationName}: ${resourceName}`);
		},
	);

	it('tells operations apart that have one value and two names', () => {
		const [video, token] = resources;
		const [first, ...others] = token.operations;
		const renamed = { ...token, operations: [{ ...first, name: 'Make "one"' }, ...others] };
		const parameters = { resource: token.value, operation: first.value };
		expect(evaluated(subtitleOf([video, renamed]), parameters)).toBe(`Make "one": ${token.name}`);
	});

	it('is empty where there is no such operation', () => {
		const parameters = { resource: 'video', operation: 'explode' };
		expect(evaluated(subtitleOf(resources), parameters)).toBe('');
	});
});
