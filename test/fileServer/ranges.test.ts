import { ask, askRange, sha256, useFileServer } from './client';

const server = useFileServer();
const bytes = Buffer.from('0123456789');
const film = () => `${server.current.url}/film.mp4`;
const range = async (text: string) => await ask(film(), { headers: { range: text } });

test('a file is served whole, with its length and the word that ranges are served', async () => {
	const file = server.current.file('/film.mp4', { size: 1_000_003, seed: 3 });
	const { status, headers, body } = await ask(film());
	expect(status).toBe(200);
	expect(headers).toMatchObject({
		'content-length': '1000003',
		'content-type': 'video/mp4',
		'accept-ranges': 'bytes',
	});
	expect(sha256(body)).toBe(await file.sha256());
});

test.each([
	['bytes=2-4', '234', 'bytes 2-4/10'],
	['bytes=7-', '789', 'bytes 7-9/10'],
	['bytes=-2', '89', 'bytes 8-9/10'],
	['bytes=-99', '0123456789', 'bytes 0-9/10'],
	['bytes=5-99', '56789', 'bytes 5-9/10'],
	['bytes=20-30,1-1', '1', 'bytes 1-1/10'],
])('%s', async (asked, text, contentRange) => {
	server.current.file('/film.mp4', { bytes });
	const { status, headers, body } = await range(asked);
	expect({ status, text: body.toString() }).toEqual({ status: 206, text });
	expect(headers).toMatchObject({
		'content-range': contentRange,
		'content-length': String(text.length),
	});
});

test.each(['bytes=10-', 'bytes=10-20', 'bytes=-0', 'bytes=10-11,12-13'])(
	'%s lies beyond the end',
	async (asked) => {
		server.current.file('/film.mp4', { bytes });
		const { status, headers, body } = await range(asked);
		expect({ status, length: body.length }).toEqual({ status: 416, length: 0 });
		expect(headers['content-range']).toBe('bytes */10');
	},
);

test.each(['bytes=', 'bytes=a-b', 'bytes=4-2', 'lines=1-2', 'bytes=-'])(
	'%s is ignored',
	async (asked) => {
		server.current.file('/film.mp4', { bytes });
		expect(await range(asked)).toMatchObject({ status: 200, body: bytes });
	},
);

test('several ranges are the parts of one answer', async () => {
	server.current.file('/film.mp4', { bytes, type: 'text/plain' });
	const { status, headers, body } = await range('bytes=0-1, 8-');
	expect(status).toBe(206);
	expect(headers['content-range']).toBeUndefined();
	const [, boundary] =
		/^multipart\/byteranges; boundary=(.+)$/.exec(headers['content-type'] ?? '') ?? [];
	const part = (text: string, contentRange: string) =>
		`--${boundary}\r\nContent-Type: text/plain\r\nContent-Range: ${contentRange}\r\n\r\n${text}\r\n`;
	expect(body.toString()).toBe(
		`${part('01', 'bytes 0-1/10')}${part('89', 'bytes 8-9/10')}--${boundary}--\r\n`,
	);
	expect(headers['content-length']).toBe(String(body.length));
});

test.each([
	['none', 'none'],
	['unmentioned', undefined],
] as const)('a server may serve no ranges: %s', async (ranges, header) => {
	server.current.file('/film.mp4', { bytes, ranges });
	const { status, headers, body } = await range('bytes=2-4');
	expect({ status, body }).toEqual({ status: 200, body: bytes });
	expect(headers['accept-ranges']).toBe(header);
	expect(headers['content-length']).toBe('10');
});

test('a file may come in chunks, without its length', async () => {
	server.current.file('/film.mp4', { bytes, length: 'chunked' });
	const { headers, body, broke } = await ask(film());
	expect({ body, broke }).toEqual({ body: bytes, broke: undefined });
	expect(headers['transfer-encoding']).toBe('chunked');
	expect(headers['content-length']).toBeUndefined();
});

test('a file may end with the connection, without chunks', async () => {
	server.current.file('/film.mp4', { bytes, length: 'close' });
	const { headers, body, broke } = await ask(film());
	expect({ body, broke }).toEqual({ body: bytes, broke: undefined });
	expect(headers).toMatchObject({ connection: 'close' });
	expect(headers).not.toHaveProperty('transfer-encoding');
	expect(headers).not.toHaveProperty('content-length');
});

test('HEAD tells of the whole file, or is refused', async () => {
	const file = server.current.file('/film.mp4', { bytes });
	const head = async () => await ask(film(), { method: 'HEAD', headers: { range: 'bytes=2-4' } });
	const { status, headers, body } = await head();
	expect({ status, length: body.length }).toEqual({ status: 200, length: 0 });
	expect(headers['content-length']).toBe('10');
	file.change({ head: 'refused' });
	const refused = await head();
	expect(refused).toMatchObject({ status: 405, headers: { allow: 'GET' } });
	expect((await askRange(film(), 0, 1)).status).toBe(206);
});

test('a file of 0 bytes has no range', async () => {
	server.current.file('/film.mp4', { size: 0 });
	expect(await ask(film())).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
	expect(await range('bytes=0-99')).toMatchObject({
		status: 416,
		headers: { 'content-range': 'bytes */0' },
	});
});

test('what is not served is a 404, and what is no reading a 405', async () => {
	server.current.file('/film.mp4', { bytes });
	expect((await ask(`${server.current.url}/other.mp4`)).status).toBe(404);
	expect(await ask(film(), { method: 'POST' })).toMatchObject({
		status: 405,
		headers: { allow: 'GET, HEAD' },
	});
});
