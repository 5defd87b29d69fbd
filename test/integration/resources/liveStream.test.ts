import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { withActions } from '../../unit/support/actions';
import { leaked } from '../harness';
import { byId, useEmulator } from '../support/apiVideo';
import { asked, expectMessage, onlyItem, operateOn } from './operateOn';

const world = useEmulator();
const run = operateOn(world, 'liveStream');
const folder = mkdtempSync(join(tmpdir(), 'live-stream-test-'));
const SECRET_KEY = 'key-of-the-other-service';

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const restream = (name: string, serverUrl = 'rtmp://live.example.com/app') => ({
	name,
	serverUrl,
	streamKey: `${SECRET_KEY}-${name}`,
});
const restreams = (...entries: IDataObject[]): INodeParameters =>
	({ restreams: { restreamValues: entries } }) as unknown as INodeParameters;
const names = ({ restreams: list }: IDataObject) => (list as IDataObject[]).map(({ name }) => name);

/** Makes a live stream and forgets that it was asked for. */
async function made(fields: INodeParameters = {}, name = 'Concert'): Promise<IDataObject> {
	const stream = onlyItem(await run('create', { name, additionalFields: fields }));
	world.emulator.requests.clear();
	return stream;
}

const at = ({ liveStreamId }: IDataObject) => byId(String(liveStreamId));

describe('Create', () => {
	test('sends what was filled in, and puts out the stream key', async () => {
		const fields = { public: false, ...restreams(restream('A'), restream('B')) };
		const stream = onlyItem(await run('create', { name: ' Concert ', additionalFields: fields }));
		expect(asked(world)).toEqual(['POST /live-streams']);
		expect(world.emulator.requests.matching('POST', '/live-streams')[0].body).toEqual({
			name: 'Concert',
			public: false,
			restreams: [restream('A'), restream('B')],
		});
		expect(stream).toMatchObject({
			liveStreamId: expect.stringMatching(/^li/),
			streamKey: expect.any(String),
			public: false,
			restreams: [{ name: 'A' }, { name: 'B' }],
		});
	});

	test.each<[string, INodeParameters, RegExp, RegExp]>([
		['no name', { name: ' ' }, /Name is empty/, /needs one/],
		[
			'too many restreams',
			{ additionalFields: restreams(...'abcdef'.split('').map((name) => restream(name))) },
			/too many Restreams: 6/,
			/5 services at most/,
		],
		[
			'a restream without a name',
			{ additionalFields: restreams(restream('')) },
			/Name is empty in row 1 of Restreams/,
			/Fill it in/,
		],
		[
			'a restream without a key',
			{ additionalFields: restreams({ ...restream('A'), streamKey: '' }) },
			/Stream Key of restream 'A' is empty/,
			/Fill it in/,
		],
		[
			'a restream that is no streaming server',
			{ additionalFields: restreams(restream('A', 'https://example.com/app')) },
			/Server URL of restream 'A'.*https:\/\/example\.com/,
			/rtmp:\/\//,
		],
		[
			'a restream without an app',
			{ additionalFields: restreams(restream('A', 'rtmp://example.com')) },
			/Server URL of restream 'A'/,
			/name of the app/,
		],
		[
			'a player theme that is none',
			{ additionalFields: { playerId: byId('my theme') } },
			/'my theme' is not the ID of a player theme/,
			/Check Player Theme/,
		],
	])('%s', async (_name, parameters, what, advice) => {
		expectMessage(await run('create', { name: 'X', ...parameters }), what, advice, SECRET_KEY);
		expect(asked(world)).toEqual([]);
	});

	test('a player theme that nobody knows', async () => {
		const additionalFields = { playerId: 'plUnknown' };
		expectMessage(await run('create', { name: 'X', additionalFields }), /Player/, /Change it/);
	});
});

describe('Get', () => {
	test.each([
		['by ID', (id: string) => byId(id)],
		['by URL', (id: string) => ({ ...byId(`https://embed.api.video/live/${id}`), mode: 'url' })],
		['by the address of its manifest', (id: string) => byId(`https://live.api.video/${id}.m3u8`)],
	])('%s', async (_name, locate) => {
		const stream = await made();
		const liveStreamId = locate(String(stream.liveStreamId));
		expect(onlyItem(await run('get', { liveStreamId }))).toEqual(stream);
		expect(asked(world)).toEqual([`GET /live-streams/${stream.liveStreamId}`]);
	});
});

describe('Get Many', () => {
	test('filters and sorts', async () => {
		await made({}, 'Concert B');
		await made({}, 'Talk');
		await made({}, 'Concert A');
		const { items, error } = await run('getAll', {
			returnAll: true,
			filters: { name: 'Concert' },
			options: { sortBy: 'name', sortOrder: 'asc' },
		});
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.name)).toEqual(['Concert A', 'Concert B']);
		expect(
			world.emulator.requests.matching('GET', '/live-streams').map(({ query }) => query),
		).toEqual([
			{ name: 'Concert', sortBy: 'name', sortOrder: 'asc', currentPage: '1', pageSize: '100' },
		]);
	});

	test('finds one by its stream key, up to a limit', async () => {
		const { streamKey, liveStreamId } = await made();
		await made();
		const filters = { streamKey: String(streamKey) };
		const found = onlyItem(await run('getAll', { returnAll: false, limit: 5, filters }));
		expect(found.liveStreamId).toBe(liveStreamId);
	});
});

describe('Update', () => {
	const update = async (stream: IDataObject, updateFields: INodeParameters) =>
		await run('update', { liveStreamId: at(stream), ...withActions(updateFields) });

	test('changes what was filled in', async () => {
		const stream = await made();
		const updated = onlyItem(await update(stream, { name: 'New', public: false }));
		expect(asked(world)).toEqual([`PATCH /live-streams/${stream.liveStreamId}`]);
		expect(world.emulator.requests.entries.at(-1)?.body).toEqual({ name: 'New', public: false });
		expect(updated).toMatchObject({ name: 'New', public: false });
	});

	test.each([
		['replace', ['B', 'C']],
		['add', ['A', 'B', 'C']],
		['remove', ['A']],
	])('%s restreams', async (restreamsAction, expected) => {
		const stream = await made(restreams(restream('A'), restream('B')));
		const fields = { ...restreams(restream('B'), restream('C')), restreamsAction };
		expect(names(onlyItem(await update(stream, fields)))).toEqual(expected);
	});

	test('a restream that is added takes the place of one with the same name', async () => {
		const stream = await made(restreams(restream('A')));
		const changed = restream('A', 'rtmps://other.example.com/app');
		const fields = { ...restreams(changed), restreamsAction: 'add' };
		expect(onlyItem(await update(stream, fields)).restreams).toEqual([changed]);
	});

	test('one expression gives all restreams', async () => {
		const list = JSON.stringify([restream('B'), restream('C')]);
		for (const restreamsJson of [`={{ ${list} }}`, list]) {
			const stream = await made({ restreamsJson });
			expect(names(stream)).toEqual(['B', 'C']);
			const fields = { ...restreams(restream('A')), restreamsJson, restreamsAction: 'add' };
			expect(names(onlyItem(await update(stream, fields)))).toEqual(['A', 'B', 'C']);
		}
	});

	test.each([
		['create', { name: 'A', additionalFields: { restreams: '={{ [1] }}' } }],
		['update', { updateFields: { name: 'B', restreams: '={{ [1] }}' } }],
	])('%s says that rows were left out', async (operation, parameters) => {
		const liveStreamId = at(await made());
		const { error, hints } = await run(operation, { liveStreamId, ...parameters });
		expect(error).toBeUndefined();
		expect(hints.map(({ message }) => message).join()).toMatch(/^Restreams had no rows and was/);
	});

	test('removes all restreams when that is chosen', async () => {
		const stream = await made(restreams(restream('A')));
		const fields = { restreamsAction: 'removeAll' };
		expect(names(onlyItem(await update(stream, fields)))).toEqual([]);
	});

	test.each<[string, INodeParameters, RegExp, RegExp]>([
		['no rows', { restreams: {} }, /nothing to update/, /Update Fields/],
		['an expression for all rows', { restreams: '={{ null }}' }, /nothing to update/, /Update/],
		[
			'an expression in the place of the rows',
			{ restreams: { restreamValues: '={{ [] }}' } },
			/Name is empty in row 1 of Restreams/,
			/expression/,
		],
		[
			'a row that came out empty',
			{ ...restreams({ name: '={{ $json.no }}' }), restreamsAction: 'remove' },
			/Name is empty in row 1/,
			/remove the row/,
		],
		[
			'all and some',
			{ ...restreams(restream('B')), restreamsAction: 'removeAll' },
			/Restreams Action is Remove All, and Restreams is filled in/,
			/choose Replace/,
		],
		[
			'an unknown action',
			{ ...restreams(restream('B')), restreamsAction: '={{ "append" }}' },
			/Restreams Action/,
			/Remove All/,
		],
		[
			'JSON without entries',
			{ restreamsJson: '={{ [] }}', restreamsAction: 'replace' },
			/Restreams \(JSON\) has no entries/,
			/Remove All as Restreams Action/,
		],
		[
			'half of the JSON',
			{ restreamsJson: JSON.stringify([restream('B')]).slice(1) },
			/Restreams \(JSON\) is not JSON/,
			/Enter JSON such as/,
		],
		[
			'JSON without a name',
			{ restreamsJson: [{ ...restream('B'), name: '' }] as unknown as INodeParameters[] },
			/Name is empty in row 1 of Restreams \(JSON\)/,
			/Fill it in/,
		],
		['a player theme that came out empty', { playerId: byId('={{ "" }}') }, /Player Theme/, /Pick/],
		['a player theme that was not found', { playerId: byId('={{ null }}') }, /nothing/, /Update/],
		['Public that was not found', { public: '={{ null }}' }, /Public is empty/, /remove Public/],
		['a name that is an object', { name: '={{ ({ a: 1 }) }}' }, /Name is not a text/, /text/],
	])('%s: the restreams stay', async (_case, fields, what, advice) => {
		const stream = await made(restreams(restream('A')));
		expectMessage(await update(stream, fields), what, advice, SECRET_KEY);
		expect(asked(world)).toEqual([]);
	});

	test('too many restreams with those that are there', async () => {
		const stream = await made(restreams(...'abcd'.split('').map((name) => restream(name))));
		const fields = { ...restreams(restream('x'), restream('y')), restreamsAction: 'add' };
		expectMessage(await update(stream, fields), /too many Restreams: 6/, /Remove 1/, SECRET_KEY);
		expect(world.emulator.requests.matching('PATCH', /./)).toEqual([]);
	});

	test('nothing', async () => {
		expectMessage(await update(await made(), {}), /nothing to update/, /Update Fields/);
	});
});

test('Delete', async () => {
	const stream = await made();
	const { liveStreamId } = stream;
	const result = await run('delete', { liveStreamId: at(stream) });
	expect(onlyItem(result)).toEqual({ deleted: true, liveStreamId });
	expect(asked(world)).toEqual([`DELETE /live-streams/${liveStreamId}`]);
	const again = await run('get', { liveStreamId: at(stream) });
	expectMessage(again, /live stream li\w+ was not found/, /deleted/);
});

test('Complete: an answer without a body is enough, and one request', async () => {
	const stream = await made();
	const { liveStreamId } = stream;
	const result = await run('complete', { liveStreamId: at(stream) });
	expect(onlyItem(result)).toEqual({ completed: true, liveStreamId });
	expect(asked(world)).toEqual([`PUT /live-streams/${liveStreamId}/complete`]);
});

describe('thumbnail', () => {
	const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
	const file = (name: string, data: Buffer): string => {
		const path = join(folder, name);
		writeFileSync(path, data);
		return path;
	};

	test('Upload Thumbnail sends the image', async () => {
		const stream = await made();
		const items = [{ file: file('cover.png', PNG), mimeType: 'image/png', field: 'image' }];
		const parameters = { liveStreamId: at(stream), binaryPropertyName: 'image' };
		const uploaded = onlyItem(await run('uploadThumbnail', parameters, { items }));
		expect(uploaded.liveStreamId).toBe(stream.liveStreamId);
		expect(asked(world)).toEqual([`POST /live-streams/${stream.liveStreamId}/thumbnail`]);
		expect(world.emulator.requests.entries.at(-1)?.fields).toEqual([
			{ name: 'file', filename: 'cover.png', contentType: 'image/png', bytes: PNG.length },
		]);
	});

	test.each([
		['a video', Buffer.from('not an image at all'), /cannot be used/, /JPEG, PNG, WebP/],
		['too large', Buffer.concat([PNG, Buffer.alloc(9_000_000)]), /too large/, /8\.0 MiB/],
	])('%s', async (name, data, what, advice) => {
		const stream = await made();
		const items = [{ file: file(`${name}.png`, data), mimeType: 'image/png' }];
		const parameters = { liveStreamId: at(stream), binaryPropertyName: 'data' };
		expectMessage(await run('uploadThumbnail', parameters, { items }), what, advice);
		expect(asked(world)).toEqual([]);
	});

	test('Delete Thumbnail', async () => {
		const stream = await made();
		const result = onlyItem(await run('deleteThumbnail', { liveStreamId: at(stream) }));
		expect(result).toMatchObject({ deleted: true, liveStreamId: stream.liveStreamId });
		expect(asked(world)).toEqual([`DELETE /live-streams/${stream.liveStreamId}/thumbnail`]);
	});
});

describe('a live stream', () => {
	const operations = ['get', 'delete', 'complete', 'deleteThumbnail'];

	test.each(operations)('that nobody knows: %s', async (operation) => {
		const result = await run(operation, { liveStreamId: byId('liUnknown') });
		expectMessage(result, /live stream liUnknown was not found/, /Check the ID/);
	});

	test.each([
		['={{ "" }}', /No live stream was picked/],
		['my concert', /'my concert' is not the ID of a live stream/],
	])('that is none: %j', async (id, what) => {
		expectMessage(await run('get', { liveStreamId: byId(id) }), what, /liveStreamId/);
		expect(asked(world)).toEqual([]);
	});
});

test('the key of another service is put out by the API alone, never logged', async () => {
	const result = await run('create', { name: 'X', additionalFields: restreams(restream('A')) });
	expect(leaked({ ...result, everything: JSON.stringify(result.logs) }, SECRET_KEY)).toEqual([]);
});
