import {
	MIB,
	upload,
	type Clock,
	type Outcome,
	type PartyOptions,
	type UploadSource,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { chanceFrom } from './chance';
import { EventClock } from './eventClock';
import { answer, created } from './handTransport';
import { NEVER } from './never';
import { shareOf } from './shareOf';

/** A line to a server, of which every request has a connection of its own. */
export interface Line {
	/** Until the first byte of an answer, in milliseconds; a request that sends waits as long to begin with. */
	readonly latencyMs: number;
	/** Of one connection, in bytes a second. */
	readonly bytesPerSecond: number;
	/** Of all of them together, in bytes a second; as much as they like unless given. */
	readonly togetherPerSecond?: number;
	/** For how long nothing comes once a half has come, in milliseconds. */
	readonly pauseMs?: number;
}

/** A file on a server, sent to a service, in virtual time. */
export interface TwoLines {
	/** In bytes. */
	readonly size: number;
	readonly readers: number;
	readonly source: Line;
	readonly service: Line;
	readonly party?: PartyOptions;
	/** What is known of the rate limit before it begins. */
	readonly known?: { readonly limit: number; readonly remaining: number };
	/** Headers of each answer. */
	readonly headers?: () => Record<string, string>;
}

const STEP_BYTES = MIB / 4;
const ZEROS = Buffer.alloc(STEP_BYTES);

/** @returns what moves bytes on one connection of a line, which wait for each other */
function connections(clock: Clock, line: Line, half = Infinity) {
	let togetherFreeAt = 0;
	let left = half;
	return async (bytes: number, signal: AbortSignal): Promise<void> => {
		const now = clock.now();
		if (left > 0 && (left -= bytes) <= 0) togetherFreeAt = now + (line.pauseMs ?? 0);
		const own = (1000 * bytes) / line.bytesPerSecond;
		togetherFreeAt =
			Math.max(now, togetherFreeAt) + (1000 * bytes) / (line.togetherPerSecond ?? Infinity);
		await clock.sleep(Math.max(own, togetherFreeAt - now), signal);
	};
}

/** Uploads a file between two lines, and tells how long it took, and with what. */
export async function uploadBetween({ size, readers, source, service, ...how }: TwoLines) {
	const clock = new EventClock(chanceFrom(1), 1);
	const seen = {
		readings: 0,
		mostReadings: 0,
		requests: 0,
		mostRequests: 0,
		lengths: [] as number[],
	};
	const come = connections(clock, source, size / 2);
	const go = connections(clock, service);
	const file: UploadSource = {
		name: 'film.mp4',
		type: 'video/mp4',
		size,
		open: () => {
			throw new Error('It is read in ranges');
		},
		ranges: {
			parallel: () => readers,
			read: async function* ({ from, to }, signal) {
				seen.mostReadings = Math.max(seen.mostReadings, ++seen.readings);
				try {
					await clock.sleep(source.latencyMs, signal);
					for (let at = from; at <= to; at += STEP_BYTES) {
						const piece = ZEROS.subarray(0, to + 1 - at);
						await come(piece.byteLength, signal);
						yield piece;
					}
				} finally {
					seen.readings--;
				}
			},
		},
	};
	const transport: UploadTransport = {
		send: async ({ body }, signal): Promise<Outcome> => {
			seen.mostRequests = Math.max(seen.mostRequests, ++seen.requests);
			seen.lengths.push(body.size);
			try {
				await clock.sleep(service.latencyMs, signal);
				for await (const piece of body.open(signal)) {
					for (let left = piece.byteLength; left > 0; left -= STEP_BYTES) {
						await go(Math.min(left, STEP_BYTES), signal);
					}
				}
				await clock.sleep(service.latencyMs, signal);
				const outcome = created('vi1');
				return outcome.kind === 'answer' ? { ...outcome, headers: how.headers?.() ?? {} } : outcome;
			} finally {
				seen.requests--;
			}
		},
		received: async () => undefined,
		video: async (videoId) => ({ videoId }),
	};
	const share = shareOf(clock, how.party);
	if (how.known) {
		const { limit, remaining } = how.known;
		const headers = {
			'x-ratelimit-limit': String(limit),
			'x-ratelimit-remaining': String(remaining),
			'x-ratelimit-retry-after': '60',
		};
		await share.lane.pace.run(async () => answer(201, {}, headers), NEVER);
	}
	const { milliseconds } = await clock.run(upload(file, transport, share, { videoId: 'vi1' }));
	return { seconds: milliseconds / 1000, ...seen, share };
}
