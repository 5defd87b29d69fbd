import type { IExecuteFunctions } from 'n8n-workflow';
import { Execution } from '../../../nodes/ApiVideo/n8n/execution';
import { parametersOfItem } from '../../../nodes/ApiVideo/n8n/parameters';
import type { OperationContext } from '../../../nodes/ApiVideo/resources/operation';
import { Lines, type Clock } from '../../../nodes/ApiVideo/upload';

/** What an operation is given for one item, with a clock of the test's own. */
export function stepContext(
	n8n: IExecuteFunctions,
	clock?: Clock,
	itemIndex = 0,
): OperationContext {
	const lines = clock && new Lines(() => clock);
	return contextOfItem(n8n, new Execution(n8n, clock, lines), itemIndex);
}

/** The same for several items that share an execution. */
export function contextOfItem(
	n8n: IExecuteFunctions,
	execution: Execution,
	itemIndex = 0,
): OperationContext {
	const { clock, api, signal } = execution;
	const parameters = parametersOfItem(n8n, itemIndex);
	return { n8n, itemIndex, parameters, clock, api, execution, signal };
}
