import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * @returns whether a model calls the node as a tool. n8n gives a node that serves as a tool a type of its
 *   own, whose name ends in "Tool". `isToolExecution()` does not tell: an AI Agent from version 3 on runs
 *   its tools as ordinary steps, for which it says no (n8n 2.41).
 */
export function isToolCall(n8n: Pick<IExecuteFunctions, 'getNode'>): boolean {
	return n8n.getNode().type.endsWith('Tool');
}
