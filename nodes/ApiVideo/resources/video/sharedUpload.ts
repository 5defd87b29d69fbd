import { Trouble } from '../../api/trouble';
import {
	lengthOf,
	upload,
	UploadStopped,
	type Lane,
	type Progress,
	type Received,
	type Share,
	type SizedProgress,
	type Uploaded,
	type UploadOptions,
	type UploadSource,
	type UploadTransport,
} from '../../upload';
import type { OperationContext } from '../operation';
import type { OpenContainer } from './container';
import { fetchVideo } from './fetchVideo';
import { isSentHere, whileSending } from './sentHere';
import { fetchReceived } from './status';

/** How often the status is asked while another execution sends, in milliseconds. */
const LOOK_EVERY_MS = 10_000;

/**
 * After how long without a new byte the other execution counts as stopped, in milliseconds. Chance adds up to as
 * much again.
 */
const STOPPED_AFTER_MS = 60_000;

/** How often this upload goes on after another one has stopped. */
const TURNS = 5;

/**
 * Uploads a file to a video to which another execution may be uploading the same file. When they meet,
 * this one waits, and sends what is still missing if the other one stops before the end.
 *
 * @throws UploadStopped as `upload` does; with the reason `conflict` when they keep meeting
 * @throws Trouble when the service does not say what it holds
 */
export async function uploadShared(
	context: OperationContext,
	source: UploadSource,
	transport: UploadTransport,
	share: Share,
	{ videoId, received: before }: OpenContainer,
	options: UploadOptions,
): Promise<Uploaded> {
	const { clock } = context;
	const started = clock.now();
	let received = before;
	let sent: Sent = { bytes: 0, requests: 0, retries: 0 };
	for (let turn = 1; ; turn++) {
		const how = { ...options, videoId, received };
		const send = async () => await upload(source, transport, share, how);
		const result = await whileSending(share.lane, videoId, send).catch(async (error: unknown) =>
			met(error) ? error : await Promise.reject(error),
		);
		if (!(result instanceof UploadStopped)) {
			return { ...result, progress: withEarlier(result.progress, sent) };
		}
		if (turn === TURNS) throw result;
		const held = await waitForOther(context, videoId, share.lane);
		if (held.complete) {
			const video = { videoId, ...(await fetchVideo(context, videoId)) };
			const progress = withEarlier(completed(result, source.size), sent);
			return { video, progress, milliseconds: clock.now() - started };
		}
		sent = sentWith(result.progress, sent);
		received = held.ranges;
	}
}

/** What this execution sent itself before it had to wait for another one. */
interface Sent {
	readonly bytes: number;
	readonly requests: number;
	readonly retries: number;
}

function sentWith({ arrivedBytes, resumedBytes, requests, retries }: Progress, sent: Sent): Sent {
	return {
		bytes: sent.bytes + arrivedBytes - resumedBytes,
		requests: sent.requests + requests,
		retries: sent.retries + retries,
	};
}

/** What it sent before it waited has not come from anybody else. */
function withEarlier(
	progress: Readonly<SizedProgress>,
	{ bytes, requests, retries }: Sent,
): SizedProgress {
	return {
		...progress,
		resumedBytes: Math.max(0, progress.resumedBytes - bytes),
		requests: progress.requests + requests,
		retries: progress.retries + retries,
	};
}

function met(error: unknown): error is UploadStopped {
	return error instanceof UploadStopped && error.reason === 'conflict';
}

/** What the other one has sent counts as if it had arrived before. */
function completed({ progress }: UploadStopped, totalBytes: number): Uploaded['progress'] {
	const { arrivedBytes, resumedBytes } = progress;
	const sentBytes = arrivedBytes - resumedBytes;
	return {
		...progress,
		totalBytes,
		arrivedBytes: totalBytes,
		resumedBytes: totalBytes - sentBytes,
	};
}

/**
 * Waits until the other execution has sent the file, or has stopped. Time in which the rate limit holds uploads
 * back, or in which the other one waits for its turn in this process, does not count as standing still.
 *
 * How long it waits without progress is partly left to chance: otherwise two executions that wait for each other
 * would go on at the same moment, and meet again.
 *
 * @returns what the service holds once that is all of the file, or no longer grows
 */
export async function waitForOther(
	context: OperationContext,
	videoId: string,
	lane: Lane,
): Promise<Received> {
	const { clock, signal } = context;
	const stoppedAfter = STOPPED_AFTER_MS * (1 + clock.random());
	let received = await fetchReceived(context, videoId);
	let grownAt = clock.now();
	while (!received.complete && clock.now() - grownAt < stoppedAfter) {
		await clock.sleep(LOOK_EVERY_MS, signal);
		const before = received;
		received = await fetchReceived(context, videoId);
		const isWaiting = !lane.pace.hasRoom || isSentHere(lane, videoId);
		if (isWaiting || hasGrown(before, received)) grownAt = clock.now();
	}
	return received;
}

function hasGrown(before: Received, now: Received): boolean {
	const { parts: partsBefore = [] } = before;
	const { parts = [] } = now;
	return lengthOf(now.ranges) > lengthOf(before.ranges) || parts.length > partsBefore.length;
}

/**
 * Waits for a video whose file the service fetches by itself, from a web address or another video.
 *
 * @returns what the service holds once it has fetched the file
 * @throws Trouble when it has not after a minute
 */
export async function waitWhileIngesting(
	context: OperationContext,
	videoId: string,
): Promise<Received> {
	const { clock, signal } = context;
	const started = clock.now();
	for (;;) {
		const received = await fetchReceived(context, videoId);
		if (!received.ingesting) return received;
		if (clock.now() - started >= STOPPED_AFTER_MS) throw stillIngesting(videoId);
		await clock.sleep(LOOK_EVERY_MS, signal);
	}
}

function stillIngesting(videoId: string): Trouble {
	return new Trouble(
		`api.video is still ingesting the video ${videoId}: it fetches the file by itself, from a web address or another video`,
		'Nothing was sent. Wait until Video > Get Status says "ingested", or, if it never does, delete the video with Video > Delete and upload the file as a new one.',
	);
}
