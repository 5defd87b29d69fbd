import { MIB } from '../files';
import type { Receiver } from '../receiver';
import type { Contender } from './contender';
import type { Report, Task } from './floorProcess';
import { startTaskProcess } from './taskProcess';

/** Bytes of a body, and requests at the same time. */
const BODY = 16 * MIB;
const CONNECTIONS = 2;

/**
 * Plain Node, `fs` to `http`: no form, no signature, no second try, no n8n. Each body is read into a buffer of
 * its own, as a script does it and as n8n hands out files.
 *
 * @param node the executable, the same that runs n8n
 */
export function plainNode(node: string, receiver: Receiver, file: string): Contender {
	const { run, stop } = startTaskProcess<Task, Report>(node, 'floorProcess.ts');
	return {
		name: 'plain Node',
		run: async () => {
			const url = `${receiver.url}/videos/${await receiver.createVideo()}/source`;
			return (await run({ url, file, bodyBytes: BODY, connections: CONNECTIONS })).uploading;
		},
		stop,
	};
}
