import { createHash, randomBytes } from 'node:crypto';
import { startEmulator, type Fault } from '../../emulator';
import { call, container, form, MiB, send, uploadToken, useEmulator } from './caller';

const emulator = useEmulator();
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const chunk = 5 * MiB;
const overlap = 'video-content-range-by-bytes-range-overlap';

async function ranges(videoId: string): Promise<Array<[number, number]>> {
	const { body } = await call(emulator.current, 'GET', `/videos/${videoId}/status`);
	const { receivedBytes } = body.ingest as unknown as {
		receivedBytes: Array<{ from: number; to: number }>;
	};
	return receivedBytes.map(({ from, to }) => [from, to]);
}

async function sendPart(data: Buffer, videoId: string, from: number, end: number) {
	const part = new Blob([data.subarray(from, end)]);
	return await send(emulator.current, videoId, part, `bytes ${from}-${end - 1}/${data.length}`);
}

describe('bytes of another writer', () => {
	test.each(['in code', 'over HTTP'])('are there, and count by the rules: %s', async (way) => {
		const data = randomBytes(2 * chunk);
		data.fill(0, 0, chunk);
		const videoId = await container(emulator.current);
		const range = { from: 0, to: chunk - 1, total: data.length };
		const path = `/emulator/videos/${videoId}/ranges`;
		if (way === 'in code') await emulator.current.storeRange(videoId, range);
		else {
			const { status } = await call(emulator.current, 'POST', path, { json: range });
			expect(status).toBe(204);
		}
		expect(await ranges(videoId)).toEqual([[0, chunk - 1]]);
		expect(await sendPart(data, videoId, 0, chunk)).toMatchObject({ status: 400, slug: overlap });
		expect(await sendPart(data, videoId, chunk, data.length)).toMatchObject({ status: 201 });
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
		expect(emulator.current.requests.uploads).toHaveLength(2);
	});

	test.each(['in code', 'over HTTP'])('are those that were given: %s', async (way) => {
		const data = randomBytes(chunk + 9);
		const videoId = await container(emulator.current);
		await sendPart(data, videoId, 0, chunk);
		const range = { from: chunk, to: data.length - 1 };
		const rest = data.subarray(chunk);
		if (way === 'in code') await emulator.current.storeRange(videoId, range, rest);
		else {
			const json = { ...range, content: rest.toString('base64') };
			await call(emulator.current, 'POST', `/emulator/videos/${videoId}/ranges`, { json });
		}
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
	});

	test.each([
		['where there are some already', { from: 0, to: chunk - 1, total: 3 * chunk }, overlap],
		[
			'of another file',
			{ from: chunk, to: 2 * chunk - 1, total: 2 * chunk },
			'video-content-range-by-bytes-different-total-bytes',
		],
		[
			'that are too few',
			{ from: chunk, to: chunk + 9, total: 3 * chunk },
			'video-content-range-by-bytes-range-too-small',
		],
	])('are refused %s', async (_name, range, slug) => {
		const videoId = await container(emulator.current);
		await emulator.current.storeRange(videoId, { from: 0, to: chunk - 1, total: 3 * chunk });
		await expect(emulator.current.storeRange(videoId, range)).rejects.toMatchObject({ slug });
		expect(await ranges(videoId)).toEqual([[0, chunk - 1]]);
	});
});

describe('another writer in between', () => {
	const set = (effect: Partial<Extract<Fault, { kind: 'other-writer' }>> = {}) =>
		emulator.current.faults.add({
			kind: 'other-writer',
			contentRange: '^bytes 0-',
			times: 1,
			...effect,
		});
	const size = 12 * MiB;
	const total = 2 * size;

	test.each<[string, Parameters<typeof set>[0], number]>([
		['half', {}, 6 * MiB],
		['5 MiB at least', { share: 0.1 }, chunk],
		['on a boundary', { share: 0.99, alignTo: 4 * MiB }, 8 * MiB],
		['as much as leaves a chunk', { minimumLeft: chunk }, 6 * MiB],
		['nothing where a chunk would not be left', { share: 0.9, minimumLeft: chunk }, 0],
	])('has stored %s; the request has not', async (_name, effect, stored) => {
		const data = randomBytes(total);
		const videoId = await container(emulator.current);
		set(effect);
		await expect(sendPart(data, videoId, 0, size)).rejects.toThrow('fetch failed');
		expect(emulator.current.requests.uploads[0]).toMatchObject({ faults: ['other-writer'] });
		expect(emulator.current.requests.uploads[0].status).toBeUndefined();
		expect(await ranges(videoId)).toEqual(stored ? [[0, stored - 1]] : []);
		if (stored) expect(await sendPart(data, videoId, 0, size)).toMatchObject({ slug: overlap });
		await sendPart(data, videoId, size, total);
		if (size - stored < chunk) return;
		expect(await sendPart(data, videoId, stored, size)).toMatchObject({ status: 201 });
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
	});

	test('the end of a file may be left, however short', async () => {
		const data = randomBytes(chunk + 9);
		const videoId = await container(emulator.current);
		set({ minimumLeft: chunk });
		await expect(sendPart(data, videoId, 0, data.length)).rejects.toThrow('fetch failed');
		expect(await ranges(videoId)).toEqual([[0, chunk - 1]]);
		expect(await sendPart(data, videoId, chunk, data.length)).toMatchObject({ status: 201 });
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
	});

	test('comes by token, too, once there is a video', async () => {
		const data = randomBytes(3 * size);
		const token = await uploadToken(emulator.current);
		const upload = async (from: number, end: number, before: Record<string, string>) =>
			await call(emulator.current, 'POST', `/upload?token=${token}`, {
				body: form(new Blob([data.subarray(from, end)]), before),
				headers: { 'content-range': `bytes ${from}-${end - 1}/${data.length}` },
			});
		set({ contentRange: '^bytes', times: 2 });
		const first = await upload(0, size, {});
		expect(first.status).toBe(201);
		const videoId = first.body.videoId as string;
		await expect(upload(size, 2 * size, { videoId })).rejects.toThrow('fetch failed');
		expect(await ranges(videoId)).toEqual([
			[0, size - 1],
			[size, size + 6 * MiB - 1],
		]);
		await upload(size + 6 * MiB, 2 * size, { videoId });
		await upload(2 * size, data.length, { videoId });
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
	});

	test.each([undefined, 'part 1/2'])('leaves other requests alone: %s', async (contentRange) => {
		emulator.current.faults.add({ kind: 'other-writer' });
		const videoId = await container(emulator.current);
		expect(await send(emulator.current, videoId, chunk, contentRange)).toMatchObject({
			status: 201,
		});
	});

	test('the hash is right without keeping bytes, too', async () => {
		const other = await startEmulator({ discard: true });
		const data = randomBytes(size);
		const videoId = await container(other);
		other.faults.add({ kind: 'other-writer', nth: 1, path: '/source$' });
		const part = async (from: number) =>
			await send(
				other,
				videoId,
				new Blob([data.subarray(from)]),
				`bytes ${from}-${size - 1}/${size}`,
			);
		await expect(part(0)).rejects.toThrow('fetch failed');
		await part(6 * MiB);
		expect(await other.videoFile(videoId)).toMatchObject({ size, sha256: sha256(data) });
		await other.close();
	});
});

describe('a range that is lost', () => {
	test.each(['in code', 'over HTTP'])('is asked for again: %s', async (way) => {
		const data = randomBytes(4 * chunk);
		const videoId = await container(emulator.current);
		await emulator.current.storeRange(videoId, { from: 0, to: 3 * chunk - 1, total: data.length });
		const span = { from: chunk, to: 2 * chunk - 1 };
		const forget = async () =>
			way === 'in code'
				? emulator.current.forgetRange(videoId, span)
				: (
						await call(emulator.current, 'POST', `/emulator/videos/${videoId}/ranges/forget`, {
							json: span,
						})
					).body.forgotten;
		expect(await forget()).toBe(true);
		expect(await forget()).toBe(false);
		expect(await ranges(videoId)).toEqual([
			[0, chunk - 1],
			[2 * chunk, 3 * chunk - 1],
		]);
		await sendPart(data, videoId, 3 * chunk, data.length);
		expect(await emulator.current.videoFile(videoId)).toBeUndefined();
		expect((await sendPart(data, videoId, chunk, 2 * chunk)).status).toBe(201);
		const zeros = Buffer.alloc(chunk);
		const expected = [zeros, data.subarray(chunk, 2 * chunk), zeros, data.subarray(3 * chunk)];
		expect(await emulator.current.videoFile(videoId)).toEqual({
			path: expect.any(String),
			size: data.length,
			sha256: sha256(Buffer.concat(expected)),
		});
		expect(await forget()).toBe(false);
	});

	test.each<['/status$' | '/source$', 'newest' | 'oldest' | undefined, number]>([
		['/status$', 'newest', chunk],
		['/status$', 'oldest', 0],
		['/source$', undefined, chunk],
	])('with the answer of %s: %s', async (path, which, gone) => {
		const data = randomBytes(3 * chunk);
		const videoId = await container(emulator.current);
		const kinds = emulator.current.faults;
		if (path === '/source$') kinds.add({ kind: 'forget', path, nth: 2, which });
		await sendPart(data, videoId, 0, chunk);
		expect((await sendPart(data, videoId, chunk, 2 * chunk)).status).toBe(201);
		if (path === '/status$') {
			kinds.add({ kind: 'forget', path, times: 1, which });
			expect(await ranges(videoId)).toHaveLength(2);
		}
		expect(await ranges(videoId)).toEqual([[chunk - gone, 2 * chunk - gone - 1]]);
		await sendPart(data, videoId, 2 * chunk, data.length);
		expect((await sendPart(data, videoId, gone, gone + chunk)).status).toBe(201);
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ sha256: sha256(data) });
	});

	test('is none of a video that is complete', async () => {
		const videoId = await container(emulator.current);
		emulator.current.faults.add({ kind: 'forget' });
		await send(emulator.current, videoId, 10, 'bytes 0-9/10');
		await ranges(videoId);
		expect(await emulator.current.videoFile(videoId)).toMatchObject({ size: 10 });
	});

	test('leaves no hash where bytes are not kept', async () => {
		const other = await startEmulator({ discard: true });
		const videoId = await container(other);
		await other.storeRange(videoId, { from: 0, to: chunk - 1, total: 2 * chunk });
		other.forgetRange(videoId, { from: 0, to: chunk - 1 });
		await other.storeRange(videoId, { from: 0, to: chunk - 1, total: 2 * chunk });
		await other.storeRange(videoId, { from: chunk, to: 2 * chunk - 1 });
		expect(await other.videoFile(videoId)).toEqual({ size: 2 * chunk });
		await other.close();
	});
});
