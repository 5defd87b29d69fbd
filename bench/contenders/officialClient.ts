import { API_KEY, type Receiver } from '../receiver';
import type { Report, Task } from './clientProcess';
import type { Contender } from './contender';
import { startTaskProcess } from './taskProcess';

/**
 * api.video's official Node client in a process of its own. Of one file the upload call alone counts; of
 * several the loop, for which the containers have to be made in between.
 *
 * @param node the executable, the same that runs n8n
 */
export function officialClient(node: string, receiver: Receiver, files: string[]): Contender {
	const { run, stop } = startTaskProcess<Task, Report>(node, 'clientProcess.ts');
	return {
		name: 'official Node client',
		run: async () => {
			const { creating, uploading } = await run({ apiKey: API_KEY, url: receiver.url, files });
			return uploading + (files.length > 1 ? creating : 0);
		},
		stop,
	};
}
