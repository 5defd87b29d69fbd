import type { IDataObject } from 'n8n-workflow';
import type { Operation, OperationResult } from '../../../nodes/ApiVideo/resources/operation';
import type { FakeNode } from './fakeNode';
import { stepContext } from './stepContext';
import { VirtualClock } from './virtualClock';

/** Runs one operation for the first item; waits take no time. */
export async function runOperation(
	{ execute }: Operation,
	node: FakeNode,
): Promise<OperationResult> {
	return await execute(stepContext(node.execution, new VirtualClock()));
}

/** A resource locator as the editor stores it. */
export const locator = (mode: 'list' | 'id' | 'url', value: string): IDataObject => ({
	__rl: true,
	mode,
	value,
});
