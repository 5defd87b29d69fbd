import {
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/**
 * The Resource list: all of them with the API key, those that a delegated token is enough for with a
 * token. Two parameters of one name, of which the editor shows one.
 */
export function resourceChoice(resources: readonly Resource[]): INodeProperties[] {
	return [
		resourceList(resources, 'apiKey'),
		resourceList(
			resources.filter(({ operations }) => operations.some(isEnoughForToken)),
			'delegatedToken',
		),
	];
}

/** @returns the parameters of a resource: its Operation list, then every operation's own, each shown only where it belongs */
export function resourceProperties(resource: Resource): INodeProperties[] {
	const { operations, defaultOperation } = resource;
	const withToken = operations.filter(isEnoughForToken);
	return [
		operationList(resource, operations, 'apiKey', defaultOperation),
		...(withToken.length > 0
			? [operationList(resource, withToken, 'delegatedToken', withToken[0].value)]
			: []),
		...operations.flatMap((operation) => ownProperties(resource, operation)),
	];
}

function isEnoughForToken({ withToken }: Operation): boolean {
	return withToken === true;
}

function resourceList(resources: readonly Resource[], authentication: string): INodeProperties {
	return {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { authentication: [authentication] } },
		options: resources.map(({ name, value }) => ({ name, value })),
		default: 'video',
	};
}

function operationList(
	resource: Resource,
	operations: readonly Operation[],
	authentication: string,
	defaultOperation: string,
): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { authentication: [authentication], resource: [resource.value] } },
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
