import '../support/clock';
import { until } from '../harness/until';
import { upload } from '../support/apiVideo';
import { fileOf } from '../support/files';
import {
	CAPTION,
	memory,
	nodeOfAnotherProcess,
	quality,
	QUALITY,
	READY,
	useTriggers,
} from './support';
import '../harness';

const { world, published, republished, emit, qualitiesOf } = useTriggers();
const HOUR = 3_600_000;
const options = { includeVideoDetails: false };
const only = { events: [READY], options };

/** Lets time pass for the trigger. */
function onClock() {
	let passed = 0;
	const real = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => real() + passed);
	return (milliseconds: number) => (passed += milliseconds);
}
afterEach(() => jest.restoreAllMocks());

test.each(['manual', 'active'] as const)(
	'by default an upload starts the workflow once, with title and player address: %s',
	async (mode) => {
		const host = await published({}, { mode });
		const { items } = await upload(world, { items: [{ file: fileOf(10).path }] });
		const { videoId } = items[0].json;
		const qualities = await qualitiesOf(videoId);
		expect(qualities.length).toBeGreaterThan(3);
		await until(() => host.answers.length === qualities.length, 'all qualities are told');
		await until(() => host.started.length > 0, 'the details are there');
		expect(host.started).toEqual([
			[
				expect.objectContaining({
					type: READY,
					videoId,
					encoding: 'hls',
					quality: '240p',
					title: 'film-10.mp4',
					player: expect.stringMatching(/^https?:\/\/.*vi/),
					videoDetails: { fetched: true },
				}),
			],
		]);
		expect(Object.keys(host.started[0][0]).slice(0, 3)).toEqual(['type', 'emittedAt', 'videoId']);
		expect(new Set(host.answers)).toEqual(new Set([200]));
	},
);

test('each video starts it once, in whatever order its qualities come', async () => {
	const host = await published(only);
	const pass = onClock();
	for (const videoId of ['vi1', 'vi2', 'vi1', 'vi2']) {
		await emit(quality(videoId));
		pass(10_000);
	}
	await emit(quality('vi1', 'mp4', '720p'));
	expect(host.started.map(([{ videoId }]) => videoId)).toEqual(['vi1', 'vi2']);
	expect(host.answers).toEqual([200, 200, 200, 200, 200]);
});

test('MP4 first is as good', async () => {
	const host = await published(only);
	await emit(quality('vi1', 'mp4', '720p'));
	await emit(quality('vi1', 'hls', '240p'));
	expect(host.started).toMatchObject([[{ type: READY, encoding: 'mp4' }]]);
});

test('all qualities at the same moment start it once', async () => {
	const host = await published(only);
	const names = ['240p', '360p', '720p', '1080p'];
	await Promise.all(names.map(async (name) => await emit(quality('vi1', 'hls', name))));
	expect(host.started).toHaveLength(1);
	expect(host.answers).toEqual([200, 200, 200, 200]);
});

test('after a restart n8n still knows which videos were ready', async () => {
	const host = await published(only);
	await emit(quality('vi1'));
	const again = await republished(host, only, { node: nodeOfAnotherProcess() });
	await emit(quality('vi1', 'hls', '360p'));
	await emit(quality('vi2'));
	expect(again.started.map(([{ videoId }]) => videoId)).toEqual(['vi2']);
});

test('publishing again, with a webhook of its own, makes no video ready a second time', async () => {
	const host = await published(only);
	await emit(quality('vi1'));
	await host.deactivate();
	await host.activate();
	await emit(quality('vi1', 'hls', '360p'));
	expect(host.started).toHaveLength(1);
});

test('is remembered for three days, and then no more', async () => {
	const host = await published(only);
	const pass = onClock();
	const emitNow = async (name: string) =>
		await emit({ ...quality('vi1', 'hls', name), emittedAt: new Date(Date.now()).toISOString() });
	await emitNow('240p');
	pass(72 * HOUR);
	await emitNow('360p');
	expect(host.started).toHaveLength(1);
	pass(74 * HOUR);
	await emitNow('720p');
	expect(host.answers).toEqual([200, 200, 200]);
	expect(host.started).toHaveLength(2);
});

test('stays small: 10,000 videos take less than 100 kB, and the first one is still known', async () => {
	const host = await published(only);
	await emit(quality('vi0'));
	const remembered = memory(host).readyVideos as Record<string, string>;
	const [hour, first] = Object.entries(remembered)[0];
	const others = Array.from({ length: 10_000 }, (_, index) => String(index).padStart(8, '0'));
	memory(host).readyVideos = { [hour]: first + others.join('') };
	await emit(quality('vi1'));
	await emit(quality('vi0', 'hls', '360p'));
	expect(host.started.map(([{ videoId }]) => videoId)).toEqual(['vi0', 'vi1']);
	const size = JSON.stringify(host.stored).length;
	expect(size).toBeGreaterThan(80_000);
	expect(size).toBeLessThan(100_000);
});

describe('together with Video Quality Encoded', () => {
	const both = { events: [READY, QUALITY], options };

	test('the first quality gives an item of each, further ones an item of the quality', async () => {
		const host = await published(both);
		await emit(quality('vi1', 'hls', '240p'));
		await emit(quality('vi1', 'hls', '360p'));
		expect(
			host.started.map((items) => items.map(({ type, quality: name }) => [type, name])),
		).toEqual([
			[
				[READY, '240p'],
				[QUALITY, '240p'],
			],
			[[QUALITY, '360p']],
		]);
	});

	test('the filters are about the qualities only', async () => {
		const filters = { ...options, formats: ['mp4'], qualities: ['720p'] };
		const host = await published({ ...both, options: filters });
		await emit(quality('vi1', 'hls', '240p'));
		await emit(quality('vi1', 'hls', '360p'));
		await emit(quality('vi1', 'mp4', '720p'));
		expect(host.started.map((items) => items.map(({ type }) => type))).toEqual([
			[READY],
			[QUALITY],
		]);
		expect(host.answers).toEqual([200, 200, 200]);
	});
});

test('does not concern other events', async () => {
	const host = await published({ events: [READY, CAPTION], options });
	await emit(quality('vi1'));
	await emit({ type: CAPTION, videoId: 'vi1', language: 'en' });
	expect(host.started.map(([{ type }]) => type)).toEqual([READY, CAPTION]);
});
