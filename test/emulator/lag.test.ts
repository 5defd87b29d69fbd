import { startEmulator, type Fault } from '../../emulator';
import { call, container, MiB, send, uploadToken, useEmulator } from './caller';

let now = Date.UTC(2026, 5, 1, 12);
const emulator = useEmulator({ now: () => now, encodingSeconds: 0 });
const pass = (milliseconds: number) => (now += milliseconds);
const lag = (match: Partial<Fault> = {}) =>
	emulator.current.faults.add({ kind: 'lag', milliseconds: 1500, ...match } as Fault);
const get = async (path: string) => await call(emulator.current, 'GET', path);
const titles = async (query = '') => {
	const { data } = (await get(`/videos${query}`)).body as unknown as {
		data: Array<{ title: string }>;
	};
	return data.map(({ title }) => title);
};
const chunk = 5 * MiB;

test('a list shows what there was: nothing new, what was deleted, and what was changed as it was', async () => {
	const json = { title: 'Kept', metadata: [{ key: 'k', value: 'old' }] };
	const { body } = await call(emulator.current, 'POST', '/videos', { json });
	const deleted = await container(emulator.current, 'Deleted');
	pass(2000);
	lag({ method: 'GET', path: '^/videos$' });
	await container(emulator.current, 'New');
	await call(emulator.current, 'DELETE', `/videos/${deleted}`);
	await call(emulator.current, 'PATCH', `/videos/${body.videoId}`, {
		json: { title: 'Changed', metadata: [{ key: 'k', value: 'new' }] },
	});
	expect((await titles('?sortBy=title&sortOrder=asc')).sort()).toEqual(['Deleted', 'Kept']);
	expect(await titles('?metadata[k]=new')).toEqual([]);
	expect(await titles('?metadata[k]=old')).toEqual(['Kept']);
	expect((await get(`/videos/${body.videoId}`)).body.title).toBe('Changed');
	pass(1499);
	expect(await titles()).toContain('Deleted');
	pass(1);
	expect(await titles('?sortBy=title&sortOrder=asc')).toEqual(['Changed', 'New']);
	expect(await titles('?metadata[k]=new')).toEqual(['Changed']);
});

test('a video that was soon deleted is in the list later, for as long as it was there', async () => {
	lag({ method: 'GET' });
	const videoId = await container(emulator.current);
	pass(100);
	await call(emulator.current, 'DELETE', `/videos/${videoId}`);
	expect(await titles()).toEqual([]);
	pass(1450);
	expect(await titles()).toEqual(['A video']);
	pass(50);
	expect(await titles()).toEqual([]);
});

test('the other lists lag as well', async () => {
	lag({ method: 'GET' });
	const token = await uploadToken(emulator.current);
	const post = async (path: string, json: object) =>
		await call(emulator.current, 'POST', path, { json });
	await post('/players', { name: 'dark' });
	await post('/live-streams', { name: 'stream' });
	await post('/webhooks', { url: 'http://127.0.0.1:9/', events: ['video.summary.generated'] });
	const { body } = await post('/videos', { title: 'A video', tags: ['a'] });
	await post('/summaries', { videoId: body.videoId });
	const lists = ['upload-tokens', 'players', 'live-streams', 'webhooks', 'tags', 'summaries'];
	const count = async (name: string) =>
		((await get(`/${name}`)).body.data as unknown as unknown[]).length;
	const counts = async () => await Promise.all(lists.map(count));
	expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
	pass(1500);
	expect(await counts()).toEqual([1, 1, 1, 1, 1, 1]);
	await call(emulator.current, 'DELETE', `/upload-tokens/${token}`);
	expect(await counts()).toEqual([1, 1, 1, 1, 1, 1]);
	pass(1500);
	expect(await counts()).toEqual([0, 1, 1, 1, 1, 1]);
});

test('a status shows what had arrived', async () => {
	lag({ path: '/status$' });
	const videoId = await container(emulator.current);
	const status = async () => {
		const { status: code, body } = await get(`/videos/${videoId}/status`);
		return code === 404
			? code
			: (body as unknown as { ingest: { status: string; receivedBytes: unknown[] } }).ingest;
	};
	expect(await status()).toBe(404);
	pass(1000);
	const range = (from: number) => `bytes ${from}-${from + chunk - 1}/${2 * chunk}`;
	expect((await send(emulator.current, videoId, chunk, range(0))).status).toBe(201);
	pass(500);
	expect(await status()).toMatchObject({ status: 'uploading', receivedBytes: [] });
	expect((await send(emulator.current, videoId, chunk, range(chunk))).status).toBe(201);
	pass(1000);
	expect(await status()).toMatchObject({ status: 'uploading', receivedBytes: [{ from: 0 }] });
	pass(500);
	expect(await status()).toMatchObject({
		status: 'ingested',
		receivedBytes: [{ from: 0 }, { from: chunk }],
	});
});

test.each([
	['GET', '', undefined],
	['GET', '/captions', undefined],
	['PATCH', '', { title: 'x' }],
	['DELETE', '', undefined],
])('%s of a video%s that is too new is a 404', async (method, path, json) => {
	lag({ path: '^/videos/' });
	const videoId = await container(emulator.current);
	const ask = async () =>
		await call(emulator.current, method, `/videos/${videoId}${path}`, { json });
	expect(await ask()).toMatchObject({ status: 404, slug: 'resource-not-found' });
	pass(1500);
	expect((await ask()).status).toBeLessThan(300);
});

test.each(['by key', 'by token'])(
	'an upload to a video that is too new is a 404, %s',
	async (way) => {
		lag({ method: 'POST', path: '/source$|^/upload$' });
		const token = await uploadToken(emulator.current);
		const videoId = await container(emulator.current);
		const upload = async () => {
			if (way === 'by key') return await send(emulator.current, videoId, 10);
			const body = new FormData();
			body.append('videoId', videoId);
			body.append('file', new Blob(['bytes']), 'a.mp4');
			return await call(emulator.current, 'POST', `/upload?token=${token}`, { body });
		};
		expect(await upload()).toMatchObject({ status: 404, slug: 'resource-not-found' });
		pass(1500);
		expect(await upload()).toMatchObject({ status: 201, body: { videoId } });
	},
);

test('a 404 that is over after the first request', async () => {
	const videoId = await container(emulator.current);
	const answer = { status: 404, slug: 'resource-not-found' };
	emulator.current.faults.add({ kind: 'status', ...answer, path: '/source$', times: 1 });
	expect(await send(emulator.current, videoId, 10)).toMatchObject(answer);
	expect(await send(emulator.current, videoId, 10)).toMatchObject({ status: 201 });
});

test('as an option it concerns every GET, and nothing else, and outlives a reset', async () => {
	const other = await startEmulator({ now: () => now, lagMilliseconds: 1500 });
	other.reset();
	const videoId = await container(other);
	expect((await send(other, videoId, 10)).status).toBe(201);
	expect((await call(other, 'GET', `/videos/${videoId}`)).status).toBe(404);
	expect((await call(other, 'GET', '/videos')).body.data).toEqual([]);
	pass(1500);
	expect((await call(other, 'GET', '/videos')).body.data).toMatchObject([{ videoId }]);
	await other.close();
});
