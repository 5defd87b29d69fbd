import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';

/** Simplify, as every step of n8n with a large answer has it. */
export const simplifyProperty: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** @returns whether the few fields are wanted that most workflows need */
export function readSimplify({ parameters }: OperationContext): boolean {
	return parameters.switch(simplifyProperty) ?? true;
}
