import type { Operation, Resource } from './operation';
import { delegatedToken } from './delegatedToken';
import { video } from './video';

/** A new resource is one new folder and one line here. */
export const resources: readonly Resource[] = [delegatedToken, video];

/** @returns the operation that a node's parameters name, undefined when there is none */
export function findOperation(resource: string, operation: string): Operation | undefined {
	return resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
}
