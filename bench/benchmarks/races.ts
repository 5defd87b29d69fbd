import type { Fault } from '../../emulator';
import { curl } from '../contenders/curl';
import { officialClient } from '../contenders/officialClient';
import { GIB, MIB, scaled, sizeText } from '../files';
import { race, type Race } from '../race';
import type { Benchmark } from '../world';

const client: Race['rival'] = async ({ installation }, { service }, files) =>
	officialClient(installation.node, service, files);

const oneBigFile: Race['files'] = (scale) => ({ count: 1, size: scaled(GIB, scale) });

/** Every request waits that long for its first byte to be looked at. */
const farAway: Fault = { kind: 'latency', milliseconds: 80 };

/** Everything in which the node competes with somebody. */
export const races: Benchmark[] = [
	race({
		name: 'loopback-client',
		work: (_count, size) => `${sizeText(size)}, loopback`,
		files: oneBigFile,
		rival: client,
		goal: 0.8,
		notes: ['The goal of the first version was 1.3 x.'],
	}),
	race({
		name: 'loopback-curl',
		work: (_count, size) => `${sizeText(size)}, loopback`,
		files: oneBigFile,
		rival: async (_world, { service, folder }, [file]) => await curl(service, folder, file),
		goal: 1.5,
		notes: [
			'curl sends pieces of 200 MiB, the most the service takes; cutting the file up is not counted.',
		],
	}),
	race({
		name: 'latency',
		work: (_count, size) => `${sizeText(size)}, 80 ms latency, 20 MiB/s per connection`,
		files: oneBigFile,
		line: [farAway, { kind: 'bandwidth', bytesPerSecond: 20 * MIB, path: '/source$' }],
		rival: client,
		goal: 0.3,
	}),
	race({
		name: 'items',
		work: (count, size) => `${count} x ${sizeText(size)}, 80 ms latency`,
		files: (scale) => ({ count: Math.max(2, Math.round(200 * scale)), size: 5 * MIB }),
		line: [farAway],
		rival: client,
		goal: 0.3,
		notes: ['The time includes making the containers, on both sides.'],
	}),
];
