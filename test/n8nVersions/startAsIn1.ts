import type { INode, Workflow } from 'n8n-workflow';
import { host } from '../integration/harness/host';

interface Options {
	readonly workflow: Workflow;
	readonly startNode?: INode;
}

type Run = (...options: unknown[]) => unknown;

/** n8n 1 starts a workflow with a list of values, n8n 2 with one object, as the harness does. */
export function startAsIn1(): void {
	const engine = host.core.WorkflowExecute.prototype as unknown as { run: Run };
	const { run } = engine;
	engine.run = function (this: unknown, { workflow, startNode }: Options) {
		return run.call(this, workflow, startNode);
	} as Run;
}
