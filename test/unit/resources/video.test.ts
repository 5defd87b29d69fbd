import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Operation } from '../../../nodes/ApiVideo/resources/operation';
import { get } from '../../../nodes/ApiVideo/resources/video/get';
import { update } from '../../../nodes/ApiVideo/resources/video/update';
import { attributesIn } from '../../../nodes/ApiVideo/resources/video/uploadFields';
import { withActions } from '../support/actions';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { locator, runOperation } from '../support/runOperation';
import { expectReadable, troubleOf } from '../support/troubles';

const URL = 'https://sandbox.api.video/videos/vi1';
const entry = (key: string, value: string) => ({ key, value });
const PRESENT = {
	videoId: 'vi1',
	title: 'Old',
	tags: ['a', 'b'],
	metadata: [entry('x', '1'), entry('y', '2')],
};

function world(parameters: IDataObject, ...steps: Array<IN8nHttpFullResponse | Error>) {
	const node = new FakeNode({
		parameters: { videoId: locator('id', 'vi1'), ...parameters },
		reply: answers(...steps),
	});
	return { node, run: async (operation: Operation) => await runOperation(operation, node) };
}

describe('Get', () => {
	it('puts out the video under its own names', async () => {
		const { node, run } = world({ simplify: false }, response(200, PRESENT));
		expect(await run(get)).toEqual(PRESENT);
		expect(node.asked).toEqual([`GET ${URL}`]);
	});

	it('is simplified unless all is wanted', async () => {
		const player = 'https://embed.api.video/vod/vi1';
		const assets = { player, iframe: '<iframe>' };
		const { run } = world({}, response(200, { ...PRESENT, panoramic: false, assets }));
		expect(await run(get)).toEqual({ ...PRESENT, player });
	});

	it('names the video that nobody knows', async () => {
		const { run } = world({}, problemResponse(404, 'resource-not-found'));
		const trouble = await troubleOf(() => run(get));
		expectReadable(trouble);
		expect(trouble.message).toBe('The video vi1 was not found');
	});
});

describe('Update', () => {
	const updated = async (updateFields: IDataObject) => {
		const { node, run } = world(withActions(updateFields) as IDataObject, response(200, PRESENT));
		const result = await run(update);
		return { node, result, body: node.requests.at(-1)?.body };
	};

	it('sends what was given, and puts out the video', async () => {
		const { node, result, body } = await updated({ title: ' New ', public: false });
		expect(node.asked).toEqual([`PATCH ${URL}`]);
		expect(body).toEqual({ title: 'New', public: false });
		expect(result).toEqual(PRESENT);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ description: '' }, { description: '' }],
		[{ description: 'Text' }, { description: 'Text' }],
		[{ playerId: 'none' }, { playerId: null }],
		[{ playerId: locator('list', 'none') }, { playerId: null }],
		[{ playerId: locator('id', ' None ') }, { playerId: null }],
		[{ playerId: 'pl1' }, { playerId: 'pl1' }],
		[{ panoramic: false }, { panoramic: false }],
		[
			{ language: 'no', transcript: true },
			{ language: 'no', transcript: true },
		],
		[{ language: 'none' }, { language: null }],
		[{ transcriptSummaryAttributes: ['abstract'] }, { transcriptSummaryAttributes: ['abstract'] }],
		[{ tags: 'a, c', tagsAction: 'replace' }, { tags: ['a', 'c'] }],
		[{ tags: [], tagsAction: 'replace' }, { tags: [] }],
		[{ tags: '[]', tagsAction: 'Replace' }, { tags: [] }],
		[{ title: 'New', tags: '[]' }, { title: 'New' }],
		[{ title: 'New', tags: [], tagsAction: 'remove' }, { title: 'New' }],
		[{ tagsAction: 'removeAll' }, { tags: [] }],
		[{ tags: null, tagsAction: 'removeAll' }, { tags: [] }],
		[{ tagsAction: 'Remove All', tags: '' }, { tags: [] }],
		[
			{ language: 'Norwegian', public: 'false' },
			{ language: 'no', public: false },
		],
		[
			{ mp4Support: 'True', description: 7 },
			{ mp4Support: true, description: '7' },
		],
		[{ tags: 'a', tagsAction: 'replace' }, { tags: ['a'] }],
		[{ title: 'New', tagsAction: 'add', metadataAction: 'remove' }, { title: 'New' }],
		[{ title: 'New', notAField: 1, constructor: 1, toString: 'x' }, { title: 'New' }],
	])('%j becomes %j, without reading the video', async (fields, body) => {
		const { node, body: sent } = await updated(fields);
		expect(node.asked).toEqual([`PATCH ${URL}`]);
		expect(sent).toEqual(body);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ tags: 'b, c' }, { tags: ['a', 'b', 'c'] }],
		[{ tags: 'b, c', tagsAction: 'add' }, { tags: ['a', 'b', 'c'] }],
		[{ tags: 'b, c', tagsAction: 'remove' }, { tags: ['a'] }],
		[
			{ metadata: { metadataValues: [entry('y', '9')] }, metadataAction: 'add' },
			{ metadata: [entry('x', '1'), entry('y', '9')] },
		],
		[
			{ metadata: { metadataValues: [entry('x', '')] }, metadataAction: 'remove' },
			{ metadata: [entry('y', '2')] },
		],
		[
			{ metadata: { metadataValues: [entry('x', '9')] } },
			{ metadata: [entry('y', '2'), entry('x', '9')] },
		],
		[
			{ metadata: { metadataValues: [entry('x', '9')] }, metadataAction: 'replace' },
			{ metadata: [entry('x', '9')] },
		],
		[
			{ tags: 'c', tagsAction: 'add', metadata: {}, metadataAction: 'replace' },
			{ tags: ['a', 'b', 'c'] },
		],
		[{ metadataAction: 'removeAll' }, { metadata: [] }],
		[{ metadata: null, metadataAction: 'removeAll' }, { metadata: [] }],
		[{ metadataAction: 'removeAll', metadata: {} }, { metadata: [] }],
		[
			{ metadata: [{ key: 'x', value: null }], metadataAction: 'remove' },
			{ metadata: [entry('y', '2')] },
		],
	])('%j reads the video once, and becomes %j', async (fields, body) => {
		const { node, body: sent } = await updated(fields);
		expect(node.asked).toEqual([`GET ${URL}`, `PATCH ${URL}`]);
		expect(sent).toEqual(body);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ metadataJson: '{"y":"9"}', metadataAction: 'replace' }, { metadata: [entry('y', '9')] }],
		[
			{ metadataJson: [entry('y', '9')], metadataAction: 'add' },
			{ metadata: [entry('x', '1'), entry('y', '9')] },
		],
		[{ metadataJson: { x: null }, metadataAction: 'remove' }, { metadata: [entry('y', '2')] }],
		[
			{ metadata: [entry('a', '1')], metadataJson: { b: '2' }, metadataAction: 'replace' },
			{ metadata: [entry('a', '1'), entry('b', '2')] },
		],
		[{ metadataJson: '[]', metadataAction: 'removeAll' }, { metadata: [] }],
	])('takes metadata as JSON: %j becomes %j', async (fields, body) => {
		const { body: sent } = await updated(fields);
		expect(sent).toEqual(body);
	});

	it.each([[], '[]', {}, '{}', '', ' '])(
		'never replaces metadata by JSON without entries: %j',
		async (metadataJson) => {
			const replaced = { title: 'New', metadataJson, metadataAction: 'replace' };
			const parameters = withActions(replaced) as IDataObject;
			const { node, run } = world(parameters, response(200, PRESENT));
			const trouble = await troubleOf(() => run(update));
			expectReadable(trouble);
			expect(trouble.message).toBe('Metadata (JSON) has no entries');
			expect(trouble.advice).toContain('Remove All as Metadata Action');
			expect(node.requests).toEqual([]);
			const { body } = await updated({ title: 'New', metadataJson, metadataAction: 'add' });
			expect(body).toEqual({ title: 'New' });
		},
	);

	it('can add to a video that has no tags and no metadata', async () => {
		const metadata = [entry('z', '')];
		const fields = { tags: 'a', tagsAction: 'add', metadata, metadataAction: 'add' };
		const bare = response(200, { videoId: 'vi1' });
		const { node, run } = world(withActions(fields) as IDataObject, bare);
		await run(update);
		expect(node.requests[1].body).toEqual({ tags: ['a'], metadata });
	});

	it('keeps what the node itself has stored when metadata is replaced', async () => {
		const own = [entry('n8n-idempotency-key', 'k'), entry('n8n-file-fingerprint', 'f')];
		const stored = response(200, { videoId: 'vi1', metadata: [entry('x', '1'), ...own] });
		const given = [entry('y', '2'), own[0]];
		const fields = { metadata: { metadataValues: given }, metadataAction: 'replace' };
		const { node, run } = world(withActions(fields) as IDataObject, stored);
		await run(update);
		expect(node.requests[1].body).toEqual({ metadata: [...given, own[1]] });
	});

	it.each(['add', 'replace'])(
		'takes over nothing that it keeps of another video: %s',
		async (action) => {
			const own = [entry('n8n-idempotency-key', 'k'), entry('n8n-file-fingerprint', 'f')];
			for (const metadata of [own, [own[0], entry('n8n-file-fingerprint', 'g')], []]) {
				const stored = response(200, { videoId: 'vi1', metadata });
				const copied = JSON.stringify([entry('x', '1'), ...own]);
				const fields = { metadataJson: copied, metadataAction: action };
				const { node, run } = world(withActions(fields) as IDataObject, stored);
				if (metadata === own) {
					await run(update);
					continue;
				}
				const trouble = await troubleOf(async () => await run(update));
				expectReadable(trouble);
				expect(trouble.message).toMatch(/^Metadata has the key 'n8n-(idempotency|file)/);
				expect(node.requests).toHaveLength(1);
			}
		},
	);

	it('keeps what the node itself has stored when all metadata is removed, unless it is named', async () => {
		const own = [entry('n8n-idempotency-key', 'k'), entry('n8n-file-fingerprint', 'f')];
		const stored = response(200, { videoId: 'vi1', metadata: [entry('x', '1'), ...own] });
		const all = world(withActions({ metadataAction: 'removeAll' }) as IDataObject, stored);
		await all.run(update);
		expect(all.node.requests[1].body).toEqual({ metadata: own });
		const named = [own[1]];
		const updateFields = { metadata: named, metadataAction: 'remove' };
		const one = world(withActions(updateFields) as IDataObject, stored);
		await one.run(update);
		expect(one.node.requests[1].body).toEqual({ metadata: [entry('x', '1'), own[0]] });
	});

	it.each<IDataObject>([
		{ tags: null },
		{ metadata: null },
		{ metadata: {} },
		{ metadata: { metadataValues: [] } },
		{ metadata: [] },
		{ language: null },
		{ playerId: null },
		{ playerId: locator('id', null as unknown as string) },
		{ playerId: { __rl: true, mode: 'id', value: undefined } },
		{ description: null },
		{ title: null },
		{ panoramic: null },
		{ transcriptSummaryAttributes: null },
	])('%j removes nothing, and leaves what else was given', async (fields) => {
		const { node, body } = await updated({ mp4Support: false, ...fields });
		expect(node.asked).toEqual([`PATCH ${URL}`]);
		expect(body).toEqual({ mp4Support: false });
		const { node: alone, run } = world(withActions(fields) as IDataObject, response(200, PRESENT));
		expect((await troubleOf(() => run(update))).message).toBe('There is nothing to update');
		expect(alone.requests).toEqual([]);
	});

	it('changes nothing when the video cannot be read', async () => {
		const fields = { tags: 'a', tagsAction: 'add' };
		const { node, run } = world(
			withActions(fields) as IDataObject,
			problemResponse(404, 'resource-not-found'),
		);
		expect((await troubleOf(() => run(update))).message).toBe('The video vi1 was not found');
		expect(node.asked).toEqual([`GET ${URL}`]);
	});

	it.each<[string, IDataObject, string]>([
		['no field', {}, 'There is nothing to update'],
		['no field but an action', { tagsAction: 'add' }, 'There is nothing to update'],
		['an empty title', { title: '  ' }, 'Title is empty'],
		[
			'metadata that is none',
			{ metadata: { Author: 'John' } },
			'Metadata does not consist of rows',
		],
		['rows without a key', { metadata: { metadataValues: [entry('', 'x')] } }, 'Key is empty'],
		['a value that was not found', { metadata: [{ key: 'x' }] }, "Metadata has no value for 'x'"],
		['tags that came out empty', { tags: '' }, 'Tags is empty'],
		['tags that are an object', { tags: { a: 1 } }, 'Tags is not a list of texts'],
		['a player theme left empty', { playerId: locator('list', '') }, 'Player Theme is empty'],
		['a player theme that came out empty', { playerId: '' }, 'Player Theme is empty'],
		['a title that is an object', { title: { a: 1 } }, 'Title is not a text'],
		['a description that is a list', { description: ['a'] }, 'Description is not a text'],
		['Public that came out empty', { public: null }, 'Public is empty'],
		['a switch that is none', { panoramic: 'yes' }, 'Panoramic is neither on nor off'],
		['an unknown language', { language: 'klingon' }, 'Language has a value'],
		['an unknown action', { tags: 'a', tagsAction: 'append' }, 'Tags Action has a value'],
		['an unknown action alone', { title: 'x', metadataAction: 'x' }, 'Metadata Action has a value'],
		[
			'both all and some',
			{ tags: 'a', tagsAction: 'removeAll' },
			'Tags Action is Remove All, and T',
		],
		[
			'both all and some metadata',
			{ metadata: [entry('a', '1')], metadataAction: 'removeAll' },
			'Metadata Action is Remove All, and Metadata is filled in',
		],
		[
			'both all and some metadata as JSON',
			{ metadataJson: '{"a":"1"}', metadataAction: 'removeAll' },
			'Metadata Action is Remove All, and Metadata is filled in',
		],
		[
			'a key twice',
			{ metadata: [entry('a', '1')], metadataJson: { a: '2' } },
			"has the key 'a' twice",
		],
	])('sends nothing for %s', async (_case, updateFields, message) => {
		const { node, run } = world(withActions(updateFields) as IDataObject, response(200, PRESENT));
		const trouble = await troubleOf(() => run(update));
		expectReadable(trouble);
		expect(trouble.message).toContain(message);
		expect(node.requests).toEqual([]);
	});
});

describe('Additional Fields', () => {
	it.each<[IDataObject, IDataObject]>([
		[{}, {}],
		[
			{ description: 'A', public: false, panoramic: true, mp4Support: false, language: 'de' },
			{ description: 'A', public: false, panoramic: true, mp4Support: false, language: 'de' },
		],
		[{ tags: 'a, b' }, { tags: ['a', 'b'] }],
		[{ tags: '', language: null, mp4Support: null }, {}],
		[{ metadata: { metadataValues: [entry('a', '1')] } }, { metadata: [entry('a', '1')] }],
		[{ metadataJson: '{"a":1}' }, { metadata: [entry('a', '1')] }],
		[{ metadataJson: '', metadata: {} }, {}],
		[
			{ clip: { value: { startTimecode: '00:01:15', endTimecode: '' } } },
			{ clip: { startTimecode: '00:01:15' } },
		],
		[
			{ clip: { value: { startTimecode: 75, endTimecode: '90.5' } } },
			{ clip: { startTimecode: '00:01:15', endTimecode: '00:01:30.50' } },
		],
		[
			{ clip: { value: { startTimecode: '00:00:01:12', endTimecode: '00:00:01:20' } } },
			{ clip: { startTimecode: '00:00:01:12', endTimecode: '00:00:01:20' } },
		],
		[
			{ watermark: { value: { id: 'watermark_1', top: '10px', left: '' } } },
			{ watermark: { id: 'watermark_1', top: '10px' } },
		],
		[{ playerId: 'pl1' }, { playerId: 'pl1' }],
		// The service refuses an empty one, and a new video has no player that could be removed.
		[{ playerId: '' }, {}],
		[{ notAField: 1 }, {}],
	])('%j become %j', (fields, attributes) => {
		expect(attributesIn(fields)).toEqual(attributes);
	});

	it.each<IDataObject>([
		{ clip: {} },
		{ clip: { value: {} } },
		{ clip: { value: { startTimecode: '', endTimecode: null } } },
		{ clip: null },
		{ watermark: {} },
		{ watermark: { value: { id: '', top: '', width: '' } } },
		{ watermark: { value: { id: locator('list', null as unknown as string) } } },
	])('%j is what n8n has left of an expression: it stops', async (fields) => {
		const trouble = await troubleOf(() => attributesIn(fields));
		expectReadable(trouble);
		expect(trouble.message).toMatch(/^(Clip|Watermark) is empty$/);
	});

	it.each<IDataObject>([
		{ metadataJson: [entry('a', '1'), entry('n8n-idempotency-key', 'drive-1')] },
		{ metadataJson: '{"n8n-file-fingerprint": "19-abc"}' },
		{ metadata: { metadataValues: [entry('n8n-file-fingerprint', '19-abc')] } },
	])('%j would let a new video pass for the one it was copied from: it stops', async (fields) => {
		const trouble = await troubleOf(() => attributesIn(fields));
		expectReadable(trouble);
		expect(trouble.message).toMatch(
			/^Metadata has the key 'n8n-(idempotency-key|file-fingerprint)'/,
		);
	});

	it.each<[IDataObject, RegExp]>([
		[{ startTimecode: '1:15' }, /^Start Timecode is not a time: '1:15'$/],
		[{ endTimecode: 'the end' }, /^End Timecode is not a time: 'the end'$/],
		[{ startTimecode: '00:00:01:123' }, /^Start Timecode is not a time/],
		[{ startTimecode: '00:02:00', endTimecode: '00:01:00' }, /^Start Timecode is not before End/],
		[{ startTimecode: '60', endTimecode: '00:01:00' }, /^Start Timecode is not before End/],
	])('a clip of %j is told', async (value, message) => {
		const trouble = await troubleOf(() => attributesIn({ clip: { value } }));
		expectReadable(trouble);
		expect(trouble.message).toMatch(message);
	});
});
