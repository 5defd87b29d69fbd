import type { Reference } from '../scripts/lib/lab';

/** Milliseconds: 30 GiB on a slow disk. */
export const LONGEST_RUN = 2 * 3_600_000;

/** The node whose time counts. */
export const UPLOAD_NODE = 'Upload';

/** The node that brings a file from the web into n8n, where ours does not read it there. */
export const DOWNLOAD_NODE = 'Download';

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

const download = (address: string): Step => ({
	name: DOWNLOAD_NODE,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'GET',
		url: address,
		options: {
			response: { response: { responseFormat: 'file', outputPropertyName: 'data' } },
			timeout: LONGEST_RUN,
		},
	},
});

/** Parameters that say where our node finds the file. */
export type FileFrom =
	| { binaryPropertyName: string }
	| { fileFrom: 'webAddress'; webAddress: string };

const FROM_STEP_BEFORE: FileFrom = { binaryPropertyName: 'data' };

/** @returns where our node finds a file on the web */
export const fromAddress = (address: string): FileFrom => ({
	fileFrom: 'webAddress',
	webAddress: address,
});

/**
 * Our node.
 *
 * @param options of the node
 * @param from default: the file that the step before has brought
 */
export const uploadStep = (
	credential: Reference,
	options: Record<string, unknown>,
	from: FileFrom = FROM_STEP_BEFORE,
): LastStep => ({
	name: UPLOAD_NODE,
	type: 'n8n-nodes-apivideo.apiVideo',
	typeVersion: 1,
	parameters: {
		resource: 'video',
		operation: 'upload',
		...from,
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

/** Manual trigger -> our node, which reads a file on the web. */
export function webWorkflow(upload: LastStep): object {
	return workflow([manual, upload]);
}

/** Manual trigger -> HTTP Request, which downloads a file -> the last step, if any. */
export function downloadWorkflow(address: string, ...last: LastStep[]): object {
	return workflow([manual, download(address), ...last]);
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
