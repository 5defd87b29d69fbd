import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { startEmulator } from '../../emulator';
import type { Problem } from '../../emulator/problem';
import { Received } from '../../emulator/upload/received';
import { Storage } from '../../emulator/upload/storage';
import { basic, call, container, form, MiB, send, uploadToken, useEmulator } from './caller';

const emulator = useEmulator();
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const chunk = 5 * MiB;

test('keeps the bytes of a single request', async () => {
	const data = randomBytes(3 * MiB + 7);
	const videoId = await container(emulator.current);
	expect(await emulator.current.videoFile(videoId)).toBeUndefined();
	await send(emulator.current, videoId, new Blob([data]));
	const file = await emulator.current.videoFile(videoId);
	expect(file).toMatchObject({ size: data.length, sha256: sha256(data) });
	expect((await readFile(file?.path ?? '')).equals(data)).toBe(true);
	expect((await call(emulator.current, 'GET', `/emulator/videos/${videoId}`)).body).toEqual(file);
});

test.each(['bytes', 'part'])(
	'puts chunks by %s together, in parallel and in any order',
	async (unit) => {
		const data = randomBytes(4 * chunk + 3);
		const videoId = await container(emulator.current);
		const one = async (index: number) => {
			const part = data.subarray(index * chunk, (index + 1) * chunk);
			const from = index * chunk;
			const range =
				unit === 'part'
					? `part ${index + 1}/5`
					: `bytes ${from}-${from + part.length - 1}/${data.length}`;
			return await send(emulator.current, videoId, new Blob([part]), range);
		};
		expect((await one(2)).status).toBe(201);
		const { ingest } = (await call(emulator.current, 'GET', `/videos/${videoId}/status`)).body;
		expect(ingest).toEqual(
			unit === 'part'
				? {
						status: 'uploading',
						filesize: null,
						receivedBytes: [],
						receivedParts: { parts: [3], total: 5 },
					}
				: {
						status: 'uploading',
						filesize: data.length,
						receivedBytes: [{ from: 2 * chunk, to: 3 * chunk - 1, total: data.length }],
					},
		);
		const answers = await Promise.all([4, 0, 3, 1].map(one));
		expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
		expect(await emulator.current.videoFile(videoId)).toMatchObject({
			size: data.length,
			sha256: sha256(data),
		});
	},
);

test.each([undefined, `bytes 0-${chunk - 1}/${2 * chunk}`, 'part 1/2'])(
	'of three equal requests at once, one counts (%s)',
	async (range) => {
		const videoId = await container(emulator.current);
		const answers = await Promise.all(
			[1, 2, 3].map(() => send(emulator.current, videoId, chunk, range)),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
		const { body } = await call(emulator.current, 'GET', `/videos/${videoId}/status`);
		expect(body.ingest).toMatchObject({
			receivedBytes: range?.startsWith('bytes') ? [{ from: 0, to: chunk - 1 }] : [],
		});
	},
);

test('what still writes into a range is ended before a repetition is copied there', async () => {
	const storage = new Storage(emulator.current.directory, false, true);
	const known = { videoId: 'viTest', received: new Received() };
	const range = { unit: 'bytes', from: 0, to: 9, total: 20 } as const;
	const lingering = storage.receive(range, known).sink;
	const ended = once(lingering, 'error') as Promise<[Problem]>;
	lingering.write('lingering');
	const repetition = storage.receive(range, known);
	repetition.sink.end('repetition');
	await once(repetition.sink, 'close');
	await repetition.prepare(known);
	expect(lingering.closed).toBe(true);
	expect((await ended)[0].slug).toBe('video-content-range-by-bytes-range-overlap');
	repetition.place(known.videoId, false);
	known.received.add(range, 10, 0);
	const path = await storage.path(known.videoId, known.received);
	expect(await readFile(path, 'utf8')).toBe('repetition');
	storage.remove(known.videoId, known.received);
});

describe('with a token', () => {
	const upload = async (body: FormData, range?: string, token?: string) =>
		await call(
			emulator.current,
			'POST',
			`/upload?token=${token ?? (await uploadToken(emulator.current))}`,
			{ body, headers: range ? { 'content-range': range } : {} },
		);

	test.each(['plain.mp4', 'Été à 50% — 日本語 🎬.mp4', 'no extension', "it's.mp4"])(
		'names the video after the file: %s',
		async (name) => {
			expect(await upload(form(10, {}, name))).toMatchObject({
				status: 201,
				body: { title: name },
			});
		},
	);

	test('understands filename*', async () => {
		const token = await uploadToken(emulator.current);
		const body =
			'--b\r\ncontent-disposition: form-data; name="file"; filename*=UTF-8\'\'%C3%A9t%C3%A9.mp4\r\n\r\nbytes\r\n--b--\r\n';
		const answer = await call(emulator.current, 'POST', `/upload?token=${token}`, {
			body,
			headers: { 'content-type': 'multipart/form-data; boundary=b' },
		});
		expect(answer.body.title).toBe('été.mp4');
	});

	test.each(['before', 'behind'])('goes on with videoId %s the file', async (place) => {
		const data = randomBytes(2 * chunk + 1);
		const range = (from: number, to: number) => `bytes ${from}-${to - 1}/${data.length}`;
		const blob = (from: number, to: number) => new Blob([data.subarray(from, to)]);
		const token = await uploadToken(emulator.current);
		const first = await upload(form(blob(0, chunk)), range(0, chunk), token);
		const videoId = first.body.videoId as string;
		for (const [from, to] of [
			[2 * chunk, data.length],
			[chunk, 2 * chunk],
		]) {
			const body = form(blob(from, to), place === 'before' ? { videoId } : {});
			if (place === 'behind') body.append('videoId', videoId);
			expect(await upload(body, range(from, to), token)).toMatchObject({
				status: 201,
				body: { videoId },
			});
		}
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
		expect(await readdir(emulator.current.directory)).toEqual([`${videoId}.source`]);
	});

	test('fills a container that was made before', async () => {
		const videoId = await container(emulator.current, 'Made before');
		expect(await upload(form(10, { videoId }))).toMatchObject({
			status: 201,
			body: { videoId, title: 'Made before' },
		});
	});

	test('refuses an unknown videoId', async () => {
		expect(await upload(form(10, { videoId: 'vi123' }))).toMatchObject({
			status: 404,
			slug: 'resource-not-found',
		});
	});

	test.each([
		['missing', '', 'authentication-missing-upload-token'],
		['unknown', 'to123', 'authentication-invalid-upload-token'],
	])('refuses one that is %s', async (_name, token, slug) => {
		expect(await upload(form(10), undefined, token)).toMatchObject({ status: 401, slug });
	});

	test('refuses one that was deleted or has expired', async () => {
		const deleted = await uploadToken(emulator.current);
		expect((await call(emulator.current, 'DELETE', `/upload-tokens/${deleted}`)).status).toBe(204);
		const expired = await uploadToken(emulator.current, 100);
		expect(emulator.current.expireUploadToken(expired)).toBe(true);
		for (const token of [deleted, expired]) {
			expect(await upload(form(10), undefined, token)).toMatchObject({
				status: 401,
				slug: 'authentication-invalid-upload-token',
			});
		}
	});

	test('the log tells whether a key was sent along, and holds no secret but the token', async () => {
		const token = await uploadToken(emulator.current);
		await upload(form(10, { videoId: await container(emulator.current) }), undefined, token);
		await call(emulator.current, 'POST', `/upload?token=${token}`, {
			body: form(10),
			headers: { authorization: basic, 'AV-Origin-App': 'test:1.0' },
		});
		const [without, withKey] = emulator.current.requests.uploads;
		expect(without).toMatchObject({ path: '/upload', token, status: 201, bytes: 10 });
		expect(without.query).toEqual({});
		expect(without.authorization).toBeUndefined();
		expect(without.fields.map(({ name }) => name)).toEqual(['videoId', 'file']);
		expect(without.fields[1]).toMatchObject({ filename: 'video.mp4', bytes: 10 });
		expect(withKey).toMatchObject({
			authorization: 'basic',
			headers: { 'av-origin-app': 'test:1.0' },
		});
		expect(JSON.stringify(emulator.current.requests.entries)).not.toContain(basic.slice(6));
	});
});

test('takes the file whatever its field is called', async () => {
	const videoId = await container(emulator.current);
	const body = new FormData();
	body.append('holiday.mp4', new Blob(['bytes']), 'holiday.mp4');
	expect((await call(emulator.current, 'POST', `/videos/${videoId}/source`, { body })).status).toBe(
		201,
	);
});

const noFile = new FormData();
noFile.append('videoId', 'x');
const twoFiles = form(10);
twoFiles.append('other', new Blob(['x']), 'other.mp4');
const multipart = { 'content-type': 'multipart/form-data; boundary=b' };
test.each<[string, RequestInit['body'], Record<string, string>, string]>([
	['no file', noFile, {}, 'uploaded-file-no-file'],
	['two files', twoFiles, {}, 'uploaded-file-multiple-files'],
	[
		'a form that breaks off',
		'--b\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\nx',
		multipart,
		'uploaded-file-no-file',
	],
	[
		'a form without boundary',
		'x',
		{ 'content-type': 'multipart/form-data' },
		'uploaded-file-no-file',
	],
	['JSON', '{}', { 'content-type': 'application/json' }, 'uploaded-file-no-file'],
])('refuses %s', async (_name, body, headers, slug) => {
	const videoId = await container(emulator.current);
	const answer = await call(emulator.current, 'POST', `/videos/${videoId}/source`, {
		body,
		headers,
	});
	expect(answer).toMatchObject({ status: 400, slug });
	expect(await readdir(emulator.current.directory)).toEqual([]);
});

test('refuses a container that does not exist', async () => {
	expect(await send(emulator.current, 'viNobody', 10)).toMatchObject({
		status: 404,
		slug: 'resource-not-found',
	});
});

/** Sends the start of a chunk and leaves the rest to be sent, or not, by the caller. */
async function begin(videoId: string, range: string, start: Buffer): Promise<ClientRequest> {
	const client = request(`${emulator.current.url}/videos/${videoId}/source`, {
		method: 'POST',
		headers: {
			authorization: basic,
			'content-type': 'multipart/form-data; boundary=b',
			'content-range': range,
		},
	});
	client.on('error', () => undefined);
	client.write('--b\r\ncontent-disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n');
	client.write(start);
	const { requests } = emulator.current;
	while (!(requests.uploads[0]?.bytes > 0)) await new Promise(setImmediate);
	return client;
}

test('a chunk whose client goes away does not count, and can be sent again', async () => {
	const data = randomBytes(2 * chunk);
	const videoId = await container(emulator.current);
	const range = (from: number) => `bytes ${from}-${from + chunk - 1}/${data.length}`;
	const client = await begin(videoId, range(0), Buffer.alloc(2 * MiB, 1));
	const closed = new Promise((resolve) => client.once('close', resolve));
	client.destroy();
	await closed;
	for (const from of [0, chunk]) {
		const part = new Blob([data.subarray(from, from + chunk)]);
		expect((await send(emulator.current, videoId, part, range(from))).status).toBe(201);
	}
	expect(emulator.current.requests.uploads[0].status).toBeUndefined();
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
});

test('a chunk that lingers does not spoil its repetition', async () => {
	const data = randomBytes(2 * chunk);
	const videoId = await container(emulator.current);
	const range = (from: number) => `bytes ${from}-${from + chunk - 1}/${data.length}`;
	const wrong = Buffer.alloc(chunk, 1);
	const lingering = await begin(videoId, range(0), wrong.subarray(0, MiB));
	const first = new Blob([data.subarray(0, chunk)]);
	expect((await send(emulator.current, videoId, first, range(0))).status).toBe(201);
	const answered = once(lingering, 'response') as Promise<[IncomingMessage]>;
	lingering.end(Buffer.concat([wrong.subarray(MiB), Buffer.from('\r\n--b--\r\n')]));
	const [answer] = await answered;
	expect(answer.statusCode).toBe(400);
	expect(await json(answer)).toMatchObject({ type: expect.stringMatching(/-range-overlap$/) });
	const second = new Blob([data.subarray(chunk)]);
	expect((await send(emulator.current, videoId, second, range(chunk))).status).toBe(201);
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
});

test('a body longer than its range does not spoil the next one', async () => {
	const data = randomBytes(2 * chunk);
	const videoId = await container(emulator.current);
	const range = (from: number) => `bytes ${from}-${from + chunk - 1}/${data.length}`;
	const part = (from: number) => new Blob([data.subarray(from, from + chunk)]);
	await send(emulator.current, videoId, part(chunk), range(chunk));
	const tooLong = await send(
		emulator.current,
		videoId,
		new Blob([Buffer.alloc(chunk + 9)]),
		range(0),
	);
	expect(tooLong.slug).toBe('video-content-range-by-bytes-range-mismatch');
	await send(emulator.current, videoId, part(0), range(0));
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
});

test.each([
	[true, 'one after another'],
	[false, 'out of order'],
])('without keeping bytes, the hash is known: %s, when chunks come %s', async (inOrder) => {
	const other = await startEmulator({ discard: true });
	const data = randomBytes(2 * chunk);
	const videoId = await container(other);
	for (const index of inOrder ? [0, 1] : [1, 0]) {
		const part = data.subarray(index * chunk, (index + 1) * chunk);
		const range = `bytes ${index * chunk}-${(index + 1) * chunk - 1}/${data.length}`;
		await send(other, videoId, new Blob([part]), range);
	}
	expect(await other.videoFile(videoId)).toEqual({
		path: undefined,
		size: data.length,
		sha256: inOrder ? sha256(data) : undefined,
	});
	expect(await readdir(other.directory)).toEqual([]);
	await other.close();
});

test('plays what it received', async () => {
	const videoId = await container(emulator.current, 'A <b>title</b>');
	await send(emulator.current, videoId, new Blob(['0123456789']));
	const page = await fetch(`${emulator.current.url}/vod/${videoId}`);
	expect(await page.text()).toContain('A &#60;b&#62;title');
	const get = async (range?: string) => {
		const answer = await fetch(`${emulator.current.url}/vod/${videoId}/mp4/source.mp4`, {
			headers: range ? { range } : {},
		});
		return [answer.status, answer.headers.get('content-range'), await answer.text()];
	};
	expect(await get()).toEqual([200, null, '0123456789']);
	expect(await get('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
	expect(await get('bytes=8-')).toEqual([206, 'bytes 8-9/10', '89']);
	expect(await get('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
	expect(await get('bytes=10-')).toEqual([416, 'bytes */10', '']);
});
