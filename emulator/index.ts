import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endBroadcast, startBroadcast } from './broadcast';
import type { FaultControl } from './faults/faultControl';
import { settingsOf, type EmulatorOptions, type Settings } from './options';
import type { RequestLog } from './requestLog';
import { createServer } from './server';
import { State } from './state';
import { forgetRange, storeRange, type ForeignRange } from './upload/ranges';
import type { Span } from './upload/received';
import type { VideoFile } from './upload/storage';

export type { Fault, FaultAnswer, FaultEffect, FaultMatch } from './faults/fault';
export type { FaultControl, FaultReport } from './faults/faultControl';
export { documentedRateLimits, type EmulatorOptions, type RateLimits } from './options';
export type { FormField, RequestEntry, RequestLog } from './requestLog';
export type { ForeignRange } from './upload/ranges';
export type { VideoFile } from './upload/storage';

/** A running local api.video. */
export interface Emulator {
	/** Where it listens, without a slash at the end: the base URL for a client. */
	readonly url: string;
	/** The folder with the received bytes. */
	readonly directory: string;
	readonly requests: RequestLog;
	readonly faults: FaultControl;
	/** The bytes of a video that is complete; undefined when it is not, or does not exist. */
	videoFile(videoId: string): Promise<VideoFile | undefined>;
	/** Lets a delegated token expire at once; false if there is no such token. */
	expireUploadToken(token: string): boolean;
	/** Every access token given out so far stops working. */
	revokeAccessTokens(): void;
	/**
	 * Bytes of a video arrive from another writer: zeros, unless `content` is given. Throws the problem that a
	 * request with this range would be answered with.
	 */
	storeRange(videoId: string, range: ForeignRange, content?: Buffer): Promise<void>;
	/** Loses bytes (both ends included) of a video that is not complete; false when there were none. */
	forgetRange(videoId: string, span: Span): boolean;
	/** Somebody begins to broadcast a live stream, and the webhooks are told. Throws resource-not-found. */
	startBroadcast(liveStreamId: string): Promise<void>;
	/**
	 * The broadcast ends, and what was recorded becomes a video. The webhooks have been told of both when this
	 * returns; its encodings follow. Throws resource-not-found.
	 *
	 * @param record default true
	 * @returns the id of the recording; undefined: nothing was recorded
	 */
	endBroadcast(liveStreamId: string, record?: boolean): Promise<string | undefined>;
	/** Sets the clock: milliseconds ahead of the one it was started with, below 0 for behind. */
	setClock(offsetMilliseconds: number): void;
	/** Forgets videos, tokens, players, faults and requests, and sets the clock right; access tokens go on working. */
	reset(): void;
	/** Ends all connections, and deletes the folder if it was made by the emulator. */
	close(): Promise<void>;
}

/** Starts an emulator. Each has its own data, so tests can run beside each other. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'apivideo-emulator-')));
	const removeDirectory = async () => {
		if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
	};
	try {
		return await start(settingsOf(options, directory), removeDirectory);
	} catch (error) {
		await removeDirectory();
		throw error;
	}
}

async function start(settings: Settings, removeDirectory: () => Promise<void>): Promise<Emulator> {
	const state = new State(settings);
	const server = createServer(state);
	state.url = await server.listen({ port: settings.port, host: settings.host });
	return {
		url: state.url,
		directory: settings.directory,
		requests: state.requests,
		faults: state.faults,
		videoFile: async (videoId) => {
			const received = state.videos.get(videoId)?.received;
			if (received?.completedAt === undefined) return undefined;
			return state.storage.file(videoId, received);
		},
		expireUploadToken: (token) => state.uploadTokens.expire(token),
		revokeAccessTokens: () => state.authentication.revokeAccessTokens(),
		storeRange: async (videoId, range, content) => await storeRange(state, videoId, range, content),
		forgetRange: (videoId, span) => forgetRange(state, videoId, span),
		startBroadcast: async (id) => await startBroadcast(state, state.liveStream(id)),
		endBroadcast: async (id, record = true) =>
			await endBroadcast(state, state.liveStream(id), record),
		setClock: (offsetMilliseconds) => {
			state.clock.offsetMilliseconds = offsetMilliseconds;
		},
		reset: () => state.reset(),
		close: async () => {
			await server.close();
			await removeDirectory();
		},
	};
}
