import { aggregated, breakdown, overTime } from '../../../nodes/ApiVideo/api/paths/analytics';
import { oneDelegatedToken } from '../../../nodes/ApiVideo/api/paths/delegatedTokens';
import {
	endOfLiveStream,
	oneLiveStream,
	thumbnailOfLiveStream,
} from '../../../nodes/ApiVideo/api/paths/liveStreams';
import { logoOfPlayerTheme, onePlayerTheme } from '../../../nodes/ApiVideo/api/paths/playerThemes';
import { segment } from '../../../nodes/ApiVideo/api/paths/segment';
import { contentOfSummary, oneSummary } from '../../../nodes/ApiVideo/api/paths/summaries';
import { oneTextTrack, textTracks } from '../../../nodes/ApiVideo/api/paths/textTracks';
import {
	oneDiscardedVideo,
	oneVideo,
	sourceOfVideo,
	statusOfVideo,
	thumbnailOfVideo,
} from '../../../nodes/ApiVideo/api/paths/videos';
import { oneWatermark } from '../../../nodes/ApiVideo/api/paths/watermarks';
import { oneWebhook } from '../../../nodes/ApiVideo/api/paths/webhooks';
import { isVideo } from '../../../nodes/ApiVideo/upload';

// As the specification writes them, and as a message calls what is not there.
it.each([
	[oneVideo('vi1'), '/videos/vi1', 'The video vi1'],
	[statusOfVideo('vi1'), '/videos/vi1/status', 'The video vi1'],
	[sourceOfVideo('vi1'), '/videos/vi1/source', 'The video vi1'],
	[thumbnailOfVideo('vi1'), '/videos/vi1/thumbnail', 'The video vi1'],
	[oneDiscardedVideo('vi1'), '/discarded/videos/vi1', 'The discarded video vi1'],
	[textTracks('vi1', 'captions'), '/videos/vi1/captions', 'The video vi1'],
	[
		oneTextTrack('vi1', 'chapters', 'pt-BR'),
		'/videos/vi1/chapters/pt-BR',
		"The file with chapters in the language 'pt-BR' of the video vi1",
	],
	[oneLiveStream('li1'), '/live-streams/li1', 'The live stream li1'],
	[endOfLiveStream('li1'), '/live-streams/li1/complete', 'The live stream li1'],
	[thumbnailOfLiveStream('li1'), '/live-streams/li1/thumbnail', 'The live stream li1'],
	[onePlayerTheme('pl1'), '/players/pl1', 'The player theme pl1'],
	[logoOfPlayerTheme('pl1'), '/players/pl1/logo', 'The player theme pl1'],
	[oneSummary('su1'), '/summaries/su1', 'The summary su1'],
	[contentOfSummary('su1'), '/summaries/su1/source', 'The summary su1'],
	[oneWatermark('wa1'), '/watermarks/wa1', 'The watermark wa1'],
	[oneWebhook('we1'), '/webhooks/we1', 'The webhook we1'],
	[oneDelegatedToken('to1'), '/upload-tokens/to1', 'The delegated token'],
])('%j is where the service has it', (asked, path, subject) => {
	expect(asked).toMatchObject({ path, subject });
});

it('a delegated token is a secret in messages', () => {
	expect(oneDelegatedToken('to/1').secrets).toEqual(['to/1']);
});

it('statistics are asked for by metric, and by what they are counted for', () => {
	expect(aggregated('play', 'count')).toBe('/data/metrics/play/count');
	expect(breakdown('play', 'country')).toBe('/data/buckets/play/country');
	expect(overTime('play')).toBe('/data/timeseries/play');
});

const BASE = 'https://ws.api.video';

it.each([
	['a slash', '../../auth/api-key'],
	['a question mark', 'vi1?currentPage=2'],
	['a hash', 'vi1#'],
	['a backslash', '..\\..'],
	['a percent sign', '%2e%2e%2f'],
	['a blank', 'vi 1 HTTP/1.1'],
	['a name of every object', '__proto__'],
])('keeps an ID with %s in its place', (_case, id) => {
	const { pathname, search, hash } = new URL(BASE + statusOfVideo(id).path);
	expect([search, hash]).toEqual(['', '']);
	const parts = pathname.split('/');
	expect(parts).toEqual(['', 'videos', expect.any(String), 'status']);
	expect(decodeURIComponent(parts[2])).toBe(id);
});

// `new URL` takes the dots for steps upwards, also where they are encoded.
it.each([
	['nothing', ''],
	['a full stop', '.'],
	['two full stops', '..'],
	['a line break', 'vi1\r\nX-Injected: 1'],
	['a null byte', 'vi\0'],
	['half a character', 'vi\ud800'],
	['a line separator', 'vi\u2028'],
	['more than any ID has', 'v'.repeat(1001)],
])('makes no address of an ID that is %s', (_case, id) => {
	expect(() => segment(id)).toThrow('Something was named to api.video by what cannot be an ID');
	expect(() => oneVideo(id)).toThrow('cannot be an ID');
	expect(isVideo({ videoId: id })).toBe(false);
});

it.each([
	['a number', { videoId: 7 }],
	['an object', { videoId: { toString: () => 'vi1' } }],
	['a list', { videoId: ['vi1'] }],
	['null', { videoId: null }],
	['missing', {}],
	['inherited', JSON.parse('{"__proto__": {"videoId": "vi1"}}')],
])('sees no video whose ID is %s', (_case, body) => {
	expect(isVideo(body)).toBe(false);
});

it('sees no video in a list', () => {
	expect(isVideo([{ videoId: 'vi1' }])).toBe(false);
});
