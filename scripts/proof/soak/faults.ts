import type { Fault } from '../../../emulator';
import { PASSING_FAULTS, type FaultKind } from '../../../fileServer';
import type { World } from './world';

/** Share of the requests for files that the file server answers with a fault. */
const OF_FILES = 0.1;

/** A server that falls silent is waited for by minutes: tests with a virtual clock see that. */
const SILENT: readonly FaultKind[] = ['stall', 'stall-before', 'slow-drip'];

/** Sends a file. */
const SENDING = '^/(upload|videos/[^/]+/source)$';

/** One request of ten, about. */
const FAULTS: readonly Fault[] = [
	{ kind: 'status', status: 503, probability: 0.02 },
	{ kind: 'status', status: 502, when: 'after', probability: 0.01 },
	{ kind: 'reset', probability: 0.02 },
	{ kind: 'lost-answer', probability: 0.02 },
	{ kind: 'garbage', form: 'html-502', probability: 0.01 },
	{ kind: 'latency', milliseconds: 300, probability: 0.02 },
	{ kind: 'reset', afterBytes: 150_000, path: SENDING, probability: 0.02 },
	{ kind: 'early-answer', status: 503, close: true, path: SENDING, probability: 0.01 },
];

/** From now on one request of ten goes wrong, at the service and at the file server. */
export function beginFaults({ emulator, files }: World): void {
	for (const [index, fault] of FAULTS.entries()) emulator.faults.add({ seed: index + 1, ...fault });
	files.faults = {
		seed: 1,
		rate: OF_FILES,
		kinds: PASSING_FAULTS.filter((kind) => !SILENT.includes(kind)),
	};
}

/** @returns the share of all requests so far upon which a fault fell */
export function shareOfFaults({ emulator, files }: World): number {
	const requests = [...emulator.requests.entries, ...files.requests.entries];
	return requests.filter(({ faults }) => faults.length > 0).length / requests.length;
}

/** Everything goes well again. */
export function endFaults({ emulator, files }: World): void {
	emulator.faults.clear();
	files.faults = undefined;
}
