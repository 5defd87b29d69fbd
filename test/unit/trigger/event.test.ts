import type { IDataObject } from 'n8n-workflow';
import { Parameters } from '../../../nodes/ApiVideo/n8n/parameters';
import {
	isWanted,
	readEvent,
	readWanted,
	readyVideo,
	videoOf,
} from '../../../nodes/ApiVideo/trigger/event';

const QUALITY = 'video.encoding.quality.completed';
const ENDED = 'live-stream.broadcast.ended';
const parameters = (stored: Record<string, unknown>) =>
	new Parameters(
		(name, fallback) => (name in stored ? stored[name] : fallback),
		() => 'UTC',
	);
const wanted = (options: IDataObject = {}, events = [QUALITY, ENDED]) =>
	readWanted(parameters({ events, options }));
const quality = (encoding: string, name: string) => ({ type: QUALITY, encoding, quality: name });

test('takes what was asked for, and nothing else', () => {
	expect(isWanted(quality('hls', '720p'), wanted())).toBe(true);
	expect(isWanted({ type: ENDED }, wanted())).toBe(true);
	expect(isWanted({ type: 'video.caption.generated' }, wanted())).toBe(false);
	expect(isWanted({}, wanted())).toBe(false);
});

test.each<[IDataObject, string, string, boolean]>([
	[{ formats: ['hls'] }, 'hls', '240p', true],
	[{ formats: ['hls'] }, 'mp4', '240p', false],
	[{ formats: [] }, 'mp4', '240p', true],
	[{ qualities: ['720p', '1080p'] }, 'mp4', '1080p', true],
	[{ qualities: ['720p', '1080p'] }, 'mp4', '240p', false],
	[{ formats: ['mp4'], qualities: ['720p'] }, 'mp4', '720p', true],
	[{ formats: ['mp4'], qualities: ['720p'] }, 'hls', '720p', false],
])('%j: %s %s -> %s', (options, encoding, name, expected) => {
	expect(isWanted(quality(encoding, name), wanted(options))).toBe(expected);
});

test('filters for qualities do not concern other events', () => {
	expect(isWanted({ type: ENDED }, wanted({ formats: ['mp4'], qualities: ['720p'] }))).toBe(true);
});

describe('Video Ready to Watch', () => {
	const READY = 'videoReady';
	const event = { ...quality('hls', '240p'), videoId: 'vi1' };

	test.each(['hls', 'mp4'])('comes of any quality of a video, also in %s', (encoding) => {
		expect(readyVideo({ ...event, encoding }, wanted({}, [READY]))).toBe('vi1');
	});

	test('is not the event itself, and the filters are not about it', () => {
		expect(isWanted(event, wanted({}, [READY]))).toBe(false);
		const filters = { formats: ['mp4'], qualities: ['720p'] };
		expect(readyVideo(event, wanted(filters, [READY, QUALITY]))).toBe('vi1');
		expect(isWanted(event, wanted(filters, [READY, QUALITY]))).toBe(false);
	});

	test('comes of nothing else, and to nobody else', () => {
		const other = { type: 'video.caption.generated', videoId: 'vi1' };
		expect(readyVideo(other, wanted({}, [READY]))).toBeUndefined();
		expect(readyVideo(quality('hls', '240p'), wanted({}, [READY]))).toBeUndefined();
		expect(readyVideo(event, wanted())).toBeUndefined();
	});
});

test('knows which video an event is about', () => {
	expect(videoOf({ type: ENDED, videoId: 'vi1' })).toBe('vi1');
	for (const videoId of [undefined, null, '', 7, {}]) {
		expect(videoOf({ videoId } as IDataObject)).toBeUndefined();
	}
});

test('reads a body, and says when it is none', () => {
	expect(readEvent(Buffer.from('{"type":"é"}'))).toEqual({ type: 'é' });
	for (const body of ['', 'x', '[]', 'null', '"text"', '{']) {
		expect(readEvent(Buffer.from(body))).toBeUndefined();
	}
});

test('Max Age is three days unless something was entered', () => {
	const maxAge = (value: unknown) => wanted({ maxAge: value } as IDataObject).maxAge;
	expect([undefined, null, '', 0, 7, '7'].map(maxAge)).toEqual([4320, 4320, 4320, 0, 7, 7]);
});

test('Include Video Details is on unless it was switched off', () => {
	const details = (value: unknown) =>
		wanted({ includeVideoDetails: value } as IDataObject).includeDetails;
	expect([undefined, null, true, 'true', false, 'False', 0].map(details)).toEqual([
		true,
		true,
		true,
		true,
		false,
		false,
		false,
	]);
});

test('takes names that the editor shows, and what expressions make of lists', () => {
	expect(wanted({ formats: 'MP4', qualities: '["720p"]' })).toMatchObject({
		formats: ['mp4'],
		qualities: ['720p'],
	});
	const events = 'Video Ready to Watch, live stream ended';
	expect(readWanted(parameters({ events })).events).toEqual(['videoReady', ENDED]);
	expect(readWanted(parameters({})).events).toEqual(['videoReady']);
});
