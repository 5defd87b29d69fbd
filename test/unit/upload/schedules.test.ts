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
import { scheduleFrom, type FaultSchedule } from '../support/faultSchedule';
import { fileOf } from '../support/fileOf';
import { memorySource } from '../support/memorySource';
import { CONTAINER_FAULTS, FAULTS, ModelService, type Fault } from '../support/modelService';
import { NEVER } from '../support/never';
import { rangeSource } from '../support/rangeSource';
import type * as Scaled from '../support/scaledLimits';
import { shareOf } from '../support/shareOf';
import { streamedSource } from '../support/streamedSource';
import { turns } from '../support/turns';
import { VirtualClock } from '../support/virtualClock';
import { hungUntil, listenersOf } from '../cancel/support';

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
);

/** A long run sets SCHEDULES, such as 20000. */
const RUNS = Number(process.env.SCHEDULES ?? 2500);

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
	readers: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined, freq: 2 }),
	/** Nobody tells its length; with the API key alone. */
	withoutLength: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
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
	const source = sourceOf(bytes, given, schedule);
	const result = await upload(source, service.transport(given.authentication), line, {
		videoId,
		fresh: true,
		chunkBytes: given.chunkBytes,
		onArrived,
	}).catch((error: unknown) => error);
	const { met } = schedule;
	return { bytes, service, result: result as Uploaded | Error, line, met, arrived, source };
}

/** One reading in order, or several, which answer in any order, and are wanted in changing numbers. */
function sourceOf(
	bytes: Buffer,
	{ pieceLengths, readers, withoutLength, authentication }: Settings,
	{ next, delay }: FaultSchedule,
) {
	if (withoutLength && authentication === 'apiKey') return streamedSource(bytes, { pieceLengths });
	if (readers === undefined) return memorySource(bytes, pieceLengths);
	const wanted = Array.from({ length: 20 }, () => 1 + Math.floor(next() * readers));
	const source: ReturnType<typeof rangeSource> = rangeSource(bytes, {
		pieceLengths,
		parallel: () => wanted[source.counts.readings.length % wanted.length],
		before: async (at) => {
			if (source.counts.readings.some(({ from }) => from === at)) await turns(delay());
		},
	});
	return source;
}

/** Whether all chunks but the last one have the Chunk Size, where memory and grid have room for it. */
function areExact(
	arrived: readonly ByteRange[],
	{ size, chunkBytes, memoryBytes, ...given }: Settings,
): boolean {
	if (chunkBytes === undefined || chunkBytes > memoryBytes - BLOCK_BYTES) return true;
	const hasNoGrid = given.withoutLength && given.authentication === 'apiKey';
	if (!hasNoGrid && chunkBytes % gridOf(chunkBytes) !== 0) return true;
	return arrived.every(({ from, to }) => {
		const length = to + 1 - from;
		return to + 1 === size ? length <= chunkBytes : length === chunkBytes;
	});
}

describe(`${RUNS} random schedules of faults`, () => {
	it('end, and either the one video named holds exactly the file, or what is said of the rest is true', async () => {
		let [stopped, mostReadings] = [0, 0];
		const allMet = new Set<Fault>();
		await fc.assert(
			fc.asyncProperty(settings, async (given) => {
				const { bytes, service, result, line, met, arrived, source } = await run(given);
				expect(areExact(arrived, given)).toBe(true);
				if ('beginning' in source) expect(source.counts).toEqual({ opened: 1, open: 0 });
				else if ('counts' in source) {
					expect(source.counts).toMatchObject({ tooMany: 0, underWay: 0, opened: 0 });
					mostReadings = Math.max(mostReadings, source.counts.most);
				}
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
					expect(service.bytesOf(videoId)?.equals(bytes)).toBe(true);
					expect(result.progress.totalBytes).toBe(given.size);
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
		expect(mostReadings).toBeGreaterThan(4);
		expect(allMet).toEqual(new Set([...FAULTS, ...CONTAINER_FAULTS]));
	}, 600_000);

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
	}, 600_000);

	it('stop with what a reading throws, complete nothing, and end the readings that hang', async () => {
		await fc.assert(
			fc.asyncProperty(settings, fc.integer({ min: 0, max: 30 }), async (given, turn) => {
				const { size, pieceLengths, readers = 4, chunkBytes } = given;
				const schedule = scheduleFrom(given.seed, 0);
				const clock = new VirtualClock();
				const service = new ModelService(size, schedule, clock);
				const reason = new SourceError('The file server has gone');
				let failing: number | undefined;
				const source: ReturnType<typeof rangeSource> = rangeSource(fileOf(size), {
					pieceLengths,
					parallel: () => readers,
					before: async (at, signal) => {
						const begun = source.counts.readings.findIndex(
							({ from, to }) => from <= at && at <= to,
						);
						if (begun === turn) failing = at;
						if (begun === turn) {
							await turns(schedule.delay());
							throw reason;
						}
						// Who was there before goes on, or the one that fails would never have begun.
						if (failing !== undefined && begun > turn && schedule.next() < 0.5)
							await hungUntil(signal);
					},
				});
				const line = shareOf(clock, given);
				const cancel = new AbortController();
				const videoId = service.createContainer();
				const result: unknown = await upload(source, service.transport('apiKey'), line, {
					videoId,
					chunkBytes,
					signal: cancel.signal,
				}).catch((error: unknown) => error);
				if (failing !== undefined) {
					expect(result).toBe(reason);
					expect(service.isComplete(videoId)).toBe(false);
				} else expect(service.isComplete(videoId)).toBe(true);
				expect(source.counts.underWay).toBe(0);
				expect(listenersOf(cancel.signal)).toBe(0);
				expect(line.memory.ceiling.used).toBe(0);
			}),
			{ numRuns: RUNS / 5 },
		);
	}, 600_000);

	it('never complete a file without a length whose reading breaks, wherever that is', async () => {
		await fc.assert(
			fc.asyncProperty(settings, async ({ size, pieceLengths, ...given }) => {
				const schedule = scheduleFrom(given.seed, given.faultShare);
				const clock = new VirtualClock(() => schedule.next());
				const service = new ModelService(size, schedule, clock);
				const reason = new SourceError('The connection broke off');
				const source = streamedSource(fileOf(size), { pieceLengths, thenThrow: reason });
				const videoId = service.createContainer();
				const line = shareOf(clock, given);
				const result: unknown = await upload(source, service.transport('apiKey'), line, {
					videoId,
					chunkBytes: given.chunkBytes,
				}).catch((error: unknown) => error);
				if (!(result instanceof UploadStopped)) expect(result).toBe(reason);
				expect(service.isComplete(videoId)).toBe(false);
				expect(source.counts).toEqual({ opened: 1, open: 0 });
				expect(line.memory.ceiling.used).toBe(0);
			}),
			{ numRuns: 200 },
		);
	}, 120_000);

	it('never complete a file of which a reading brings less, or more, than its range', async () => {
		await fc.assert(
			fc.asyncProperty(
				settings,
				fc.integer({ min: 0, max: 10 }),
				fc.constantFrom(-1, 1),
				async ({ size, pieceLengths, ...given }, turn, by) => {
					const clock = new VirtualClock();
					const service = new ModelService(size, scheduleFrom(given.seed, 0), clock);
					const source: ReturnType<typeof rangeSource> = rangeSource(fileOf(size), {
						pieceLengths,
						longerBy: () => (source.counts.readings.length === turn + 1 ? by : 0),
					});
					const videoId = service.createContainer();
					const uploading = upload(source, service.transport('apiKey'), shareOf(clock, given), {
						videoId,
						chunkBytes: given.chunkBytes,
					});
					const result: unknown = await uploading.catch((error: unknown) => error);
					fc.pre(source.counts.readings.length > turn);
					expect(result).toBeInstanceOf(SourceError);
					expect(service.isComplete(videoId)).toBe(false);
				},
			),
			{ numRuns: 200 },
		);
	}, 600_000);
});
