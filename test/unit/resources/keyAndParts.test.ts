import type { IDataObject } from 'n8n-workflow';
import { idempotentContainer } from '../../../nodes/ApiVideo/resources/video/container';
import { writeMark } from '../../../nodes/ApiVideo/resources/video/fileMark';
import { fingerprint } from '../../../nodes/ApiVideo/resources/video/fingerprint';
import { LAG_MAX_MS } from '../../../nodes/ApiVideo/resources/video/keyRace';
import { OWN_METADATA } from '../../../nodes/ApiVideo/resources/video/ownMetadata';
import { waitUntilComplete } from '../../../nodes/ApiVideo/resources/video/withoutLength';
import { CHUNK_START_BYTES, MIB, type AnySource } from '../../../nodes/ApiVideo/upload';
import { FakeNode, problemResponse, response } from '../support/fakeNode';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';
import { shareOf } from '../support/shareOf';
import { stepContext } from '../support/stepContext';
import { streamedSource } from '../support/streamedSource';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';

const KEY = 'drive-1';
const BYTES = Buffer.alloc(2 * MIB, 7);
const STREAM = streamedSource(BYTES);

/** What the service says of a video: the numbers of the parts that have arrived, or that it has all of the file. */
type Held =
	| number[]
	| 'all'
	| { readonly word: string; readonly parts: number[]; readonly total?: number };

function statusOf(held: Held) {
	if (held === 'all') return { ingest: { status: 'uploaded', receivedBytes: [] } };
	const {
		word,
		parts,
		total = null,
	} = Array.isArray(held) ? { word: 'uploading', parts: held } : held;
	const receivedParts = parts.length > 0 ? { receivedParts: { parts, total } } : {};
	return { ingest: { status: word, receivedBytes: [], ...receivedParts } };
}

/**
 * A service that holds videos of the key.
 *
 * @param lists what each list shows: the last one serves for all that follow; `down`: nobody answers
 * @param held what each status of a video shows, in the same way
 */
async function service(lists: Array<string[] | 'down'>, held: Record<string, Held[]>) {
	const value = writeMark({
		fingerprint: await fingerprint(STREAM, NEVER),
		gridBytes: CHUNK_START_BYTES,
	});
	const metadata = [
		{ key: OWN_METADATA.idempotency, value: KEY },
		{ key: OWN_METADATA.fingerprint, value },
	];
	const video = (videoId: string): IDataObject => ({
		videoId,
		metadata,
		createdAt: '2026-11-23T12:00:00+00:00',
	});
	const next = <T>(answers: T[]): T => (answers.length > 1 ? answers.shift() : answers[0]) as T;
	const node = new FakeNode({
		reply: ({ method, url }) => {
			const [, videoId = '', about] = /\/videos(?:\/(\w+)(\/status)?)?$/.exec(url) ?? [];
			if (method === 'POST') return response(201, { videoId: 'vi2' });
			if (method === 'DELETE') return response(204, '');
			if (about) return response(200, statusOf(next(held[videoId])));
			if (videoId) return response(200, video(videoId));
			const shown = next(lists);
			if (shown === 'down') return problemResponse(503, 'unavailable');
			return response(200, { data: shown.map(video), pagination: { pagesTotal: 1 } });
		},
	});
	const clock = new VirtualClock();
	const context = stepContext(node.execution, clock);
	const find = async (source: AnySource = STREAM) =>
		await idempotentContainer(context, KEY, source, { attributes: { title: 'film' } });
	const wait = async (source: AnySource = STREAM) =>
		await waitUntilComplete(context, 'vi1', source, shareOf(clock).lane);
	const count = (what: RegExp) => node.asked.filter((one) => what.test(one)).length;
	return { find, wait, count, clock };
}

const LIST = /^GET .*\/videos$/;

describe('a video of a key that holds numbered parts alone', () => {
	it.each<[string, Held, number]>([
		['stays where somebody has begun to upload to it', [2], 0],
		['is deleted where it is empty', [], 1],
	])('and has lost against an older one %s', async (_case, held, deleted) => {
		const both = ['vi1', 'vi2'];
		const { find, count } = await service([[], both], { vi1: ['all'], vi2: [held] });
		expect(await find()).toMatchObject({ kind: 'finished', video: { videoId: 'vi1' } });
		expect(count(/^DELETE .*\/vi2$/)).toBe(deleted);
	});

	it.each<[string, Held, number]>([
		['as it is where something has come to it', [1], 1],
		['after a second look where it is empty', [], 2],
	])('is taken %s, and nobody but its maker goes on with it', async (_case, held, looks) => {
		const { find, count } = await service([['vi1']], { vi1: [held] });
		expect(await find()).toEqual({ kind: 'ofOther', videoId: 'vi1' });
		expect(count(LIST)).toBe(looks);
		expect(count(/^(POST|DELETE) /)).toBe(0);
	});

	it('waits for its maker also where its length is known by now', async () => {
		const { find } = await service([['vi1']], { vi1: [[1]] });
		expect(await find(memorySource(BYTES))).toEqual({ kind: 'ofOther', videoId: 'vi1' });
	});

	it('is waited for as long as parts come', async () => {
		const growing = Array.from({ length: 40 }, (_, at) =>
			Array.from({ length: 1 + Math.floor(at / 4) }, (__, part) => part + 1),
		);
		const { wait, clock } = await service([], { vi1: [...growing, 'all'] });
		expect(await wait()).toMatchObject({ kind: 'finished', video: { videoId: 'vi1' } });
		expect(clock.now()).toBe(400_000);
	});

	it.each<[string, AnySource]>([
		['no length', STREAM],
		['a length by now', memorySource(BYTES)],
	])(
		'is complete once its last part and all before it have come, whatever it is called: %s',
		async (_case, source) => {
			const merging = { word: 'merging', parts: [1, 2, 3], total: 3 };
			const { find, wait, clock } = await service([['vi1']], { vi1: [merging] });
			const finished = { kind: 'finished', video: { videoId: 'vi1' } };
			expect(await wait(source)).toMatchObject(finished);
			expect(await find(source)).toMatchObject(finished);
			expect(clock.waits).toEqual([]);
		},
	);

	it.each([[{ word: 'merging', parts: [1, 2], total: 3 }], [{ word: 'merging', parts: [] }]])(
		'is not to be deleted while its state is called by an unknown word: %j',
		async (merging) => {
			const { wait } = await service([], { vi1: [merging] });
			const trouble = await troubleOf(wait);
			expectReadable(trouble);
			expect(trouble.message).toMatch(/^api\.video does not say whether the video vi1, /);
			expect(trouble.advice).not.toContain('Video > Delete');
		},
	);

	it.each<[string, AnySource, RegExp]>([
		['no length', STREAM, /: the file server does not say how long 'video\.mp4' is$/],
		[
			'a length by now',
			memorySource(BYTES),
			/: when its upload began, the file server did not say how long 'video\.mp4' is$/,
		],
	])('is told with what to delete where none comes any more: %s', async (_case, source, why) => {
		const { wait, clock, count } = await service([], { vi1: [[1], [1, 2]] });
		const trouble = await troubleOf(async () => await wait(source));
		expectReadable(trouble);
		expect(trouble.message).toMatch(/^The video vi1, for which the key in Only Once stands, /);
		expect(trouble.message).toMatch(why);
		expect(trouble.advice).toMatch(/Unless another execution .* delete it with Video > Delete, /);
		// A minute and a half after the second part.
		expect(clock.now()).toBe(100_000);
		expect(count(/^(POST|DELETE) /)).toBe(0);
	});
});

describe('a video that was made for a file without a length, and cannot be used', () => {
	const DELETE_FIRST =
		'Nothing was sent. The empty video vi2 stays: delete it with Video > Delete before you run the step again with this key in Only Once.';

	it('is told with what to delete where the list does not show it', async () => {
		const { find, clock } = await service([[]], { vi2: [[]] });
		const trouble = await troubleOf(find);
		expectReadable(trouble);
		expect(trouble.message).toMatch(/^The list of videos does not show the video vi2, /);
		expect(trouble.advice).not.toMatch(/goes? on|uploads? into/);
		expect(trouble.advice).toContain(DELETE_FIRST);
		expect(clock.now()).toBeGreaterThanOrEqual(LAG_MAX_MS);
	});

	it('is told with what to delete where nobody answers, without Retry On Fail', async () => {
		const { find } = await service([[], 'down'], { vi2: [[]] });
		const trouble = await troubleOf(find);
		expectReadable(trouble);
		expect(trouble.advice).toContain(DELETE_FIRST);
		expect(trouble.advice).not.toContain('Retry On Fail');
	});

	it('is none of a file whose length is known: the next run uploads into it', async () => {
		const { find } = await service([[], 'down'], { vi2: [[]] });
		const trouble = await troubleOf(async () => await find(memorySource(BYTES)));
		expect(trouble.advice).not.toContain('Video > Delete');
		expect(trouble.advice).toContain('Retry On Fail');
	});
});
