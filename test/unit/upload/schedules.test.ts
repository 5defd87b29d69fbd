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
import { scheduleFrom } from '../support/faultSchedule';
import { fileOf } from '../support/fileOf';
import { memorySource } from '../support/memorySource';
import { CONTAINER_FAULTS, FAULTS, ModelService, type Fault } from '../support/modelService';
import { NEVER } from '../support/never';
import type * as Scaled from '../support/scaledLimits';
import { shareOf } from '../support/shareOf';
import { VirtualClock } from '../support/virtualClock';

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
);

const RUNS = 2500;

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
