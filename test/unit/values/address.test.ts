import { checkRestreams } from '../../../nodes/ApiVideo/resources/liveStream/restreams';
import { readAddress } from '../../../nodes/ApiVideo/values/address';
import { expectReadable, troubleOf } from '../support/troubles';

const read = (value: unknown) => readAddress(value, 'URL', 'Enter one.');

describe('an address', () => {
	it.each([
		['https://example.com/video.mp4', 'https://example.com/video.mp4'],
		[' https://example.com/a ', 'https://example.com/a'],
		['HTTPS://Example.com/a b.mp4', 'https://example.com/a%20b.mp4'],
		['Http://example.com/A%20b?x=1 2&y=%2B#t', 'http://example.com/A%20b?x=1%202&y=%2B#t'],
		['http://x:8080', 'http://x:8080/'],
		['https://exämple.com/ü.mp4', 'https://xn--exmple-cua.com/%C3%BC.mp4'],
		['https://user:pass@example.com/a', 'https://user:pass@example.com/a'],
		[
			'https://example.com/?of=https://example.org/a',
			'https://example.com/?of=https://example.org/a',
		],
	])('%j is %j', (value, address) => {
		expect(read(value)).toBe(address);
	});

	it('stays one when V8 has compiled the reader', () => {
		const wrong = Array.from({ length: 100_000 }).filter(() => {
			return read('https://exämple.com/') !== 'https://xn--exmple-cua.com/';
		});
		expect(wrong).toHaveLength(0);
	});

	it.each([
		['', 'URL is empty'],
		[' ', 'URL is empty'],
		[null, 'URL is empty'],
		['example.com/video.mp4', "URL is not a web address: 'example.com/video.mp4'"],
		['//example.com/video.mp4', "URL is not a web address: '//example.com/video.mp4'"],
		['ftp://example.com', "URL is not a web address: 'ftp://example.com'"],
		['file:///etc/passwd', "URL is not a web address: 'file:///etc/passwd'"],
		['javascript:alert(1)', "URL is not a web address: 'javascript:alert(1)'"],
		['rtmp://example.com/app', "URL is not a web address: 'rtmp://example.com/app'"],
		['https://', "URL is not a web address: 'https://'"],
		['https:example.com', "URL is not a web address: 'https:example.com'"],
		['https:///example.com', "URL is not a web address: 'https:///example.com'"],
		['https://a b', "URL is not a web address: 'https://a b'"],
		['https://example.com:port/', "URL is not a web address: 'https://example.com:port/'"],
		[
			'https://example.com/a https://example.com/b',
			"URL is not a web address: 'https://example.com/a https://example.com/b'",
		],
		[
			'https://example.com/a, HTTPS://example.com/b',
			"URL is not a web address: 'https://example.com/a, HTTPS://example.com/b'",
		],
		['https://a.com/x\ny', "URL is not a web address: 'https://a.com/x y'"],
		[{ url: 'https://a' }, `URL is not a text: '{"url":"https://a"}'`],
	])('%j is none', async (value, message) => {
		const trouble = await troubleOf(() => read(value));
		expect([trouble.message, trouble.advice.length > 0]).toEqual([message, true]);
	});

	it('never repeats what signs an address', async () => {
		const { message } = await troubleOf(() => read('ftp://example.com/a?sig=hidden#hidden'));
		expect(message).toBe("URL is not a web address: 'ftp://example.com/a?…'");
	});

	it.each([
		'ftp://user:hidden@example.com/a',
		'ftp://user:hid/den@hidden@example.com/a',
		'https://user:hidden@exa mple.com',
		'user:hidden@example.com/a',
	])('never repeats a password: %s', async (value) => {
		const { message, advice } = await troubleOf(() => read(value));
		expect(`${message} ${advice}`).not.toContain('hid');
		expect(message).toMatch(/^URL is not a web address: '.*…@exa/);
	});
});

describe('the address of a streaming server', () => {
	const checked = (serverUrl: string) =>
		checkRestreams([{ name: 'A', serverUrl, streamKey: 'hidden' }])[0].serverUrl;

	it.each([
		['rtmp://example.com/app', 'rtmp://example.com/app'],
		['RTMPS://example.com:443/app', 'rtmps://example.com:443/app'],
		['rtmp://example.com/my app', 'rtmp://example.com/my%20app'],
	])('%s', (entered, address) => {
		expect(checked(entered)).toBe(address);
	});

	it.each([
		['', 'is empty'],
		['rtmp://example.com', "is not the address of a streaming server: 'rtmp://example.com'"],
		['rtmp://example.com/', "is not the address of a streaming server: 'rtmp://example.com/'"],
		['https://example.com/app', 'is not the address of a streaming server: '],
		['example.com/app', "is not the address of a streaming server: 'example.com/app'"],
		['rtmp://u:hidden@ex ample/app', "is not the address of a streaming server: 'rtmp://…@ex "],
	])('%s is none', async (entered, what) => {
		const trouble = await troubleOf(() => checked(entered));
		expectReadable(trouble);
		expect(trouble.message).toContain(`Server URL of restream 'A' ${what}`);
		expect(`${trouble.message} ${trouble.advice}`).not.toContain('hidden');
	});
});
