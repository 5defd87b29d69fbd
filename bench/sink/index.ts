import { join } from 'node:path';
import type { Receiver } from '../receiver';
import { startServer } from '../../scripts/lib/lab';
import type { MadeFile } from '../web/files';

/**
 * Starts the lean sink: it takes 1 GiB with 0.2 s of processor time, of which most is the kernel's, where the
 * emulator needs 2 s. So what is measured is whoever sends.
 *
 * @param node the executable
 * @param expected a made file of the file server: a video that holds anything else is never complete
 */
export async function startSink(node: string, expected?: MadeFile): Promise<Receiver> {
	const { url, call, stop } = await startServer(node, [
		join('bench', 'sink', 'main.ts'),
		...(expected ? [JSON.stringify(expected)] : []),
	]);
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
