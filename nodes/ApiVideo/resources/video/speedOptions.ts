import type { INodeProperties } from 'n8n-workflow';
import {
	CHUNK_MAX_BYTES,
	CHUNK_MIN_BYTES,
	CHUNK_START_BYTES,
	KEEP_TRYING_DEFAULT_MS,
	MEMORY_DEFAULT_BYTES,
	MEMORY_MIN_BYTES,
	memoryForChunks,
	MIB,
	PARALLEL_DEFAULT,
	SINGLE_REQUEST_MAX_BYTES,
	type PartyOptions,
} from '../../upload';
import { readNumber, type NumberRange } from '../../values/number';

/**
 * A Chunk Size counts in steps of 64 bytes: every one of these fits a grid, and every number of whole MB is
 * one of them, in which many proxies count.
 */
const STEP_BYTES = 64;

const CHUNK_SIZE = { min: CHUNK_MIN_BYTES / MIB, max: CHUNK_MAX_BYTES / MIB };
const MEMORY_LIMIT = { min: MEMORY_MIN_BYTES / MIB, max: 2048 };
const MEMORY_DEFAULT = MEMORY_DEFAULT_BYTES / MIB;

/** More than 32 only makes the service refuse them. */
const PARALLEL = { min: 1, max: 32, whole: true } as const;

const MINUTE_MS = 60_000;
const KEEP_TRYING = { min: 0, max: 720 };

/** The most that Keep Trying For may be, in milliseconds. */
export const KEEP_TRYING_MOST_MS = KEEP_TRYING.max * MINUTE_MS;
const KEEP_TRYING_DEFAULT = KEEP_TRYING_DEFAULT_MS / MINUTE_MS;
const BANDWIDTH = { min: 0.1, max: 1024 };

/**
 * How long one request may take at a bandwidth limit, in seconds, if no other one is under way: two of them at
 * the same time still end long before the access token with which they began, which is valid for an hour.
 */
const SLOWEST_REQUEST_S = 600;

/** The limit in MiB a second below which a file of 200 MiB would take longer than that, rounded up. */
const SLOW = Math.ceil((100 * SINGLE_REQUEST_MAX_BYTES) / MIB / SLOWEST_REQUEST_S) / 100;

/** Memory of an upload with a bandwidth limit, in bytes: two chunks being sent and one being read. */
const MEMORY_SLOWED_BYTES = memoryForChunks(3, CHUNK_START_BYTES);

export const keepTryingField: INodeProperties = {
	displayName: 'Keep Trying For (Minutes)',
	name: 'keepTryingFor',
	type: 'number',
	typeOptions: limits(KEEP_TRYING),
	default: KEEP_TRYING_DEFAULT,
	description: `How long an outage of api.video or of the network is waited out, up to ${KEEP_TRYING.max} minutes (${KEEP_TRYING.max / 60} hours), counted from the last answer; 0 to stop at once. Until api.video has answered this execution for the first time it is one minute at most, so that a wrong address is told soon. Waiting for a turn, or until the rate limit allows more, does not count. Counts once: the value of the first item.`,
};

const bandwidthField: INodeProperties = {
	displayName: 'Bandwidth Limit (MiB/s)',
	name: 'bandwidthLimit',
	type: 'number',
	typeOptions: limits(BANDWIDTH),
	default: 10,
	description: `How much may be sent each second, for all items together, ${BANDWIDTH.min} to ${BANDWIDTH.max}. Slows this execution only, and leaves the rest of the line to others; it has at most two requests on their way at the same time. Left out, files go as fast as the line allows. Below ${SLOW} files go in chunks of ${CHUNK_START_BYTES / MIB} MiB unless Chunk Size is set, and a Chunk Size that would take longer than ${SLOWEST_REQUEST_S / 60} minutes is shortened. Counts once: the value of the first item.`,
};

const chunkSizeField: INodeProperties = {
	displayName: 'Chunk Size (MiB)',
	name: 'chunkSize',
	type: 'number',
	typeOptions: limits(CHUNK_SIZE),
	default: 50,
	description: `Length of the chunks in which a larger file is sent, exactly (shorter with a very low Bandwidth Limit); ${CHUNK_SIZE.min} to ${CHUNK_SIZE.max}. Set it when a proxy between n8n and api.video limits the length of requests: to a little less than its limit. Takes twice as much memory unless Memory Limit is set. Leave it out to have the chunks adapted to the line and the rate limit; files of up to ${SINGLE_REQUEST_MAX_BYTES / MIB} MiB then go in one request.`,
};

const parallelField: INodeProperties = {
	displayName: 'Parallel Uploads',
	name: 'parallelUploads',
	type: 'number',
	typeOptions: { ...limits(PARALLEL), numberPrecision: 0 },
	default: PARALLEL_DEFAULT,
	description:
		"How many uploads may be on their way at the same time, for all items together; the videos of further items are made meanwhile. With a Bandwidth Limit two at most. It is an execution's own ceiling: all executions of this n8n process to the same account share the largest that a running one asks for. Counts once: the value of the first item.",
};

const memoryField: INodeProperties = {
	displayName: 'Memory Limit (MiB)',
	name: 'memoryLimit',
	type: 'number',
	typeOptions: limits(MEMORY_LIMIT),
	default: MEMORY_DEFAULT,
	description: `How much of the files may be held in memory while chunks are on their way, for all items together. Left out it is ${MEMORY_DEFAULT}, or twice the Chunk Size where that is more; with a Bandwidth Limit and no Chunk Size ${MEMORY_SLOWED_BYTES / MIB}. No chunk is longer than this, also if Chunk Size is. More memory allows longer chunks, which helps against the rate limit. It is an execution's own ceiling: all executions of this n8n process share the largest that a running one asks for, those with a Bandwidth Limit among themselves. Counts once: the value of the first item.`,
};

/** How fast an upload is, and what it takes for that. */
export const speedFields = [bandwidthField, chunkSizeField, parallelField, memoryField];

/** What {@link keepTryingField} and {@link speedFields} say. */
export interface Speed {
	/** The Chunk Size in bytes, a multiple of 64; undefined where none counts. */
	readonly chunkBytes?: number;
	/** For all items together; those of the first one count. */
	readonly party: PartyOptions;
}

/** @throws Trouble when a value cannot be understood or is out of range */
export function readSpeed(given: Record<string, unknown>): Speed {
	const asked = inMib(given, chunkSizeField, CHUNK_SIZE);
	const bytesPerSecond = inMib(given, bandwidthField, BANDWIDTH);
	const parallel = numberOf(given, parallelField, PARALLEL);
	const memoryLimit = inMib(given, memoryField, MEMORY_LIMIT);
	const minutes = numberOf(given, keepTryingField, KEEP_TRYING);
	return {
		chunkBytes: chunkBytesFor(asked, bytesPerSecond),
		party: {
			memoryBytes: memoryLimit ?? memoryFor(asked, bytesPerSecond),
			parallel,
			...patienceOf(minutes),
			bytesPerSecond,
		},
	};
}

/** A refusal by the rate limit is no outage: it is waited out for 15 minutes at least, whatever was entered. */
function patienceOf(minutes: number | undefined): PartyOptions {
	if (minutes === undefined) return {};
	const keepTryingMs = minutes * MINUTE_MS;
	return { keepTryingMs, limitedMs: Math.max(keepTryingMs, KEEP_TRYING_DEFAULT_MS) };
}

/** @returns the Chunk Size in bytes; a shorter one where a request of that length would take too long */
function chunkBytesFor(asked?: number, bytesPerSecond = Infinity): number | undefined {
	const most = bytesPerSecond * SLOWEST_REQUEST_S;
	if (asked === undefined) return most < SINGLE_REQUEST_MAX_BYTES ? CHUNK_START_BYTES : undefined;
	// Rounded down: a proxy may take not one byte more.
	return Math.floor(Math.min(asked, most) / STEP_BYTES) * STEP_BYTES;
}

/** @returns bytes, where nobody has limited the memory; undefined for the usual ones */
function memoryFor(chunkBytes?: number, bytesPerSecond?: number): number | undefined {
	// Two chunks of the length that was set must fit: one is read while the other is sent.
	if (chunkBytes) return Math.max(MEMORY_DEFAULT_BYTES, memoryForChunks(2, chunkBytes));
	return bytesPerSecond && MEMORY_SLOWED_BYTES;
}

/**
 * Twice as many as requests, as most items take two: while the video of one is made, the file of another is sent. How
 * many files are sent at the same time is the line's to say.
 *
 * @param wanted the raw value of Parallel Uploads
 * @returns how many items may be worked on at the same time; one after the other for 1, and for what is no number
 */
export function parallelItems(wanted: unknown): number {
	const parallel = Math.floor(Number(wanted ?? PARALLEL_DEFAULT));
	return parallel > PARALLEL.min && parallel <= PARALLEL.max ? 2 * parallel : 1;
}

function limits({ min, max }: NumberRange) {
	return { minValue: min, maxValue: max };
}

function inMib(
	given: Record<string, unknown>,
	field: INodeProperties,
	range: NumberRange,
): number | undefined {
	const mib = numberOf(given, field, range);
	return mib === undefined ? undefined : mib * MIB;
}

function numberOf(
	given: Record<string, unknown>,
	{ name, displayName }: INodeProperties,
	range: NumberRange,
): number | undefined {
	const value = given[name];
	return value === undefined || value === null || value === ''
		? undefined
		: readNumber(value, displayName, range);
}
