import type { Reference } from '../scripts/lib/lab.mjs';

/** The node whose time counts. */
export const UPLOAD_NODE = 'Upload';

/** A node of a workflow, without what depends on its place. */
interface Step {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	[other: string]: unknown;
}

/** What is done with the files that were read. */
export type LastStep = Step & { name: typeof UPLOAD_NODE };

const manual: Step = {
	name: 'Start',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};

/** Answers at once; the file to be read is named in the address: `?file=`. */
const webhook = (path: string): Step => ({
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { path, httpMethod: 'GET', responseMode: 'onReceived', options: {} },
});

const read = (fileSelector: string): Step => ({
	name: 'Read',
	type: 'n8n-nodes-base.readWriteFile',
	typeVersion: 1.1,
	parameters: { operation: 'read', fileSelector, options: {} },
});

/**
 * Our node.
 *
 * @param options of the node
 */
export const uploadStep = (credential: Reference, options: Record<string, unknown>): LastStep => ({
	name: UPLOAD_NODE,
	type: 'n8n-nodes-apivideo.apiVideo',
	typeVersion: 1,
	parameters: {
		resource: 'video',
		operation: 'upload',
		binaryPropertyName: 'data',
		title: 'benchmark',
		additionalFields: {},
		options,
	},
	credentials: { apiVideoApi: credential },
});

/** In place of our node: hands on what it gets. */
export const noUploadStep: LastStep = {
	name: UPLOAD_NODE,
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	parameters: {},
};

/**
 * Manual trigger -> Read/Write Files from Disk -> the last step.
 *
 * @param pattern of the files, with slashes
 */
export function manualWorkflow(pattern: string, last: LastStep): object {
	return workflow([manual, read(pattern), last]);
}

/**
 * Webhook -> Read/Write Files from Disk -> the last step.
 *
 * @param path of the webhook
 */
export function webhookWorkflow(path: string, last: LastStep): object {
	return workflow([webhook(path), read('={{ $json.query.file }}'), last]);
}

function workflow(steps: Step[]): object {
	const next = steps.slice(1).map(({ name }) => name);
	return {
		name: 'benchmark',
		nodes: steps.map((step, index) => ({ ...step, id: `${index}`, position: [200 * index, 0] })),
		connections: Object.fromEntries(
			next.map((node, index) => [
				steps[index].name,
				{ main: [[{ node, type: 'main', index: 0 }]] },
			]),
		),
		settings: { executionOrder: 'v1' },
		active: false,
	};
}
