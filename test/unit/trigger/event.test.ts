import type { IDataObject } from 'n8n-workflow';
import { Parameters } from '../../../nodes/ApiVideo/n8n/parameters';
import {
	isWanted,
	playableVideo,
	readEvent,
	readWanted,
} from '../../../nodes/ApiVideo/trigger/event';
import { expectReadable, troubleOf } from '../support/troubles';

const QUALITY = 'video.encoding.quality.completed';
const ENDED = 'live-stream.broadcast.ended';
const parameters = (stored: Record<string, unknown>) =>
	new Parameters(
		(name) => stored[name],
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

test('knows which video can be watched', () => {
	expect(playableVideo({ type: QUALITY, videoId: 'vi1' })).toBe('vi1');
	expect(playableVideo({ type: 'video.caption.generated', videoId: 'vi1' })).toBeUndefined();
	expect(playableVideo({ type: QUALITY })).toBeUndefined();
});

test('reads a body, and says when it is none', () => {
	expect(readEvent(Buffer.from('{"type":"é"}'))).toEqual({ type: 'é' });
	for (const body of ['', 'x', '[]', 'null', '"text"', '{']) {
		expect(readEvent(Buffer.from(body))).toBeUndefined();
	}
});

test('Max Age is 5 minutes unless something was entered', () => {
	const maxAge = (value: unknown) => wanted({ maxAge: value } as IDataObject).maxAge;
	expect([undefined, null, '', 0, 7, '7'].map(maxAge)).toEqual([5, 5, 5, 0, 7, 7]);
});

test('takes names that the editor shows, and switches that are texts', () => {
	const read = wanted({ formats: 'MP4', qualities: '["720p"]', firstPlayableOnly: 'true' });
	expect(read).toMatchObject({ formats: ['mp4'], qualities: ['720p'], firstPlayableOnly: true });
});

test.each<[unknown, unknown, RegExp]>([
	[[], {}, /^Trigger On is empty$/],
	[null, {}, /^Trigger On is empty$/],
	[['video.deleted'], {}, /^Trigger On has a value that does not exist here: 'video.deleted'$/],
	[QUALITY, { formats: ['ogg'] }, /^Formats has a value/],
	[QUALITY, { qualities: '4K' }, /^Qualities has a value/],
	[QUALITY, { firstPlayableOnly: 'yes' }, /^First Playable Quality Only is neither on nor off/],
	[QUALITY, { maxAge: 'x' }, /^Max Age \(Minutes\) must be a number from 0 on, but is 'x'$/],
	[QUALITY, { maxAge: -1 }, /^Max Age/],
	[QUALITY, 'options', /^Options does not consist of fields/],
])('%j with %j stops', async (events, options, message) => {
	const trouble = await troubleOf(() => readWanted(parameters({ events, options })));
	expectReadable(trouble);
	expect(trouble.message).toMatch(message);
});
