import { parallelItems, readSpeed } from '../../../nodes/ApiVideo/resources/video/speedOptions';
import { uploadOptions } from '../../../nodes/ApiVideo/resources/video/uploadOptions';
import { MIB, Party, Patience } from '../../../nodes/ApiVideo/upload';
import { Outage } from '../../../nodes/ApiVideo/upload/outage';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';

const MINUTE_MS = 60_000;
const LABELS = {
	keepTryingFor: 'Keep Trying For (Minutes)',
	bandwidthLimit: 'Bandwidth Limit (MiB/s)',
	chunkSize: 'Chunk Size (MiB)',
	parallelUploads: 'Parallel Uploads',
	memoryLimit: 'Memory Limit (MiB)',
};

describe('Keep Trying For', () => {
	it.each<[unknown, number | undefined]>([
		[0, 0],
		[0.5, 0.5],
		['1.5', 1.5],
		[720, 720],
		[undefined, undefined],
		[null, undefined],
		['', undefined],
	])('%j means %s minutes', (value, minutes) => {
		const { party } = readSpeed({ keepTryingFor: value });
		expect(party.keepTryingMs).toBe(minutes === undefined ? undefined : minutes * MINUTE_MS);
	});

	it.each([
		[0, 15],
		[1, 15],
		[60, 60],
	])('%s minutes wait out a rate limit for %s', (keepTryingFor, minutes) => {
		const party = new Party(readSpeed({ keepTryingFor }).party);
		const lane = { clock: new VirtualClock(), outage: new Outage() };
		const patience = new Patience(lane, party);
		const limited = { kind: 'answer', status: 429, headers: {}, body: {} } as const;
		while (patience.next(limited, 0) !== undefined) patience.waits(MINUTE_MS);
		expect(patience.milliseconds).toBe(minutes * MINUTE_MS);
	});
});

describe('Bandwidth Limit', () => {
	it.each<[unknown, number | undefined]>([
		[0.1, 0.1],
		['2.5', 2.5],
		[1024, 1024],
		[undefined, undefined],
		[null, undefined],
		['', undefined],
	])('%j means %s MiB a second', (value, mib) => {
		const { party } = readSpeed({ bandwidthLimit: value });
		expect(party.bytesPerSecond).toBe(mib === undefined ? undefined : mib * MIB);
	});

	it.each([
		// A file of 200 MiB would take longer than ten minutes.
		[{ bandwidthLimit: 0.1 }, 8],
		[{ bandwidthLimit: 0.33 }, 8],
		[{ bandwidthLimit: 0.34 }, undefined],
		[{ bandwidthLimit: 100 }, undefined],
		[{ bandwidthLimit: 0.1, chunkSize: 50 }, 50],
		[{ bandwidthLimit: 0.1, chunkSize: 200 }, 60],
		[{ bandwidthLimit: 10, chunkSize: 200 }, 200],
		[{ chunkSize: 200 }, 200],
	])('makes no request that takes longer than ten minutes: %j', (given, mib) => {
		const { chunkBytes } = readSpeed(given);
		expect(chunkBytes).toBe(mib === undefined ? undefined : mib * MIB);
	});

	it.each([
		[{}, undefined],
		[{ bandwidthLimit: 1 }, 24],
		[{ bandwidthLimit: 0.1 }, 24],
		[{ bandwidthLimit: 1, memoryLimit: 100 }, 100],
		[{ bandwidthLimit: 1, chunkSize: 50 }, 104],
	])('takes no more memory than it needs: %j', (given, mib) => {
		const { party } = readSpeed(given);
		expect(party.memoryBytes).toBe(mib === undefined ? undefined : mib * MIB);
	});
});

describe.each([
	['keepTryingFor', [-1, 720.1, '15 min', true, [], {}, Infinity, ' ']],
	['bandwidthLimit', [0, 0.09, 1025, '5 MiB/s', false, [], {}, ' ']],
	['chunkSize', [0, 4.9, 201, '50 MiB', false, [], {}, ' ']],
	['parallelUploads', [0, 33, 2.5, 'all', false, [], {}, ' ']],
	['memoryLimit', [0, 15, 2049, '64 MiB', false, [], {}, ' ']],
] as const)('%s', (name, values) => {
	it.each(values.map((value) => [value]))(
		'refuses %j and names the label, with the unit',
		async (value) => {
			const trouble = await troubleOf(async () => readSpeed({ [name]: value }));
			expectReadable(trouble);
			expect(trouble.message).toContain(LABELS[name]);
		},
	);

	it('is one of the Options, and a number', () => {
		const field = uploadOptions.options?.find((option) => option.name === name);
		expect(field).toMatchObject({ type: 'number' });
	});
});

it('says exactly how it is called', () => {
	const names = uploadOptions.options?.map((option) =>
		'displayName' in option ? option.displayName : option.name,
	);
	expect(names).toContain('Keep Trying For (Minutes)');
	expect(names).toContain('Bandwidth Limit (MiB/s)');
});

it.each([
	[undefined, 16],
	[8, 16],
	['2', 4],
	[1, 1],
	[99, 1],
	['all', 1],
])(
	'With Parallel Uploads %j the videos of some items are made while files are sent: %i',
	(wanted, items) => {
		expect(parallelItems(wanted)).toBe(items);
	},
);
