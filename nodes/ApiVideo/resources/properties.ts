import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/** @returns the parameters of a resource: its Operation list, then every operation's own, each shown only where it belongs */
export function resourceProperties(resource: Resource): INodeProperties[] {
	const { defaultOperation } = resource;
	const operation: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(toOption),
		default: defaultOperation,
	};
	return [operation, ...resource.operations.flatMap((entry) => ownProperties(resource, entry))];
}

function toOption({ name, value, action, description }: Operation): INodePropertyOptions {
	return { name, value, action, description };
}

function ownProperties(resource: Resource, { value, properties }: Operation): INodeProperties[] {
	const show = { resource: [resource.value], operation: [value] };
	return updateDisplayOptions({ show }, [...properties]);
}
