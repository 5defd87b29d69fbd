import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { Fault } from '../../emulator';
import { basic, call, container, MiB, send, useEmulator } from './caller';

// What stands in the place of the service, and means no good.

const emulator = useEmulator({ encodingSeconds: 0 });
const set = (fault: Fault) => emulator.current.faults.add(fault);

/** The answer to a question, before anybody has read it. */
async function opened(path = '/videos'): Promise<IncomingMessage> {
	return await new Promise((resolve, reject) => {
		get(
			emulator.current.url + path,
			{ agent: false, headers: { authorization: basic } },
			resolve,
		).on('error', reject);
	});
}

/** Bytes of a body, read no further than to `most`. */
async function bytesOf(body: IncomingMessage | Gunzip, most: number): Promise<number> {
	let bytes = 0;
	for await (const piece of body) {
		bytes += (piece as Buffer).length;
		if (bytes >= most) break;
	}
	return bytes;
}

test('an answer that has no end is sent for as long as somebody reads', async () => {
	set({ kind: 'endless-answer', times: 1 });
	const answer = await opened();
	expect(answer.statusCode).toBe(200);
	expect(await bytesOf(answer, 8 * MiB)).toBeGreaterThanOrEqual(8 * MiB);
	const [entry] = emulator.current.requests.entries;
	while (entry.endedAt === undefined) await new Promise(setImmediate);
	expect((await call(emulator.current, 'GET', '/videos')).status).toBe(200);
});

test('headers are longer than Node reads, or as long as is wanted', async () => {
	set({ kind: 'huge-headers', times: 1 });
	await expect(opened()).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
	set({ kind: 'huge-headers', bytes: 1000, times: 1 });
	const { headers, ...answer } = await opened();
	expect(headers['x-padding']).toHaveLength(1000);
	expect(answer.statusCode).toBe(200);
});

test('a bomb is small on the line', async () => {
	const videoId = await container(emulator.current);
	set({ kind: 'gzip-bomb', bytes: 16 * MiB });
	const answer = await opened(`/videos/${videoId}`);
	expect(Number(answer.headers['content-length'])).toBeLessThan(MiB);
	expect(await bytesOf(answer.pipe(createGunzip()), Infinity)).toBeGreaterThan(16 * MiB);
	// Blanks in front of it change nothing in what the answer says.
	expect((await call(emulator.current, 'GET', `/videos/${videoId}`)).body.videoId).toBe(videoId);
});

test.each([undefined, 301, 308] as const)(
	'a redirect names the same path elsewhere: %s',
	async (status) => {
		set({ kind: 'redirect', to: 'http://elsewhere.example', status, path: '/source$' });
		const videoId = await container(emulator.current);
		const path = `/videos/${videoId}/source?a=b`;
		const answer = await fetch(emulator.current.url + path, {
			method: 'POST',
			redirect: 'manual',
			headers: { authorization: basic },
		});
		expect([answer.status, answer.headers.get('location')]).toEqual([
			status ?? 307,
			`http://elsewhere.example${path}`,
		]);
		expect(await emulator.current.videoFile(videoId)).toBeUndefined();
	},
);

test('a drip comes byte by byte, to its end', async () => {
	const videoId = await container(emulator.current);
	set({ kind: 'drip', milliseconds: 1, ...{ path: '/status$' } });
	const answer = await opened(`/videos/${videoId}/status`);
	const pieces: number[] = [];
	for await (const piece of answer) pieces.push((piece as Buffer).length);
	expect(pieces.length).toBeGreaterThan(20);
	expect(Math.max(...pieces)).toBeLessThan(20);
});

test('JSON is nested as deep as is wanted, beside what it says', async () => {
	const videoId = await container(emulator.current);
	set({ kind: 'deep-json', depth: 3 });
	const { body } = await call(emulator.current, 'GET', `/videos/${videoId}`);
	expect(body).toMatchObject({ videoId, deep: [[[]]] });
});

test.each([
	['list', (videoId: string) => [expect.objectContaining({ videoId })]],
	['text', (videoId: string) => expect.stringContaining(`"${videoId}"`)],
	['null', () => null],
	['dots', () => expect.objectContaining({ videoId: '..', title: 'A video' })],
] as const)('what comes has another shape: %s', async (form, expected) => {
	const videoId = await container(emulator.current);
	set({ kind: 'other-shape', form });
	expect(await json(await opened(`/videos/${videoId}`))).toEqual(expected(videoId));
});

test.each<Fault>([
	{ kind: 'drip', milliseconds: 1 },
	{ kind: 'deep-json', depth: 10 },
	{ kind: 'other-shape', form: 'list' },
])('what was asked is done all the same: $kind', async (fault) => {
	const videoId = await container(emulator.current);
	set({ ...fault, path: '/source$' });
	await send(emulator.current, videoId, 10);
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ size: 10 });
	// An answer that has no body has one then.
	emulator.current.faults.clear();
	set({ ...fault, method: 'DELETE' });
	expect((await call(emulator.current, 'DELETE', `/videos/${videoId}`)).status).toBe(200);
	expect((await call(emulator.current, 'GET', `/videos/${videoId}`)).status).toBe(404);
});
