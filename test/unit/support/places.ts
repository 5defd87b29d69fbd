import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { resources } from '../../../nodes/ApiVideo/resources';
import type { Operation } from '../../../nodes/ApiVideo/resources/operation';
import { fillings } from '../../contract/support/fill';
import { RecordingNode } from '../../contract/support/recordingNode';
import { fitting } from '../../contract/support/specialCases';
import { runOperation } from './runOperation';

type Path = ReadonlyArray<string | number>;

/** A parameter of an operation, also inside a collection, and values with which the operation runs. */
export interface Place {
	/** Such as `video:update > updateFields > tags`. */
	readonly where: string;
	readonly property: INodeProperties;
	readonly path: Path;
	readonly operation: Operation;
	readonly name: string;
	readonly values: IDataObject;
}

/** Every parameter of every operation. */
export function allPlaces(): Place[] {
	return resources.flatMap((resource) =>
		resource.operations.flatMap((operation) => {
			const name = `${resource.value}:${operation.value}`;
			const filled = fillings(resource, operation).flatMap((values) => fitting(name, values));
			return inside(operation.properties, []).map(({ property, path }) => {
				const values = filled.find((one) => has(one, path));
				if (!values) throw new Error(`Nothing fills ${name} > ${path.join(' > ')}`);
				const where = [name, ...path].join(' > ');
				return { where, property, path, operation, name, values };
			});
		}),
	);
}

/** A step with another value in one place. */
export function stepWith(
	{ name, operation, values, path }: Place,
	value: unknown,
): { node: RecordingNode; run: () => Promise<unknown> } {
	const node = new RecordingNode(name, replaced(values, path, value) as IDataObject);
	return { node, run: async () => await runOperation(operation, node) };
}

/** @returns what a step with the values of a place has there */
export function valueAt({ values, path }: Place): unknown {
	return path.reduce<unknown>(
		(all, name) => (all as Record<string | number, unknown>)[name],
		values,
	);
}

function inside(
	properties: readonly INodeProperties[],
	above: Path,
): Array<Pick<Place, 'property' | 'path'>> {
	// A notice has no value.
	const withValue = properties.filter(({ type }) => type !== 'notice');
	return withValue.flatMap((property) => {
		const path = [...above, property.name];
		return [{ property, path }, ...children(property, path)];
	});
}

function children(
	{ type, options = [], typeOptions }: INodeProperties,
	path: Path,
): Array<Pick<Place, 'property' | 'path'>> {
	if (type === 'collection') return inside(options as INodeProperties[], path);
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ name, values }) =>
		inside(values, [...path, name, ...(typeOptions?.multipleValues ? [0] : [])]),
	);
}

function has(values: unknown, [first, ...rest]: Path): boolean {
	if (first === undefined) return true;
	if (typeof values !== 'object' || values === null || !(first in values)) return false;
	return has((values as Record<string | number, unknown>)[first], rest);
}

function replaced(values: unknown, [first, ...rest]: Path, value: unknown): unknown {
	if (first === undefined) return value;
	const copy = Array.isArray(values) ? [...(values as unknown[])] : { ...(values as object) };
	const inner = (values as Record<string | number, unknown>)[first];
	return Object.assign(copy, { [first]: replaced(inner, rest, value) });
}
