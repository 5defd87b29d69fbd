import { segment } from '../../../nodes/ApiVideo/api/paths/segment';
import { oneVideo, statusOfVideo } from '../../../nodes/ApiVideo/api/paths/videos';
import { isVideo } from '../../../nodes/ApiVideo/upload';

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
