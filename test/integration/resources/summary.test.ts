import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { byId, useEmulator } from '../support/apiVideo';
import { allOf, expectMessage, jsonOf, lastRequest, list, newVideo, operate } from './support';

let now = Date.parse('2026-11-23T12:00:00Z');
const world = useEmulator({ now: () => now });
const TEXT = { abstract: 'About cats.', takeaways: ['One.', 'Two.', 'Three.'] };

const run = async (operation: string, parameters: INodeParameters) =>
	await operate(world, 'summary', operation, parameters);

const create = async (videoId: string, options: INodeParameters = {}) =>
	await run('create', { videoId: byId(videoId), options });

async function created(videoId: string, options: INodeParameters = {}): Promise<string> {
	return String(jsonOf(await create(videoId, options)).summaryId);
}

/** As long as the emulator takes to write a summary. */
const wait = () => (now += 5000);

describe('Create', () => {
	test('has api.video write the summary', async () => {
		const videoId = await newVideo(world);
		expect(jsonOf(await create(videoId))).toMatchObject({
			summaryId: expect.stringMatching(/^summary_/),
			videoId,
			origin: 'auto',
			sourceStatus: 'waiting',
		});
		const { asked, body } = lastRequest(world);
		expect(asked).toBe('POST /summaries');
		expect(body).toEqual({ videoId, origin: 'auto' });
	});

	test('has only what is wanted written', async () => {
		const videoId = await newVideo(world);
		const summaryId = byId(await created(videoId, { attributes: ['abstract'] }));
		expect(lastRequest(world).body).toEqual({ videoId, origin: 'auto', attributes: ['abstract'] });
		wait();
		expect(jsonOf(await run('getContent', { summaryId }))).not.toHaveProperty('takeaways');
	});

	test('makes an empty one', async () => {
		const videoId = await newVideo(world);
		const made = jsonOf(await create(videoId, { generate: false, attributes: ['abstract'] }));
		expect(made).toMatchObject({ origin: 'api', sourceStatus: 'missing' });
		expect(lastRequest(world).body).toEqual({ videoId });
	});

	test('makes no second one for a video', async () => {
		const videoId = await newVideo(world);
		await created(videoId);
		const again = await create(videoId);
		expectMessage(again, new RegExp(`video ${videoId} has a summary already`), /Summary > Update/);
	});

	test('needs a video', async () => {
		expectMessage(await create('viUnknown'), /The video viUnknown was not found/, /ID/);
		expectMessage(await create('={{ "" }}'), /No video was picked/, /Video/);
	});
});

test('Get Many filters and sorts', async () => {
	const videos = [await newVideo(world), await newVideo(world), await newVideo(world)];
	const written = await created(videos[0]);
	wait();
	// Dates have whole seconds: the next one begins between these two.
	now += 950 - (now % 1000);
	const waiting = await created(videos[1]);
	now += 100;
	const empty = await created(videos[2], { generate: false });
	const many = async (filters: INodeParameters, more: INodeParameters = {}) =>
		allOf(await run('getAll', { returnAll: true, filters, ...more })).map(
			({ summaryId }) => summaryId,
		);
	expect(new Set(await many({}))).toEqual(new Set([written, waiting, empty]));
	expect(lastRequest(world).asked).toBe('GET /summaries');
	expect(await many({ sourceStatus: 'completed' })).toEqual([written]);
	expect(await many({ sourceStatus: 'waiting' })).toEqual([waiting]);
	expect(await many({ origin: 'api' })).toEqual([empty]);
	expect(await many({ videoId: videos[1] })).toEqual([waiting]);
	const options = { sortBy: 'createdAt', sortOrder: 'asc' };
	expect(await many({}, { options })).toEqual([written, waiting, empty]);
	expect(await many({}, { options, returnAll: false, limit: 1 })).toEqual([written]);
});

describe('Get Content', () => {
	test('puts out the text', async () => {
		const summaryId = await created(await newVideo(world, { title: 'Cats' }));
		wait();
		const content = jsonOf(await run('getContent', { summaryId: byId(summaryId) }));
		expect(lastRequest(world).asked).toBe(`GET /summaries/${summaryId}/source`);
		expect(content).toMatchObject({ summaryId, abstract: expect.stringContaining('Cats') });
		expect(content.takeaways).toHaveLength(3);
	});

	test('says so when there is none yet', async () => {
		const summaryId = await created(await newVideo(world));
		const result = await run('getContent', { summaryId: byId(summaryId) });
		expectMessage(result, /it has no content yet/, /sourceStatus/);
	});
});

describe('Update', () => {
	const update = async (summaryId: string, updateFields: INodeParameters) =>
		await run('update', { summaryId: byId(summaryId), updateFields });

	test.each([
		['lines', 'One.\n\n  Two.\nThree.'],
		['a list', TEXT.takeaways],
	])('fills in an empty summary, key points as %s', async (_case, takeaways) => {
		const summaryId = await created(await newVideo(world), { generate: false });
		const content = jsonOf(await update(summaryId, { abstract: ' About cats. ', takeaways }));
		expect(content).toEqual({ summaryId, ...TEXT });
		const { asked, body } = lastRequest(world);
		expect(asked).toBe(`PATCH /summaries/${summaryId}/source`);
		expect(body).toEqual(TEXT);
	});

	test('changes one part of it', async () => {
		const summaryId = await created(await newVideo(world));
		wait();
		const content = jsonOf(await update(summaryId, { abstract: 'New.' }));
		expect(lastRequest(world).body).toEqual({ abstract: 'New.' });
		expect(content.abstract).toBe('New.');
		expect(content.takeaways).toHaveLength(3);
	});

	test.each<[INodeParameters, IDataObject]>([
		[{ abstract: '' }, { abstract: '' }],
		[{ takeaways: '[]' }, { takeaways: [] }],
		[{ takeaways: '={{ [] }}' }, { takeaways: [] }],
		[{ takeaways: '["One, two.","Three."]' }, { takeaways: ['One, two.', 'Three.'] }],
	])('%j becomes %j', async (fields, body) => {
		const summaryId = await created(await newVideo(world), { generate: false });
		jsonOf(await update(summaryId, fields));
		expect(lastRequest(world).body).toEqual(body);
	});

	test.each<[INodeParameters, RegExp]>([
		[{ abstract: '={{ $json.no }}', takeaways: '={{ null }}' }, /nothing to update/],
		[{ takeaways: '={{ "" }}' }, /^Takeaways is empty/],
		[{ takeaways: '={{ [$json.no] }}' }, /^Takeaways is empty/],
		[{ takeaways: '={{ ({ a: 1 }) }}' }, /^Takeaways is not a list of texts/],
		[{ abstract: '={{ ["a"] }}' }, /^Abstract is not a text/],
	])('%j changes nothing', async (fields, what) => {
		expectMessage(await update('summary_1', fields), what, /Takeaways|Abstract|Update Fields/);
		expect(world.emulator.requests.entries).toEqual([]);
	});

	test('waits until api.video has written it', async () => {
		const summaryId = await created(await newVideo(world));
		const result = await update(summaryId, TEXT);
		expectMessage(result, /still being written/, /sourceStatus/);
	});

	test('needs something to change, and at most three key points', async () => {
		const none = await update('summary_1', {});
		expectMessage(none, /nothing to update/, /Update Fields/);
		const four = await update('summary_1', { takeaways: '1\n2\n3\n4' });
		expectMessage(four, /^Takeaways has 4 key points/, /3/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

test('Delete deletes it, and a new one can be made', async () => {
	const videoId = await newVideo(world);
	const summaryId = await created(videoId);
	const deleted = await run('delete', { summaryId: byId(summaryId) });
	expect(jsonOf(deleted)).toEqual({ deleted: true, summaryId });
	expect(lastRequest(world).asked).toBe(`DELETE /summaries/${summaryId}`);
	await created(videoId);
});

describe.each(['delete', 'getContent', 'update'])('the ID for %s', (operation) => {
	const withId = async (id: string) =>
		await run(operation, { summaryId: byId(id), updateFields: { abstract: 'New.' } });

	test('may be unknown', async () => {
		const result = await withId('summary_Unknown');
		expectMessage(result, /The summary summary_Unknown was not found/, /ID/);
	});

	test('may be missing, or none', async () => {
		expectMessage(await withId('={{ "" }}'), /No summary was picked/, /Pick one in Summary/);
		expectMessage(await withId('my summary'), /not the ID of a summary/, /summary_1CGH/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

test('the list shows the titles of the videos, and is searched by them', async () => {
	const cats = await created(await newVideo(world, { title: 'Cats' }));
	await created(await newVideo(world, { title: 'Dogs' }));
	expect(await list(world, 'searchSummaries')).toHaveLength(2);
	expect(await list(world, 'searchSummaries', 'cat')).toEqual([
		{ name: expect.stringMatching(/^Cats \(2026-11-23 \d\d:\d\d\)$/), value: cats },
	]);
});
