import type { Fault } from '../../emulator';
import { MIB } from '../files';
import { startService } from '../service';
import { startSink } from '../sink';
import { downloadThenClient, downloadThenUpload } from '../web/contenders';
import { webRace } from '../web/webRace';
import type { Benchmark } from '../world';

/** Milliseconds before each answer, on both sides, and bytes per second of each connection. */
const LATENCY = 80;
const SPEED = 20 * MIB;

const line: Fault[] = [
	{ kind: 'latency', milliseconds: LATENCY },
	{ kind: 'bandwidth', bytesPerSecond: SPEED, path: '/source$' },
];

const distant = {
	way: `file server and service each ${LATENCY} ms away, ${SPEED / MIB} MiB/s per connection`,
	receiver: startService,
	limits: { latency: LATENCY, connectionBytesPerSecond: SPEED },
	line,
};

/** A file on the web, against those who bring it into n8n first. */
export const webRaces: Benchmark[] = [
	webRace({
		...distant,
		name: 'web-latency-client',
		rival: downloadThenClient,
		goal: 0.18,
		notes: [
			'HTTP Request and the official client: the time of n8n’s step, and of the call that uploads the file which n8n has kept.',
		],
	}),
	webRace({ ...distant, name: 'web-latency-upload', rival: downloadThenUpload, goal: 0.3 }),
	webRace({
		name: 'web-loopback',
		way: 'loopback, to the sink',
		receiver: startSink,
		rival: downloadThenUpload,
		goal: 0.6,
	}),
];
