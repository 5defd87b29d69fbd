import {
	NodeHelpers,
	type IDataObject,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
} from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import type { Operation, Resource } from '../../../nodes/ApiVideo/resources/operation';
import { choices } from '../../unit/support/descriptions';

const { description } = new ApiVideo();

/** Where the description has no example, or none that fits the clock of the tests. */
const VALUES: Readonly<Record<string, string>> = {
	from: '2026-11-23T11:00:00.000Z',
	to: '2026-11-23T11:30:00.000Z',
	uploadToken: 'toOld1',
};

/**
 * Fills in all parameters of an operation as somebody would who leaves none out: once for each
 * combination of those that decide about others, and then once for each further choice.
 */
export function fillings(resource: Resource, operation: Operation): IDataObject[] {
	return settings(resource, operation).flatMap((setting) => {
		// A notice has no value.
		const shown = operation.properties.filter(
			(property) => property.type !== 'notice' && isShown(setting, property),
		);
		const filled = Object.fromEntries(
			shown.map((property) => [property.name, setting[property.name] ?? fill(property)]),
		);
		return [filled, ...shown.flatMap((property) => variants(property, filled, setting))].map(
			(values) => ({ ...setting, ...values }) as IDataObject,
		);
	});
}

/** Every combination of what decides about the parameters of an operation. */
function settings(resource: Resource, { value, properties }: Operation): IDataObject[] {
	const deciding = new Set(
		properties.flatMap(({ displayOptions: { show } = {} }) => Object.keys(show ?? {})),
	);
	let all: IDataObject[] = [{ resource: resource.value, operation: value }];
	for (const property of properties.filter(({ name }) => deciding.has(name))) {
		const { name } = property;
		const given = valuesOf(property);
		all = all.flatMap((one) =>
			isShown(one, property) ? given.map((choice) => ({ ...one, [name]: choice })) : [one],
		);
	}
	return all;
}

function isShown(values: IDataObject, property: INodeProperties): boolean {
	const node = { typeVersion: 1 };
	return NodeHelpers.displayParameter(values as INodeParameters, property, node, description);
}

function valuesOf(property: INodeProperties): Array<string | number | boolean> {
	return property.type === 'boolean' ? [true, false] : choices(property).map(({ value }) => value);
}

function fill(property: INodeProperties): unknown {
	const { name, type, modes = [], typeOptions } = property;
	switch (type) {
		case 'boolean':
			return true;
		case 'options':
			return choices(property)[0].value;
		case 'multiOptions':
			return choices(property).map(({ value }) => value);
		case 'collection':
			return fillEach(property.options as INodeProperties[]);
		case 'fixedCollection': {
			const groups = property.options as INodePropertyCollection[];
			const filled = groups.map((group) => [group.name, fillEach(group.values)] as const);
			return Object.fromEntries(
				filled.map(([group, values]) => [group, typeOptions?.multipleValues ? [values] : values]),
			);
		}
		case 'resourceLocator':
			return VALUES[name] ?? example(modes.find((mode) => mode.name === 'id')?.placeholder);
		default: {
			const value = VALUES[name] ?? example(property.placeholder) ?? property.default;
			if (value === '') throw new Error(`What could be in '${name}'? Add it to VALUES`);
			return value;
		}
	}
}

function fillEach(properties: readonly INodeProperties[]): IDataObject {
	return Object.fromEntries(
		properties.map((property) => [property.name, fill(property)]),
	) as IDataObject;
}

function example(placeholder = ''): string | undefined {
	return /^e\.g\. (.+)$/s.exec(placeholder)?.[1];
}

/** The same values with another choice in one place. */
function variants(
	property: INodeProperties,
	filled: Record<string, unknown>,
	fixed: IDataObject,
): Array<Record<string, unknown>> {
	const { name, type } = property;
	if (name in fixed) return [];
	if (type === 'collection') {
		const inner = filled[name] as Record<string, unknown>;
		const options = property.options as INodeProperties[];
		return options
			.flatMap((option) => variants(option, inner, {}))
			.map((values) => ({ ...filled, [name]: values }));
	}
	if (type !== 'options' && type !== 'boolean') return [];
	return valuesOf(property)
		.filter((value) => value !== filled[name])
		.map((value) => ({ ...filled, [name]: value }));
}
