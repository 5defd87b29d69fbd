import { gunzipSync } from 'node:zlib';
import { ask, askRange, sha256, useFileServer } from './client';

const server = useFileServer();
const film = () => `${server.current.url}/film.mp4`;
const bytes = Buffer.from('0123456789'.repeat(1000));

test.each([
	['login', /^text\/html/, /password/],
	['virus-scan', /^text\/html/, /too large to be scanned for viruses/],
	['json', /^application\/json$/, /^\{"message"/],
	['empty', /^video\/mp4$/, /^$/],
] as const)('the file may be a page of another kind: %s', async (page, type, text) => {
	server.current.file('/film.mp4', { bytes, instead: { page } });
	const { status, headers, body } = await askRange(film(), 0, 99);
	expect(status).toBe(200);
	expect(headers['content-type']).toMatch(type);
	expect(headers['content-length']).toBe(String(body.length));
	expect(body.toString()).toMatch(text);
});

test('or anything at all, once', async () => {
	server.current.file('/film.mp4', {
		bytes,
		instead: { page: 'text', status: 502, text: 'Bad', headers: { server: 'proxy' }, times: 1 },
	});
	const { status, headers, body } = await ask(film());
	expect({ status, text: body.toString(), server: headers.server }).toEqual({
		status: 502,
		text: 'Bad',
		server: 'proxy',
	});
	expect(headers).not.toHaveProperty('content-type');
	expect((await ask(film())).status).toBe(200);
});

test.each([
	'attachment; filename="a film.mp4"',
	'attachment; filename=film.mp4',
	"attachment; filename*=UTF-8''%e2%82%ac%20film.mp4",
	'attachment; filename="EURO film.mp4"; filename*=UTF-8\'\'%e2%82%ac%20film.mp4',
	'attachment; filename="broken',
	"inline; filename*=UTF-8''%zz",
	'attachment; filename="\u00fcber.mp4"',
	Buffer.from('attachment; filename="\u20ac.mp4"').toString('latin1'),
])('Content-Disposition is sent as it is given: %s', async (disposition) => {
	server.current.file('/film.mp4', { bytes, disposition });
	expect((await ask(film())).headers['content-disposition']).toBe(disposition);
});

test('Content-Type may be any, or missing', async () => {
	const file = server.current.file('/film.mp4', { bytes, type: 'application/octet-stream' });
	expect((await ask(film())).headers['content-type']).toBe('application/octet-stream');
	file.change({ type: null });
	expect((await ask(film())).headers).not.toHaveProperty('content-type');
});

test('gzip against the request, of the file and of a range', async () => {
	const file = server.current.file('/film.mp4', { size: 1_000_000, gzip: 'always' });
	const identity = { headers: { 'accept-encoding': 'identity' } };
	const { headers, body } = await ask(film(), identity);
	expect(headers['content-encoding']).toBe('gzip');
	expect(headers).not.toHaveProperty('content-length');
	expect(sha256(gunzipSync(body))).toBe(await file.sha256());
	const part = await askRange(film(), 5, 500_000, identity);
	expect(part).toMatchObject({ status: 206, headers: { 'content-encoding': 'gzip' } });
	expect(sha256(gunzipSync(part.body))).toBe(await file.sha256(5, 500_001));
});

test.each([
	['gzip, deflate', true],
	['br;q=1, gzip;q=0.5', true],
	['*', true],
	['identity', false],
	['gzip;q=0', false],
	['', false],
])('gzip where it is asked for: %s', async (acceptEncoding, compressed) => {
	server.current.file('/film.mp4', { bytes, gzip: 'asked' });
	const asking = { headers: { 'accept-encoding': acceptEncoding } };
	const { headers, body } = await ask(film(), asking);
	expect(headers['content-encoding']).toBe(compressed ? 'gzip' : undefined);
	expect(compressed ? gunzipSync(body) : body).toEqual(bytes);
	expect(headers.vary).toBe('Accept-Encoding');
	expect(await askRange(film(), 1, 3, asking)).toMatchObject({
		status: 206,
		body: Buffer.from('123'),
	});
});

test('what is compressed has a tag of its own', async () => {
	server.current.file('/film.mp4', { bytes, gzip: 'asked' });
	const { etag: plain = '' } = (await ask(film())).headers;
	const { etag = '' } = (await ask(film(), { headers: { 'accept-encoding': 'gzip' } })).headers;
	expect(etag).toBe(plain.replace(/"$/, '-gzip"'));
});
