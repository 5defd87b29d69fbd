/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { join } from 'node:path';
import type { Receiver } from '../receiver';
import { startServer } from '../serverProcess';

/**
 * Starts the lean sink: it takes 1 GiB with 0.2 s of processor time, of which most is the kernel's, where the
 * emulator needs 2 s. So what is measured is whoever sends.
 *
 * @param node the executable
 */
export async function startSink(node: string): Promise<Receiver> {
	const { url, call, stop } = await startServer(node, [join('bench', 'sink', 'main.ts')]);
	return {
		url,
		createVideo: async () => (await call<{ videoId: string }>('POST', '/videos')).videoId,
		completeVideos: async () => await call<number[]>('GET', '/sink/videos'),
		reset: async (faults) => {
			if (faults.length > 0) throw new Error('The sink knows no faults.');
			await call('DELETE', '/sink/videos');
		},
		stop,
	};
}
