import type { IDataObject } from 'n8n-workflow';
import { Execution } from '../../../nodes/ApiVideo/n8n/execution';
import { parametersOfItem } from '../../../nodes/ApiVideo/n8n/parameters';
import type { Operation, OperationResult } from '../../../nodes/ApiVideo/resources/operation';
import type { FakeNode } from './fakeNode';
import { VirtualClock } from './virtualClock';

/** Runs one operation for the first item; waits take no time. */
export async function runOperation(
	{ execute }: Operation,
	node: FakeNode,
): Promise<OperationResult> {
	const n8n = node.execution;
	const clock = new VirtualClock();
	const execution = Object.assign(new Execution(n8n), { clock });
	const parameters = parametersOfItem(n8n, 0);
	const { signal } = execution;
	return await execute({ n8n, itemIndex: 0, parameters, clock, execution, signal });
}

/** A resource locator as the editor stores it. */
export const locator = (mode: 'list' | 'id' | 'url', value: string): IDataObject => ({
	__rl: true,
	mode,
	value,
});
