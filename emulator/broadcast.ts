import type { LiveStream } from './liveStream';
import type { State } from './state';
import { storeRange } from './upload/ranges';
import { defaultAttributes } from './video';
import { webhooksOf } from './webhooks';

/** Somebody begins to broadcast, and the webhooks are told. Nothing happens when somebody does already. */
export async function startBroadcast(state: State, stream: LiveStream): Promise<void> {
	if (stream.broadcasting) return;
	state.liveStreams.changing(stream.liveStreamId);
	stream.broadcasting = true;
	const { liveStreamId } = stream;
	await webhooksOf(state).emit({ type: 'live-stream.broadcast.started', liveStreamId });
}

/**
 * The broadcast ends, and what was recorded becomes a video, of which the webhooks are told as of the end. Nothing
 * happens when nobody broadcasts. The OpenAPI file has no attribute that decides about `record`.
 *
 * @returns the id of the recording; undefined: there is none
 */
export async function endBroadcast(
	state: State,
	stream: LiveStream,
	record: boolean,
): Promise<string | undefined> {
	if (!stream.broadcasting) return undefined;
	state.liveStreams.changing(stream.liveStreamId);
	stream.broadcasting = false;
	const { liveStreamId } = stream;
	const webhooks = webhooksOf(state);
	await webhooks.emit({ type: 'live-stream.broadcast.ended', liveStreamId });
	if (!record) return undefined;
	const videoId = await recordingOf(state, stream);
	await webhooks.emit({ type: 'video.source.recorded', liveStreamId, videoId });
	return videoId;
}

async function recordingOf(state: State, stream: LiveStream): Promise<string> {
	const { liveStreamId, name, public: isPublic, playerId } = stream;
	const attributes = { ...defaultAttributes, title: name, public: isPublic, playerId };
	const origin = { type: 'liveStream', liveStreamId } as const;
	const { videoId } = state.createVideo(attributes, { origin });
	const content = Buffer.alloc(1024);
	await storeRange(state, videoId, { from: 0, to: 1023, total: 1024 }, content);
	return videoId;
}
