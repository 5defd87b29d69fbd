import type { Fault } from '../../emulator';
import { officialClient } from '../contenders/officialClient';
import { plainNode } from '../contenders/plainNode';
import { GIB, KIB, MIB, scaled, sizeText } from '../files';
import { race, type Race } from '../race';
import { startService } from '../service';
import { startSink } from '../sink';
import type { Benchmark } from '../world';

const client: Race['rival'] = async ({ installation }, { receiver }, files) =>
	officialClient(installation.node, receiver, files);

const oneBigFile: Race['files'] = (scale) => ({ count: 1, size: scaled(GIB, scale) });

const manyFiles =
	(most: number, size: number): Race['files'] =>
	(scale) => ({ count: Math.max(2, Math.round(most * scale)), size });

/** Every request waits that long, in milliseconds, before it is looked at. */
const away = (milliseconds: number): Fault => ({ kind: 'latency', milliseconds });

const WITH_CONTAINERS = 'The time includes making the containers, on both sides.';

/** Everything in which the node competes with somebody. */
export const races: Benchmark[] = [
	race({
		name: 'loopback-client',
		work: (_count, size) => `${sizeText(size)}, loopback, to the sink`,
		files: oneBigFile,
		receiver: startSink,
		rival: client,
		goal: 0.6,
	}),
	race({
		name: 'loopback-floor',
		work: (_count, size) => `${sizeText(size)}, loopback, to the sink`,
		files: oneBigFile,
		receiver: startSink,
		rival: async ({ installation }, { receiver }, [file]) =>
			plainNode(installation.node, receiver, file),
		goal: 1.25,
		notes: [
			'Plain Node reads the file with `fs` and sends it with `http`: bodies of 16 MiB, two connections that are kept.',
		],
	}),
	race({
		name: 'latency',
		work: (_count, size) => `${sizeText(size)}, 80 ms latency, 20 MiB/s per connection`,
		files: oneBigFile,
		receiver: startService,
		line: [away(80), { kind: 'bandwidth', bytesPerSecond: 20 * MIB, path: '/source$' }],
		rival: client,
		goal: 0.3,
	}),
	race({
		name: 'items',
		work: (count, size) => `${count} x ${sizeText(size)}, 80 ms latency`,
		files: manyFiles(200, 5 * MIB),
		receiver: startService,
		line: [away(80)],
		rival: client,
		goal: 0.2,
		notes: [WITH_CONTAINERS],
	}),
	race({
		name: 'small-items',
		work: (count, size) => `${count} x ${sizeText(size)}, 20 ms latency`,
		files: manyFiles(2000, 100 * KIB),
		receiver: startService,
		line: [away(20)],
		rival: client,
		goal: 0.5,
		mostPairs: 3,
		notes: [WITH_CONTAINERS],
	}),
];
