import type { Reference } from '../scripts/lib/lab.mjs';

/** The node whose time counts. */
export const UPLOAD_NODE = 'Upload';

const link = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

/**
 * Manual trigger -> Read/Write Files from Disk -> our node.
 *
 * @param pattern of the files, with slashes
 * @param options of the node
 */
export function uploadWorkflow(
	pattern: string,
	credential: Reference,
	options: Record<string, unknown>,
): object {
	return {
		name: 'benchmark',
		nodes: [
			{
				id: '1',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '2',
				name: 'Read',
				type: 'n8n-nodes-base.readWriteFile',
				typeVersion: 1.1,
				position: [200, 0],
				parameters: { operation: 'read', fileSelector: pattern, options: {} },
			},
			{
				id: '3',
				name: UPLOAD_NODE,
				type: 'n8n-nodes-apivideo.apiVideo',
				typeVersion: 1,
				position: [400, 0],
				parameters: {
					resource: 'video',
					operation: 'upload',
					binaryPropertyName: 'data',
					title: 'benchmark',
					additionalFields: {},
					options,
				},
				credentials: { apiVideoApi: credential },
			},
		],
		connections: { Start: link('Read'), Read: link(UPLOAD_NODE) },
		settings: { executionOrder: 'v1' },
		active: false,
	};
}
