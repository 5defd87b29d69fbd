import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../emulator';
import type { NodeResult, NodeRun } from '../harness';
import { upload, type World } from './apiVideo';

/** Video > Upload of a file on the web. */
export async function uploadFromWeb(
	world: World,
	webAddress: string,
	options: INodeParameters = {},
	run: Partial<NodeRun> = {},
	parameters: INodeParameters = {},
): Promise<NodeResult> {
	return await upload(world, run, { fileFrom: 'webAddress', webAddress, ...parameters, options });
}

/** Every try of a chunk that begins at a byte is refused for good. */
export function refusedAt(from: number): Fault {
	return {
		kind: 'status',
		status: 403,
		slug: 'authorization-suspended-account',
		path: '/source$|^/upload$',
		contentRange: `^bytes ${from}-`,
	};
}
