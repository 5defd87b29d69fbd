import { randomUUID } from 'node:crypto';
import type { Reference } from '../lib/n8n-client';

/** A node of a workflow, as far as it differs from another. */
export interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: object;
	/** By credential type. */
	credentials?: Record<string, Reference>;
	webhookId?: string;
	onError?: string;
}

const API_VIDEO = 'n8n-nodes-apivideo.apiVideo';

/** The name of the step under proof. */
export const STEP = 'api.video';

/**
 * @param steps each takes what the one before puts out
 * @returns a workflow to import
 */
export function workflowOf(steps: Step[]): object {
	const nodes = steps.map((step, index) => ({
		id: randomUUID(),
		position: [index * 220, 0],
		...step,
	}));
	const connections = Object.fromEntries(
		steps
			.slice(1)
			.map(({ name }, index) => [
				steps[index].name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
	return {
		name: 'Proof',
		nodes,
		connections,
		settings: { executionOrder: 'v1' },
		// n8n 1 wants it said.
		active: false,
	};
}

export const byHand = (): Step => ({
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
});

/** @param pattern which files; each becomes an item */
export const readFiles = (pattern: string): Step => ({
	name: 'Read from disk',
	type: 'n8n-nodes-base.readWriteFile',
	typeVersion: 1.1,
	parameters: { operation: 'read', fileSelector: pattern, options: {} },
});

/** @returns two steps that put these items out */
export const theseItems = (items: object[]): Step[] => [
	{
		name: 'List',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
	},
	{
		name: 'Items',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'items', options: {} },
	},
];

/** The step under proof. */
export const apiVideo = (
	credentials: Step['credentials'],
	parameters: object,
	more?: Partial<Step>,
): Step => ({
	name: STEP,
	type: API_VIDEO,
	typeVersion: 1,
	parameters,
	credentials,
	...more,
});

/** Parameters of Video > Upload. */
export const UPLOAD = { resource: 'video', operation: 'upload', binaryPropertyName: 'data' };

/** Parameters of Video > Get Many. */
export const GET_MANY = { resource: 'video', operation: 'getAll', returnAll: false, limit: 10 };

/** A workflow that the service starts. */
export const triggered = (credentials: Step['credentials']): object =>
	workflowOf([
		{
			name: STEP,
			type: `${API_VIDEO}Trigger`,
			typeVersion: 1,
			// As when the step was added: a video is ready to watch.
			parameters: {},
			webhookId: randomUUID(),
			credentials,
		},
		{ name: 'Nothing', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	]);
