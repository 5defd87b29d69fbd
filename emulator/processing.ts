import { randomText } from './identifiers';
import type { State } from './state';
import { createSummary, summaryOf } from './summaries';
import { arrivedAt, hasFile, type Video } from './video';
import { qualitiesOf } from './videoStatus';
import { webhooksOf } from './webhooks';

const begun = new WeakSet<Video>();

/**
 * What the service does by itself with a video that has its file: it encodes, transcribes and sums up, and tells
 * the webhooks. Each video once; nothing happens while the file is not complete.
 */
export function processVideo(state: State, video: Video): void {
	const arrival = arrivedAt(video);
	if (arrival === undefined || begun.has(video)) return;
	begun.add(video);
	const { settings } = state;
	if (video.summary && !summaryOf(state, video.videoId)) {
		createSummary(state, video, video.summary, 'transcriptSummary');
	}
	const left = arrival + settings.encodingSeconds * 1000 - settings.now();
	webhooksOf(state).later(Math.max(0, left), async () => {
		await announceEncodings(state, video);
		if (video.transcript) await transcribe(state, video);
	});
}

/** What a change of a video has asked for: another transcript, a summary. Nothing, while its file is not complete. */
export function processAgain(
	state: State,
	video: Video,
	asked: { transcript: boolean; summary: boolean },
): void {
	if (!hasFile(video, state.settings.now())) return;
	if (asked.summary) createSummary(state, video, video.summary, 'transcriptSummary');
	if (!asked.transcript) return;
	webhooksOf(state).later(state.settings.encodingSeconds * 1000, async () => {
		await transcribe(state, video);
	});
}

/** One event for each quality and format. Source: `video.encoding.quality.completed` of the OpenAPI file. */
async function announceEncodings(state: State, video: Video): Promise<void> {
	for (const { type: encoding, quality } of qualitiesOf(video)) {
		if (isGone(state, video)) return;
		const { videoId } = video;
		const type = 'video.encoding.quality.completed';
		await webhooksOf(state).emit({ type, videoId, encoding, quality });
	}
}

/**
 * A transcript becomes a caption in the language of the video, or in the one that is heard; if none is, there is
 * none, and nobody is told. Source: the description of `transcript`, and `video.caption.generated`.
 */
async function transcribe(state: State, video: Video): Promise<void> {
	const { videoId, attributes } = video;
	const language = attributes.language ?? state.settings.spokenLanguage;
	if (isGone(state, video) || language === null) return;
	if (attributes.language === undefined) {
		state.videos.changing(videoId);
		video.attributes = { ...attributes, language };
		video.languageOrigin = 'auto';
	}
	const content = Buffer.from(`WEBVTT\n\n00:00.000 --> 00:01.000\n${attributes.title}\n`);
	state.captions.of(video).set(language, { language, content, isDefault: false });
	await webhooksOf(state).emit({
		type: 'video.caption.generated',
		videoId,
		captionId: `caption_${randomText(22)}`,
		generationMode: 'transcript',
		language,
	});
}

function isGone({ videos }: State, video: Video): boolean {
	return videos.get(video.videoId) !== video;
}
