import { arrivedAt, type Video } from './video';

type Quality = 'waiting' | 'encoding' | 'encoded';

/** How far the encoding is: it waits for the first third of the time, and encodes for the rest. */
export function encodingOf(
	video: Video,
	now: number,
	encodingSeconds: number,
): Quality | undefined {
	const arrival = arrivedAt(video);
	if (arrival === undefined || arrival > now) return undefined;
	const seconds = (now - arrival) / 1000;
	if (seconds >= encodingSeconds) return 'encoded';
	return seconds * 3 < encodingSeconds ? 'waiting' : 'encoding';
}

/** The answer of `GET /videos/{videoId}/status`. `now` in milliseconds. */
export function videoStatus(video: Video, now: number, encodingSeconds: number): object {
	const { received } = video;
	const encoding = encodingOf(video, now, encodingSeconds);
	const complete = received.completedAt !== undefined;
	const size = received.unit === 'bytes' ? received.total : complete ? received.size : undefined;
	return {
		ingest: {
			status: ingestStatus(video, encoding),
			filesize: size ?? null,
			receivedBytes: received.ranges.map(({ from, to }) => ({
				to,
				from,
				total: received.total ?? null,
			})),
			...(received.unit === 'part' && {
				receivedParts: {
					parts: [...received.parts.keys()].sort((a, b) => a - b),
					total: received.total ?? null,
				},
			}),
		},
		encoding: {
			playable: encoding === 'encoded',
			qualities: encoding
				? qualitiesOf(video).map((quality) => ({ ...quality, status: encoding }))
				: [],
			metadata: {
				width: null,
				height: null,
				bitrate: null,
				duration: null,
				framerate: null,
				samplerate: null,
				videoCodec: null,
				audioCodec: null,
				aspectRatio: null,
			},
		},
	};
}

function ingestStatus({ received }: Video, encoding: Quality | undefined): string {
	if (received.foreign) return encoding === 'encoded' ? 'ingested' : 'ingesting';
	if (encoding === undefined) return 'uploading';
	return encoding === 'encoded' ? 'ingested' : 'uploaded';
}

/**
 * The qualities of a video of 720p. "1 webhook with 720p quality for the MP4 encoding, 4 webhooks for 240p, 360p,
 * 480p, and 720p for the HLS encoding" (Create And Manage Webhooks)
 */
export function qualitiesOf({ attributes }: Video): Array<{ type: string; quality: string }> {
	const hls = ['240p', '360p', '480p', '720p'].map((quality) => ({ type: 'hls', quality }));
	return [...hls, ...(attributes.mp4Support ? [{ type: 'mp4', quality: '720p' }] : [])];
}
