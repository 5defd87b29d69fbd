import { createHash } from 'node:crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Modes of an execution after which n8n does not store what a step remembers (manual), or which is a
 * test all the same. Source: `hookFunctionsSave` and `WorkflowExecuteModeList` of n8n, read in 1.123, 2.8
 * and 2.41.
 */
const TEST_MODES: readonly string[] = ['manual', 'evaluation'];

/** @returns whether somebody tries the workflow, in the editor or in an evaluation */
export function isTestRun(n8n: Pick<IExecuteFunctions, 'getMode'>): boolean {
	return TEST_MODES.includes(n8n.getMode());
}

/**
 * @returns what tells this step from all others. What a step remembers is found by the step's name alone, and
 *   travels with a workflow that is exported and imported: a copy must not take it for its own.
 */
export function idOfStep(
	n8n: Pick<IExecuteFunctions, 'getInstanceId' | 'getNode' | 'getWorkflow'>,
): string {
	const ids = [n8n.getInstanceId(), n8n.getWorkflow().id, n8n.getNode().id];
	return createHash('sha256').update(JSON.stringify(ids)).digest('base64url');
}

/** When a step did something: in which execution, and in which of its runs there. */
export interface Run {
	readonly execution: string;
	/** Counted from 0. More than that in a loop; a try of "Retry On Fail" is no run of its own. */
	readonly run: number;
}

/** @param itemIndex counted from 0 */
export function thisRun(
	n8n: Pick<IExecuteFunctions, 'getExecutionId' | 'getWorkflowDataProxy'>,
	itemIndex: number,
): Run {
	const { $runIndex: run } = n8n.getWorkflowDataProxy(itemIndex);
	return { execution: String(n8n.getExecutionId()), run: Number(run) };
}
