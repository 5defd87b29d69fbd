import '../support/clock';
import { until } from '../harness/until';
import { API_KEY } from '../support/apiVideo';
import { CAPTION, ENDED, quality, QUALITY, READY, useTriggers } from './support';
import '../harness';

const { world, published, emit, makeVideo, detailsAsked } = useTriggers();
const emittedAt = new Date().toISOString();

afterEach(() => jest.restoreAllMocks());

test.each([
	[READY, quality('')],
	[QUALITY, quality('')],
	[CAPTION, { type: CAPTION, language: 'en' }],
])('%s carries title and player address of its video', async (chosen, event) => {
	const videoId = await makeVideo('A film');
	const host = await published({ events: [chosen] });
	await emit({ ...event, videoId, emittedAt });
	await until(() => host.started.length === 1, 'the details are there');
	expect(host.started[0]).toMatchObject([
		{
			...event,
			type: chosen,
			emittedAt,
			videoId,
			title: 'A film',
			player: expect.stringContaining(videoId),
			videoDetails: { fetched: true },
		},
	]);
});

test('two items of one delivery ask once', async () => {
	const videoId = await makeVideo('A film');
	const host = await published({ events: [READY, QUALITY] });
	await emit(quality(videoId));
	await until(() => host.started.length === 1, 'the details are there');
	expect(host.started[0].map(({ type, title }) => [type, title])).toEqual([
		[READY, 'A film'],
		[QUALITY, 'A film'],
	]);
	expect(detailsAsked()).toBe(1);
});

test('switched off, the event is what the service says', async () => {
	const host = await published({ options: { includeVideoDetails: false } });
	await emit({ ...quality('vi1'), emittedAt });
	expect(host.started).toEqual([[{ ...quality('vi1'), type: READY, emittedAt }]]);
	expect(detailsAsked()).toBe(0);
});

test('an event that is about no video has none', async () => {
	const host = await published({ events: [ENDED] });
	await emit({ type: ENDED, liveStreamId: 'li1', emittedAt });
	expect(host.started).toEqual([[{ type: ENDED, liveStreamId: 'li1', emittedAt }]]);
	expect(detailsAsked()).toBe(0);
});

test('the service has its answer before they are asked for, and after ten seconds the event goes out without', async () => {
	const timeout = new AbortController();
	// The request has a limit of its own.
	jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((milliseconds) =>
			milliseconds === 10_000 ? timeout.signal : new AbortController().signal,
		);
	const host = await published();
	world.emulator.faults.add({ kind: 'stall', method: 'GET', path: '^/videos/' });
	await emit({ ...quality('vi1'), emittedAt });
	expect(host.answers).toEqual([200]);
	await until(() => detailsAsked() === 1, 'the details are asked for');
	expect(host.started).toEqual([]);
	timeout.abort();
	await until(() => host.started.length === 1, 'the time is over');
	const reason = 'The service did not answer in the time that was left';
	expect(host.started).toEqual([
		[{ ...quality('vi1'), type: READY, emittedAt, videoDetails: { fetched: false, reason } }],
	]);
	expect(host.answers).toEqual([200]);
});

test('events of the same video do not start it again while its details are fetched', async () => {
	const timeout = new AbortController();
	jest.spyOn(AbortSignal, 'timeout').mockReturnValue(timeout.signal);
	const host = await published();
	world.emulator.faults.add({ kind: 'stall', method: 'GET', path: '^/videos/' });
	await emit(quality('vi1', 'hls', '240p'));
	await emit(quality('vi1', 'hls', '360p'));
	await emit(quality('vi2', 'hls', '240p'));
	expect(host.answers).toEqual([200, 200, 200]);
	timeout.abort();
	await until(() => host.started.length === 2, 'the time is over');
	await emit(quality('vi1', 'hls', '480p'));
	await emit(quality('vi2', 'hls', '480p'));
	expect(host.started.map(([{ videoId }]) => videoId).sort()).toEqual(['vi1', 'vi2']);
});

describe('what cannot be fetched is said, and nothing secret', () => {
	test.each([
		['not there', undefined, /^The video vi1 was not found$/],
		[
			'refused',
			{ kind: 'status', status: 403, detail: 'No {authorization}' },
			/^api\.video declined/,
		],
		['out of order', { kind: 'status', status: 503 }, /^api\.video could not answer \(HTTP 503\)/],
		['interrupted', { kind: 'reset' }, /^The connection was closed/],
		['cut off', { kind: 'garbage', form: 'cut-json' }, /^The answer did not come from the API/],
	] as const)('%s', async (_name, fault, what) => {
		const host = await published();
		if (fault) world.emulator.faults.add({ ...fault, method: 'GET', path: '^/videos/' });
		await emit({ ...quality('vi1'), emittedAt });
		await until(() => host.started.length === 1, 'nothing more is tried');
		const [[{ videoDetails, ...event }]] = host.started;
		expect(event).toEqual({ ...quality('vi1'), type: READY, emittedAt });
		expect(videoDetails).toEqual({ fetched: false, reason: expect.stringMatching(what) });
		const shown = JSON.stringify([host.started, host.logs]);
		expect(shown).not.toContain(API_KEY);
		expect(shown).not.toMatch(/Bearer (?!\[hidden\])/);
	});

	test('the API key is refused by now', async () => {
		const host = await published();
		world.emulator.faults.add({ kind: 'status', status: 401, method: 'GET', path: '^/videos/' });
		await emit(quality('vi1'));
		await until(() => host.started.length === 1, 'nothing more is tried');
		expect(host.started[0][0].videoDetails).toEqual({
			fetched: false,
			reason: 'api.video does not accept the API key',
		});
	});
});
