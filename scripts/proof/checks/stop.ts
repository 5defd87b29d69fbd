import { seconds } from '../../lib/format';
import { poll } from '../../lib/poll.mjs';
import { must } from '../seen';
import { startSteps, uploadSteps } from './run';
import type { Check } from '../matrix';

const MIB = 1024 * 1024;

/** Slow enough for a chunk to be on its way when the execution is stopped. */
const SLOW = 4 * MIB;

/** Milliseconds; a system may go on handing out what it had taken from a connection that is closed. */
const AT_ONCE = 5000;

export const stop: Check[] = [
	{
		title: 'Stop ends an upload at once, and closes its connections',
		async run(lab) {
			const { n8n, emulator, signal } = lab;
			emulator.faults.add({ kind: 'bandwidth', bytesPerSecond: SLOW, path: '/source$' });
			const open = () => emulator.requests.uploads.filter(({ endedAt }) => endedAt === undefined);
			const id = await startSteps(lab, uploadSteps(lab, lab.big));
			await poll(() => open().some(({ bytes }) => bytes > 0) || undefined, {
				what: 'a chunk to be on its way',
				timeoutMilliseconds: 60_000,
				intervalMilliseconds: 20,
				signal,
			});
			await n8n.client.stopExecution(id);
			const stopped = performance.now();
			const sent = emulator.requests.uploads.length;
			await poll(() => open().length === 0 || undefined, {
				what: 'the connections to be closed',
				timeoutMilliseconds: 60_000,
				intervalMilliseconds: 20,
				signal,
			});
			const took = performance.now() - stopped;
			must(took < AT_ONCE, () => `the connections were closed after ${seconds(took)}`);
			const { status } = await n8n.client.finished(id, { signal });
			must(status === 'canceled', () => `the execution ended as '${status}'`);
			const more = emulator.requests.uploads.length - sent;
			must(more === 0, () => `${more} more requests followed`);
			return `closed after ${seconds(took)}`;
		},
	},
];
