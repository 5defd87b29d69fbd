import { startEmulator, type Emulator } from '../../emulator';
import { call, container, MiB, send, useEmulator } from './caller';
import { events, listenTo, useListener, type Told } from './support/listener';

const emulator = useEmulator({ encodingSeconds: 0 });
useListener();

const quality = (videoId: string, encoding: string, name: string): Told => ({
	type: 'video.encoding.quality.completed',
	videoId,
	encoding,
	quality: name,
});
const encodings = (videoId: string) => [
	...['240p', '360p', '480p', '720p'].map((name) => quality(videoId, 'hls', name)),
	quality(videoId, 'mp4', '720p'),
];
const caption = (videoId: string, language: string) => ({
	type: 'video.caption.generated',
	videoId,
	captionId: expect.stringMatching(/^caption_/),
	generationMode: 'transcript',
	language,
});
const made = async (service: Emulator, json: object) =>
	(await call(service, 'POST', '/videos', { json: { title: 'A', ...json } })).body
		.videoId as string;

beforeEach(async () => await listenTo(emulator.current));

describe('a video that is uploaded', () => {
	test('is encoded in four qualities for HLS, and once as MP4', async () => {
		const videoId = await container(emulator.current);
		await send(emulator.current, videoId, 10);
		expect(await events(5)).toEqual(encodings(videoId));
		const { body } = await call(emulator.current, 'GET', `/videos/${videoId}/status`);
		expect(body.encoding).toMatchObject({
			playable: true,
			qualities: encodings(videoId).map(({ encoding, quality: name }) => ({
				type: encoding,
				quality: name,
				status: 'encoded',
			})),
		});
	});

	test('without MP4 is encoded for HLS only', async () => {
		const videoId = await made(emulator.current, { mp4Support: false });
		const other = await container(emulator.current);
		await send(emulator.current, videoId, 10);
		await events(4);
		await send(emulator.current, other, 10);
		expect(await events(9)).toEqual([...encodings(videoId).slice(0, 4), ...encodings(other)]);
	});

	test('is told of when the answer was lost, or somebody else has sent the end', async () => {
		const videoId = await container(emulator.current);
		emulator.current.faults.add({ kind: 'lost-answer', path: '/source$', times: 1 });
		await expect(send(emulator.current, videoId, 10)).rejects.toThrow('fetch failed');
		expect(await events(5)).toEqual(encodings(videoId));
		const other = await container(emulator.current);
		await emulator.current.storeRange(other, { from: 0, to: MiB - 1, total: MiB });
		expect((await events(10)).slice(5)).toEqual(encodings(other));
	});

	test('gets the transcript that was asked for, as a caption', async () => {
		const videoId = await made(emulator.current, { transcript: true, language: 'fr' });
		await send(emulator.current, videoId, 10);
		expect(await events(6)).toEqual([...encodings(videoId), caption(videoId, 'fr')]);
		const path = `/videos/${videoId}/captions/fr`;
		const { body } = await call(emulator.current, 'GET', path);
		expect(body).toMatchObject({ srclang: 'fr', default: false });
		expect(await (await fetch(body.src as unknown as string)).text()).toMatch(/^WEBVTT\n/);
	});

	test('gets one in the language that is heard when it has none', async () => {
		const videoId = await made(emulator.current, { transcript: true });
		await send(emulator.current, videoId, 10);
		expect((await events(6))[5]).toEqual(caption(videoId, 'en'));
		expect((await call(emulator.current, 'GET', `/videos/${videoId}`)).body).toMatchObject({
			language: 'en',
			languageOrigin: 'auto',
		});
	});

	test('gets another one in another language', async () => {
		const videoId = await made(emulator.current, {});
		await send(emulator.current, videoId, 10);
		await events(5);
		const change = async (json: object) =>
			await call(emulator.current, 'PATCH', `/videos/${videoId}`, { json });
		await change({ transcript: true, language: 'de' });
		await events(6);
		await change({ title: 'B' });
		await change({ language: 'it' });
		expect((await events(7)).slice(5)).toEqual([caption(videoId, 'de'), caption(videoId, 'it')]);
	});

	test('gets a summary of what was asked for', async () => {
		const videoId = await made(emulator.current, {
			transcriptSummary: true,
			transcriptSummaryAttributes: ['takeaways'],
		});
		await send(emulator.current, videoId, 10);
		const all = await events(6);
		const { body } = await call(emulator.current, 'GET', `/summaries?videoId=${videoId}`);
		const [summary] = body.data as unknown as Told[];
		expect(summary).toMatchObject({ videoId, origin: 'auto', sourceStatus: 'completed' });
		const { summaryId } = summary;
		expect(all).toContainEqual({ type: 'video.summary.generated', videoId, summaryId });
		const source = await call(emulator.current, 'GET', `/summaries/${summaryId}/source`);
		expect(Object.keys(source.body)).toEqual(['takeaways']);
	});
});

describe('a summary', () => {
	test('that was asked for by itself is told of, one that is written by hand is not', async () => {
		const [first, second] = [await container(emulator.current), await container(emulator.current)];
		await call(emulator.current, 'POST', '/summaries', { json: { videoId: second } });
		const json = { videoId: first, origin: 'auto' };
		const { body } = await call(emulator.current, 'POST', '/summaries', { json });
		const { summaryId } = body;
		expect(await events(1)).toEqual([
			{ type: 'video.summary.generated', videoId: first, summaryId },
		]);
	});

	test('is made once for a video, and not by changing the video', async () => {
		const videoId = await container(emulator.current);
		await send(emulator.current, videoId, 10);
		const ask = async () =>
			await call(emulator.current, 'PATCH', `/videos/${videoId}`, {
				json: { title: 'B', transcriptSummary: true },
			});
		expect((await ask()).status).toBe(200);
		await events(6);
		expect((await ask()).body).toEqual({
			type: 'https://docs.api.video/reference/summary-already-exists',
			title: 'A summary already exists or is being created on this video.',
			status: 409,
			detail: 'You can delete the existing summary and generate a new one.',
			name: 'transcriptSummary',
		});
		const unchanged = { json: { title: 'C', transcriptSummary: false } };
		expect((await call(emulator.current, 'PATCH', `/videos/${videoId}`, unchanged)).status).toBe(
			200,
		);
	});
});

test('where nothing is spoken there is no transcript and no summary, and nobody is told', async () => {
	const silent = await startEmulator({ encodingSeconds: 0, spokenLanguage: null });
	await listenTo(silent);
	const quiet = await made(silent, { transcript: true, transcriptSummary: true });
	await send(silent, quiet, 10);
	const forced = await made(silent, { transcript: true, language: 'en' });
	await events(5);
	await send(silent, forced, 10);
	expect(await events(11)).toEqual([
		...encodings(quiet),
		...encodings(forced),
		caption(forced, 'en'),
	]);
	const { body } = await call(silent, 'GET', `/summaries?videoId=${quiet}`);
	expect(body.data).toMatchObject([{ sourceStatus: 'unprocessable' }]);
	await silent.close();
});

describe('a live stream', () => {
	const stream = async (json: object = {}) =>
		(await call(emulator.current, 'POST', '/live-streams', { json: { name: 'Concert', ...json } }))
			.body.liveStreamId as string;
	const isLive = async (id: string) =>
		(await call(emulator.current, 'GET', `/live-streams/${id}`)).body.broadcasting;
	const started = (liveStreamId: string) => ({
		type: 'live-stream.broadcast.started',
		liveStreamId,
	});
	const ended = (liveStreamId: string) => ({ type: 'live-stream.broadcast.ended', liveStreamId });

	test.each(['in code', 'over HTTP'])(
		'begins and ends, and what was recorded is a video: %s',
		async (way) => {
			const id = await stream();
			const control = async (what: string, json?: object) =>
				await call(emulator.current, 'POST', `/emulator/live-streams/${id}/${what}`, { json });
			const begin = async () =>
				way === 'in code' ? await emulator.current.startBroadcast(id) : await control('start');
			const end = async () =>
				way === 'in code'
					? await emulator.current.endBroadcast(id)
					: ((await control('end')).body.videoId as string);
			await begin();
			await begin();
			expect(await isLive(id)).toBe(true);
			expect(await events(1)).toEqual([started(id)]);
			const videoId = String(await end());
			expect(await isLive(id)).toBe(false);
			expect((await events(8)).slice(1)).toEqual([
				ended(id),
				{ type: 'video.source.recorded', liveStreamId: id, videoId },
				...encodings(videoId),
			]);
			const { body } = await call(emulator.current, 'GET', `/videos?liveStreamId=${id}`);
			expect(body.data).toMatchObject([
				{
					videoId,
					title: 'Concert',
					source: {
						type: 'liveStream',
						uri: `/videos/${videoId}/source`,
						liveStream: { liveStreamId: id, links: [{ rel: 'self', uri: `/live-streams/${id}` }] },
					},
				},
			]);
			expect((await send(emulator.current, videoId, 1)).slug).toBe('video-source-already-uploaded');
			expect(await end()).toBeUndefined();
		},
	);

	test('may not be recorded', async () => {
		const id = await stream();
		await emulator.current.startBroadcast(id);
		expect(await emulator.current.endBroadcast(id, false)).toBeUndefined();
		expect(await events(2)).toEqual([started(id), ended(id)]);
		expect((await call(emulator.current, 'GET', '/videos')).body.data).toEqual([]);
	});

	test('is ended by Complete, when somebody broadcasts', async () => {
		const [idle, live] = [await stream(), await stream()];
		await emulator.current.startBroadcast(live);
		for (const id of [idle, live]) {
			const answer = await call(emulator.current, 'PUT', `/live-streams/${id}/complete`);
			expect(answer.status).toBe(202);
		}
		expect((await events(8)).slice(0, 2)).toEqual([started(live), ended(live)]);
	});

	test('that nobody knows', async () => {
		await expect(emulator.current.startBroadcast('liNobody')).rejects.toThrow('not found');
	});
});

describe('a video that was not uploaded', () => {
	test('is imported: it says so, and is encoded like any other', async () => {
		const source = 'https://example.com/video.mp4';
		const videoId = await made(emulator.current, { source });
		expect((await call(emulator.current, 'GET', `/videos/${videoId}`)).body.source).toEqual({
			type: 'import',
			uri: source,
		});
		expect(await events(5)).toEqual(encodings(videoId));
		expect((await call(emulator.current, 'GET', `/videos/${videoId}/status`)).body).toMatchObject({
			ingest: { status: 'ingested', receivedBytes: [] },
			encoding: { playable: true },
		});
	});

	test.each([
		[60, 'ingested'],
		[undefined, 'ingesting'],
	])(
		'is imported slowly (%s s): it shows no progress, and later it is %s',
		async (seconds, later) => {
			const { current } = emulator;
			current.faults.add({ kind: 'slow-import', path: '^/videos$', seconds });
			const videoId = await made(current, { source: 'https://example.com/video.mp4' });
			const status = async () => (await call(current, 'GET', `/videos/${videoId}/status`)).body;
			current.setClock(59_000);
			expect(await status()).toMatchObject({
				ingest: { status: 'ingesting', receivedBytes: [] },
				encoding: { playable: false, qualities: [] },
			});
			current.setClock(70_000);
			expect(await status()).toMatchObject({
				ingest: { status: later },
				encoding: { playable: later === 'ingested' },
			});
		},
	);

	test('is copied: it says so, and waits for the file of the other', async () => {
		const [empty, full] = [await container(emulator.current), await container(emulator.current)];
		await send(emulator.current, full, 10);
		await events(5);
		const copies = [
			await made(emulator.current, { source: empty }),
			await made(emulator.current, { source: full }),
		];
		expect((await events(10)).slice(5)).toEqual(encodings(copies[1]));
		for (const [index, status] of ['ingesting', 'ingested'].entries()) {
			const path = `/videos/${copies[index]}`;
			const { body } = await call(emulator.current, 'GET', `${path}/status`);
			expect(body.ingest).toMatchObject({ status });
			const uri = `/videos/${[empty, full][index]}/source`;
			expect((await call(emulator.current, 'GET', path)).body.source).toEqual({
				type: 'copy',
				uri,
			});
		}
	});
});
