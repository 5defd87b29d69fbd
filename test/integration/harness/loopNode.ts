import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { bareDescription } from './sourceNode';

/** Hands out its items one by one, as n8n's Loop Over Items does: by the second output until none is left. */
export function loopNode(): INodeType {
	let left: INodeExecutionData[] | undefined;
	return {
		description: { ...bareDescription('loop'), outputs: ['main', 'main'] },
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			left ??= [...this.getInputData()];
			const next = left.shift();
			return next ? [[], [{ ...next, pairedItem: { item: 0 } }]] : [[], []];
		},
	};
}

/** A later step that fails. */
export const failingNode: INodeType = {
	description: bareDescription('failing'),
	async execute() {
		throw new Error('This step fails');
	},
};
