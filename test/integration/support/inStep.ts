import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { bareDescription, runNode, type NodeRun } from '../harness';

/** Runs something as a node would, with n8n's real helpers; it ends as the work does. */
export async function inStep<T>(
	work: (n8n: IExecuteFunctions) => Promise<T>,
	run: Partial<NodeRun> = {},
): Promise<T> {
	let ended: Promise<T> | undefined;
	const node: INodeType = {
		description: bareDescription('probe'),
		async execute(this: IExecuteFunctions) {
			ended = work(this);
			await ended.catch(() => undefined);
			return [[]];
		},
	};
	await runNode({ node, ...run });
	if (ended === undefined) throw new Error('The step has not run');
	return await ended;
}
