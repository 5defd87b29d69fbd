/** api.video's own Node client, as it is, against the emulator. */
import ApiVideoClient from '@api.video/nodejs-client';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiKey, MiB, useEmulator } from './caller';

const emulator = useEmulator({ encodingSeconds: 0 });
const data = randomBytes(11 * MiB);
const sha256 = createHash('sha256').update(data).digest('hex');
let folder: string;
let path: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'node-client-'));
	path = join(folder, 'holiday video.mp4');
	await writeFile(path, data);
});
afterAll(async () => await rm(folder, { recursive: true }));

const client = (chunkSize = 50 * MiB) =>
	new ApiVideoClient({ apiKey, baseUri: emulator.current.url, chunkSize });

test.each([
	['in one request', 50, 1],
	['in chunks', 5, 3],
])('uploads %s', async (_name, chunkMiB, requests) => {
	const { videos } = client(chunkMiB * MiB);
	const { videoId } = await videos.create({ title: 'From the client', tags: ['a'] });
	const uploaded = await videos.upload(videoId, path);
	expect(uploaded).toMatchObject({ videoId, title: 'From the client' });
	expect(uploaded.createdAt).toBeInstanceOf(Date);
	expect(emulator.current.requests.uploads).toHaveLength(requests);
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ size: data.length, sha256 });
	expect(await videos.getStatus(videoId)).toMatchObject({
		ingest: { status: 'ingested', filesize: data.length },
		encoding: { playable: true },
	});
});

test('uploads part by part without knowing how many there are', async () => {
	const { videos } = client();
	const { videoId } = await videos.create({ title: 'Progressive' });
	const session = videos.createUploadProgressiveSession(videoId);
	const pieces = [data.subarray(0, 6 * MiB), data.subarray(6 * MiB)];
	const paths = pieces.map((_, index) => join(folder, `piece-${index}`));
	await Promise.all(pieces.map((piece, index) => writeFile(paths[index], piece)));
	await session.uploadPart(paths[0]);
	await session.uploadLastPart(paths[1]);
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256 });
});

test('uploads with a delegated token', async () => {
	const { uploadTokens, videos } = client();
	const { token } = await uploadTokens.createToken({ ttl: 60 });
	expect(token).toMatch(/^to/);
	const video = await videos.uploadWithUploadToken(token as string, path);
	expect(video.title).toBe('holiday video.mp4');
	expect(await emulator.current.videoFile(video.videoId)).toMatchObject({ sha256 });
	const [entry] = emulator.current.requests.uploads;
	expect(entry.fields).toMatchObject([
		{ name: 'holiday video.mp4', filename: 'holiday video.mp4' },
	]);
	// What our own node must not do: this client gives the key away to the delegated endpoint.
	expect(entry.authorization).toBe('basic');
});

test('uploads with a delegated token, part by part', async () => {
	const { uploadTokens, videos } = client();
	const { token } = await uploadTokens.createToken({});
	const session = videos.createUploadWithUploadTokenProgressiveSession(token as string);
	await session.uploadPart(path);
	const { videoId } = await session.uploadLastPart(path);
	const file = await emulator.current.videoFile(videoId);
	expect(file?.size).toBe(2 * data.length);
	expect(emulator.current.requests.uploads[1].fields.map(({ name }) => name)).toEqual([
		'holiday video.mp4',
		'videoId',
	]);
});

test('its issue 216: a file above one chunk becomes one broken video for each chunk', async () => {
	const { uploadTokens, videos } = client(5 * MiB);
	const { token } = await uploadTokens.createToken({});
	await videos.uploadWithUploadToken(token as string, path);
	const { data: made } = await videos.list();
	expect(made).toHaveLength(3);
});

test('lists, changes and deletes', async () => {
	const { videos, uploadTokens, playerThemes } = client();
	const { playerId } = await playerThemes.create({ name: 'dark' });
	const { videoId } = await videos.create({
		title: 'First',
		metadata: [{ key: 'Author', value: 'Ann' }],
	});
	await videos.create({ title: 'Second', tags: ['x', 'y'] });
	expect((await videos.list({ metadata: { Author: 'Ann' } })).data).toMatchObject([{ videoId }]);
	expect((await videos.list({ tags: ['x', 'y'] })).data).toMatchObject([{ title: 'Second' }]);
	expect((await videos.list({ pageSize: 1, currentPage: 2 })).pagination).toMatchObject({
		itemsTotal: 2,
		pagesTotal: 2,
	});
	const changed = await videos.update(videoId, { title: 'Changed', playerId });
	expect(changed).toMatchObject({ title: 'Changed', playerId, metadata: [{ key: 'Author' }] });
	await videos.delete(videoId);
	await expect(videos.get(videoId)).rejects.toMatchObject({ code: 404 });

	const { token } = await uploadTokens.createToken({ ttl: 60 });
	expect((await uploadTokens.list()).data).toMatchObject([{ token }]);
	expect(await uploadTokens.getToken(token as string)).toMatchObject({ ttl: 60 });
	await uploadTokens.deleteToken(token as string);
	await expect(uploadTokens.getToken(token as string)).rejects.toMatchObject({ code: 404 });
});

test('gets an access token, and is refused with a wrong key', async () => {
	expect(await client().getAccessToken()).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 });
	const wrong = new ApiVideoClient({ apiKey: 'wrong', baseUri: emulator.current.url });
	await expect(wrong.videos.list()).rejects.toMatchObject({ code: 401 });
});
