import { gunzipSync } from 'node:zlib';
import { ask, askRange, KiB, useFileServer } from './client';

const server = useFileServer();
const bytes = Buffer.from('0123456789'.repeat(1000));
const film = () => `${server.current.url}/film.mp4`;

test('a header is as long as is wanted', async () => {
	server.current.file('/film.mp4', { bytes, padding: 1000 });
	expect((await ask(film())).headers['x-padding']).toHaveLength(1000);
	server.current.file('/film.mp4', { bytes, padding: 64 * KiB });
	await expect(ask(film())).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
});

test('a body goes on where no header counts it', async () => {
	server.current.file('/film.mp4', { bytes, length: 'chunked', goesOn: 300 * KiB });
	const { body } = await ask(film());
	expect(body).toHaveLength(bytes.length + 300 * KiB);
	expect(body.subarray(0, bytes.length)).toEqual(bytes);
	// Behind a length it is no HTTP any more.
	server.current.file('/film.mp4', { bytes, goesOn: 300 * KiB });
	await expect(ask(film())).rejects.toThrow('Parse Error');
});

test('a body without an end is sent for as long as somebody reads', async () => {
	server.current.file('/film.mp4', { bytes, length: 'chunked', goesOn: Infinity });
	const stop = new AbortController();
	const answer = await fetch(film(), { signal: stop.signal });
	let read = 0;
	for await (const piece of answer.body ?? []) {
		read += piece.byteLength;
		if (read > 1024 * KiB) break;
	}
	stop.abort();
	while (server.current.requests.underWay.length > 0) await new Promise(setImmediate);
	expect(server.current.requests.entries[0].ended).toBe('left');
});

test('a range may be anything', async () => {
	const value = 'bytes +0--1/1152921504606846976';
	server.current.file('/film.mp4', { bytes, lie: { kind: 'content-range', value } });
	expect((await askRange(film(), 0, 9)).headers['content-range']).toBe(value);
});

test('a bomb is small on the line', async () => {
	server.current.file('/film.mp4', { bytes, gzip: 'bomb' });
	const { body, headers } = await ask(film(), { headers: { 'accept-encoding': 'identity' } });
	expect(headers['content-encoding']).toBe('gzip');
	expect(body.length).toBeLessThan(2 * 1024 * KiB);
	expect(() => gunzipSync(body, { maxOutputLength: 32 * 1024 * KiB })).toThrow(/Cannot create/);
});

test('what is compressed is cut, although the end of the answer is marked', async () => {
	const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * index) % 251));
	server.current.file('/film.mp4', { bytes: noise, gzip: 'cut' });
	const { body, headers, broke } = await ask(film());
	expect([headers['transfer-encoding'], broke]).toEqual(['chunked', undefined]);
	expect(() => gunzipSync(body)).toThrow('unexpected end of file');
});
