import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/** @returns the Resource list: one, so that n8n's panel shows every action once */
export function resourceList(resources: readonly Resource[]): INodeProperties {
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'video',
	};
}

/** @returns the parameters of a resource: its Operation list, then every operation's own, each shown only where it belongs */
export function resourceProperties(resource: Resource): INodeProperties[] {
	return [
		operationList(resource),
		...resource.operations.flatMap((operation) => ownProperties(resource, operation)),
	];
}

function operationList({ value, operations, defaultOperation }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(toOption),
		default: defaultOperation,
	};
}

function toOption({ name, value, action, description }: Operation): INodePropertyOptions {
	return { name, value, action, description };
}

function ownProperties(resource: Resource, { value, properties }: Operation): INodeProperties[] {
	const show = { resource: [resource.value], operation: [value] };
	return updateDisplayOptions({ show }, [...properties]);
}
