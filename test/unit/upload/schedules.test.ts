import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
	BLOCK_BYTES,
	CHUNK_MAX_BYTES,
	CHUNK_MIN_BYTES,
	gridOf,
	MIB,
	SINGLE_REQUEST_MAX_BYTES,
	SourceError,
	upload,
	UploadStopped,
	type ByteRange,
	type Uploaded,
} from '../../../nodes/ApiVideo/upload';
import { memorySource } from '../support/memorySource';
import {
	CONTAINER_FAULTS,
	FAULTS,
	ModelService,
	type Fault,
	type Schedule,
} from '../support/modelService';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { shareOf } from '../support/shareOf';

// The same engine with a MiB of 64 bytes: all its proportions stay, and thousands of files above
// "200 MiB" take seconds.
jest.mock('../../../nodes/ApiVideo/upload/limits', () => {
	const real = jest.requireActual<Record<string, number>>('../../../nodes/ApiVideo/upload/limits');
	const scaled = Object.entries(real).map(([name, value]) => [
		name,
		value >= real.MIB ? value / 16_384 : value,
	]);
	return Object.fromEntries(scaled) as Record<string, number>;
});

const RUNS = 2500;

/** A file that is easy to make and has no two equal ranges. */
function fileOf(size: number): Buffer {
	const pieces: Buffer[] = [];
	for (let at = 0; at < size; at += 32) {
		pieces.push(createHash('sha256').update(String(at)).digest());
	}
	return Buffer.concat(pieces).subarray(0, size);
}

/** Chance from a seed: the same seed, the same troubles (mulberry32). */
function scheduleFrom(
	seed: number,
	faultShare: number,
	faults: readonly Fault[] = FAULTS,
): Schedule & { next(): number; met: Set<Fault> } {
	const met = new Set<Fault>();
	let state = seed;
	const next = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	return {
		next,
		met,
		fault: (): Fault | undefined => {
			if (next() >= faultShare) return undefined;
			const fault = faults[Math.floor(next() * faults.length)];
			met.add(fault);
			return fault;
		},
		silent: () => next() < faultShare,
		lag: () => (next() < faultShare ? Math.floor(next() * 4) : 0),
		delay: () => Math.floor(next() * 4),
		// Up to a minute more than is waited out.
		outage: () => next() * 16 * 60_000,
	};
}

const settings = fc.record({
	size: fc.oneof(
		fc.integer({ min: 1, max: 2 * SINGLE_REQUEST_MAX_BYTES }),
		fc.constantFrom(1, SINGLE_REQUEST_MAX_BYTES, SINGLE_REQUEST_MAX_BYTES + 1),
	),
	pieceLengths: fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 4 }),
	chunkBytes: fc.option(
		fc.oneof(
			fc.integer({ min: CHUNK_MIN_BYTES, max: CHUNK_MAX_BYTES }),
			fc.constantFrom(...[5, 8, 20, 50, 90, 200].map((mebibytes) => mebibytes * MIB)),
		),
		{ nil: undefined },
	),
	parallel: fc.integer({ min: 1, max: 8 }),
	memoryBytes: fc.integer({ min: 4 * BLOCK_BYTES, max: 20 * BLOCK_BYTES }),
	authentication: fc.constantFrom('apiKey' as const, 'uploadToken' as const),
	faultShare: fc.constantFrom(0, 0.05, 0.2, 0.5, 0.9),
	seed: fc.integer(),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

async function run(given: Settings) {
	const bytes = fileOf(given.size);
	const faults = given.authentication === 'apiKey' ? [...FAULTS, ...CONTAINER_FAULTS] : FAULTS;
	const schedule = scheduleFrom(given.seed, given.faultShare, faults);
	const clock = new VirtualClock(() => schedule.next());
	const service = new ModelService(given.size, schedule, clock);
	const line = shareOf(clock, { parallel: given.parallel, memoryBytes: given.memoryBytes });
	const videoId = given.authentication === 'apiKey' ? service.createContainer() : undefined;
	const arrived: ByteRange[] = [];
	const onArrived = (range: ByteRange) => void arrived.push(range);
	const result = await upload(
		memorySource(bytes, given.pieceLengths),
		service.transport(given.authentication),
		line,
		{ videoId, fresh: true, chunkBytes: given.chunkBytes, onArrived },
	).catch((error: unknown) => error);
	return { bytes, service, result: result as Uploaded | Error, line, met: schedule.met, arrived };
}

/** Whether all chunks but the last one have the Chunk Size, where memory and grid have room for it. */
function areExact(
	arrived: readonly ByteRange[],
	{ size, chunkBytes, memoryBytes }: Settings,
): boolean {
	if (chunkBytes === undefined || chunkBytes > memoryBytes - BLOCK_BYTES) return true;
	if (chunkBytes % gridOf(chunkBytes) !== 0) return true;
	return arrived.every(({ from, to }) => {
		const length = to + 1 - from;
		return to + 1 === size ? length <= chunkBytes : length === chunkBytes;
	});
}

describe(`${RUNS} random schedules of faults`, () => {
	it('end, and either the one video named holds exactly the file, or what is said of the rest is true', async () => {
		let stopped = 0;
		const allMet = new Set<Fault>();
		await fc.assert(
			fc.asyncProperty(settings, async (given) => {
				const { bytes, service, result, line, met, arrived } = await run(given);
				expect(areExact(arrived, given)).toBe(true);
				for (const fault of met) allMet.add(fault);
				if (result instanceof UploadStopped) {
					stopped++;
					const { videoId, arrivedBytes } = result.progress;
					// What the service loses in the middle of an upload had arrived.
					const held = service.receivedBytes(videoId) + service.forgottenBytes;
					expect(held).toBeGreaterThanOrEqual(arrivedBytes);
				} else {
					if (result instanceof Error) throw result;
					const { videoId } = result.video;
					expect(service.isComplete(videoId)).toBe(true);
					expect(service.videos.get(videoId)?.bytes.equals(bytes)).toBe(true);
					expect(result.progress.arrivedBytes).toBe(given.size);
					if (!result.progress.possibleCopy) expect(service.videos.size).toBe(1);
				}
				// All memory has come back, or this would wait for ever.
				const half = line.memory.frameMaxBytes;
				await Promise.all([line.memory.reserve(half, NEVER), line.memory.reserve(half, NEVER)]);
			}),
			{ numRuns: RUNS },
		);
		// Faults in nine of ten requests must stop some, or the faults do not happen at all.
		expect(stopped).toBeGreaterThan(RUNS / 100);
		expect(stopped).toBeLessThan(RUNS / 2);
		expect(allMet).toEqual(new Set([...FAULTS, ...CONTAINER_FAULTS]));
	}, 300_000);

	it('never complete a file that is shorter or longer than it said', async () => {
		await fc.assert(
			fc.asyncProperty(
				settings,
				fc.integer({ min: -2000, max: 2000 }).filter((by) => by !== 0),
				async (given, by) => {
					fc.pre(given.size + by > 0);
					const service = new ModelService(
						given.size + by,
						scheduleFrom(given.seed, 0),
						new VirtualClock(),
					);
					const source = memorySource(fileOf(given.size), given.pieceLengths, given.size + by);
					const line = shareOf(new VirtualClock(), given);
					const videoId = service.createContainer();
					const uploading = upload(source, service.transport('apiKey'), line, { videoId });
					await expect(uploading).rejects.toThrow(SourceError);
					expect(service.isComplete(videoId)).toBe(false);
				},
			),
			{ numRuns: 200 },
		);
	});
});
