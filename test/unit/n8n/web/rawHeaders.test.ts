import { PassThrough } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { encodingSeen, rawHeadersOf } from '../../../../nodes/ApiVideo/n8n/web/rawHeaders';

it.each<[string[] | undefined, string | undefined]>([
	[undefined, undefined],
	[[], ''],
	[['Content-Type', 'content-encoding'], ''],
	[['Content-Type', 'video/mp4', 'CONTENT-ENCODING', ' GZip '], 'gzip'],
	[['Content-Encoding', 'identity', 'content-encoding', 'br'], 'identity, br'],
	[['Content-Encoding', ''], ''],
])('of %j the encoding is %j', (rawHeaders, encoding) => {
	expect(encodingSeen(rawHeaders, undefined)).toBe(encoding);
});

it.each([undefined, null, 'a text', {}, { rawHeaders: 'a text' }])(
	'%j has no raw headers',
	(message) => {
		expect(rawHeadersOf(message)).toBeUndefined();
	},
);

it('takes them of what has some', () => {
	expect(rawHeadersOf({ rawHeaders: ['Date', 'today'] })).toEqual(['Date', 'today']);
});

it.each([createUnzip, createBrotliDecompress])(
	'what unpacks is told from what does not where there are none: %p',
	(unpacking) => {
		expect(encodingSeen(undefined, unpacking())).toBe('unpacked');
		expect(encodingSeen(undefined, new PassThrough())).toBeUndefined();
	},
);
