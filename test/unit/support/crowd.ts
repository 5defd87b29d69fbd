import {
	Lines,
	Party,
	untilDone,
	upload,
	type PartyOptions,
	type Uploaded,
	type UploadSource,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { chanceFrom } from './chance';
import { EventClock } from './eventClock';
import { scheduleFrom } from './faultSchedule';
import { fileOf } from './fileOf';
import type { SentWith } from './handTransport';
import { CONTAINER_FAULTS, FAULTS, ModelService } from './modelService';
import { rangeSource } from './rangeSource';
import { stuckBy, type Stuck } from './stuck';
import { UploadLimit } from './uploadLimit';
import { watchCrowd, type Running } from './watchCrowd';

/** One file of an execution. */
export interface CrowdUpload {
	/** In bytes. */
	readonly size: number;
	readonly chunkBytes?: number;
	/** When it begins, in milliseconds after its execution. */
	readonly begins: number;
	/** How long its source takes for each piece, in milliseconds. */
	readonly readingMs?: number;
	/** From which byte on its source hands out nothing more, without a word; undefined: it hands out all. */
	readonly hangsAt?: number;
	/** How many ranges of it are read at the same time at most; undefined: it is read in order. */
	readonly readers?: number;
}

/** One execution of a crowd. */
export interface CrowdExecution extends PartyOptions {
	readonly begins: number;
	/** When it is cancelled, in milliseconds from the beginning of all. */
	readonly cancelledAt?: number;
	/** Executions with the same number share the account. */
	readonly account: number;
	readonly authentication: SentWith;
	/** Of its requests, with which something goes wrong. */
	readonly faultShare: number;
	readonly uploads: readonly CrowdUpload[];
}

/** All executions of a process, and the service. */
export interface Crowd {
	readonly executions: readonly CrowdExecution[];
	/** Uploads a minute that an account may make. */
	readonly perWindow?: number;
	/** Whether the service tells of that in its headers. */
	readonly limitIsShown?: boolean;
	/** An account whose uploads fail, all of them. */
	readonly stuck?: Stuck;
	/** How long a request takes for each of up to eight steps, in milliseconds. */
	readonly stepMs: number;
	readonly seed: number;
}

/** What became of one upload. */
export interface CrowdResult {
	readonly execution: CrowdExecution;
	readonly upload: CrowdUpload;
	readonly service: ModelService;
	readonly bytes: Buffer;
	readonly result: Uploaded | Error;
	/** Tries that were sent, also those that were refused. */
	readonly tries: number;
	readonly endedAt: number;
	/** Of its source, where that has ranges. */
	readonly counts: ReturnType<typeof rangeSource>['counts'];
}

/** Why an execution is cancelled. */
export const CANCELLED = new Error('cancelled');

const PIECE_BYTES = 1000;
const BYTES = fileOf(64 * 1024);

/** Runs a crowd on one set of lines, in virtual time. */
export async function runCrowd({
	executions,
	perWindow,
	limitIsShown,
	stuck,
	stepMs,
	seed,
}: Crowd) {
	const chance = chanceFrom(seed);
	const clock = new EventClock(chance, 1);
	const lines = new Lines(() => clock);
	const limits = new Map<number, UploadLimit>();
	const running = new Map<Party, Running>();
	const watched = watchCrowd(lines, running);
	const cancels = executions.map(() => new AbortController());
	let count = 0;

	const limitOf = (account: number): UploadLimit => {
		const limit =
			limits.get(account) ?? new UploadLimit(clock, perWindow ?? Infinity, limitIsShown ?? true);
		limits.set(account, limit);
		return limit;
	};
	const run = async (execution: CrowdExecution, { signal }: AbortController) => {
		await clock.sleep(execution.begins, signal).catch(() => undefined);
		const party = new Party(execution);
		const member = lines.enter(party);
		const longestChunk = Math.max(0, ...execution.uploads.map((one) => one.chunkBytes ?? 0));
		const hangs = execution.uploads.some(({ hangsAt }) => hangsAt !== undefined);
		running.set(party, { underWay: 0, account: execution.account, longestChunk, hangs });
		const one = async (given: CrowdUpload): Promise<CrowdResult> => {
			const { size, chunkBytes, begins, readingMs = 0, readers, hangsAt = Infinity } = given;
			const at = 32 * (count++ % 100);
			const bytes = BYTES.subarray(at, at + size);
			const faults =
				execution.authentication === 'apiKey' ? [...FAULTS, ...CONTAINER_FAULTS] : FAULTS;
			const schedule = {
				...scheduleFrom(Math.floor(chance() * 2 ** 31), execution.faultShare, faults),
				pass: async (steps: number, until: AbortSignal) => await clock.sleep(steps * stepMs, until),
			};
			const service = new ModelService(size, schedule, clock);
			const before = async (at: number, until: AbortSignal) => {
				if (readingMs > 0) await clock.sleep(readingMs, until);
				if (at >= hangsAt) await untilDone(() => {}, until);
			};
			const inOrder: UploadSource = {
				name: 'film.mp4',
				type: 'video/mp4',
				size,
				open: async function* (from, until) {
					for (let next = from; next < size; next += PIECE_BYTES) {
						await before(next, until);
						until.throwIfAborted();
						yield bytes.subarray(next, Math.min(size, next + PIECE_BYTES));
					}
				},
			};
			const wanted = Array.from({ length: 10 }, () => 1 + Math.floor(chance() * (readers ?? 1)));
			const inRanges: ReturnType<typeof rangeSource> = rangeSource(bytes, {
				pieceLengths: [PIECE_BYTES],
				parallel: () => wanted[inRanges.counts.readings.length % wanted.length],
				before,
			});
			const source = readers === undefined ? inOrder : inRanges;
			const share = member.share(String(execution.account));
			watched.lane(share.lane, execution.account);
			const limited = limitOf(execution.account).around(
				service.transport(execution.authentication),
			);
			const { send, ...questions } =
				stuck?.account === execution.account ? stuckBy(stuck, clock, limited) : limited;
			let tries = 0;
			const transport: UploadTransport = {
				...questions,
				send: async (request, until) => {
					tries++;
					return await watched.request(party, async () => await send(request, until));
				},
			};
			const videoId = execution.authentication === 'apiKey' ? service.createContainer() : undefined;
			const options = { videoId, fresh: true, chunkBytes, signal };
			const result = await clock
				.sleep(begins, signal)
				.then(async () => await upload(source, transport, share, options))
				.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
			const endedAt = clock.now();
			const { counts } = inRanges;
			return { execution, upload: given, service, bytes, result, tries, endedAt, counts };
		};
		try {
			return await Promise.all(execution.uploads.map(one));
		} finally {
			watched.look();
			member.leave();
			running.delete(party);
		}
	};
	const cancelAll = async () =>
		await Promise.all(
			executions.map(async ({ cancelledAt }, index) => {
				if (cancelledAt === undefined) return;
				await clock.sleep(cancelledAt);
				cancels[index].abort(CANCELLED);
			}),
		);
	const working = Promise.all(
		executions.map(async (execution, index) => await run(execution, cancels[index])),
	);
	void cancelAll();
	const results = (await clock.run(working, () => watched.look())).flat();
	return {
		results,
		clock,
		lines,
		watched,
		limits: [...limits.values()],
		signals: cancels.map(({ signal }) => signal),
	};
}
