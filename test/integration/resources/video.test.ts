import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { API_KEY, byId, upload, useEmulator } from '../support/apiVideo';
import { fileOf } from '../support/files';
import { withActions } from '../../unit/support/actions';
import {
	allOf,
	expectMessage,
	file,
	images,
	jsonOf,
	lastRequest,
	list,
	newVideo,
	operate,
} from './support';

const world = useEmulator();

const metadata = (key: string, value: string) => ({ metadataValues: [{ key, value }] });
const titles = (videos: IDataObject[]) => videos.map(({ title }) => title);

async function turnOnVideoRestore(): Promise<void> {
	const { status } = await fetch(`${world.emulator.url}/emulator/video-restore`, {
		method: 'POST',
		body: JSON.stringify({ enabled: true }),
	});
	expect(status).toBe(204);
}

describe('Get Many', () => {
	beforeEach(async () => {
		await newVideo(world, { title: 'Alpha', tags: 'a, b', description: 'In New Zealand' });
		await newVideo(world, { title: 'Beta', tags: 'b', metadata: metadata('Author', 'Jo & Co') });
		await newVideo(world, { title: 'Gamma', metadata: metadata('Author', 'Ann') });
	});

	const many = async (parameters: INodeParameters) =>
		allOf(await operate(world, 'video', 'getAll', { returnAll: true, ...parameters }));

	test.each<[INodeParameters, string[]]>([
		[{}, ['Alpha', 'Beta', 'Gamma']],
		[{ title: 'eta' }, ['Beta']],
		[{ tags: 'b' }, ['Alpha', 'Beta']],
		[{ tags: 'a, b' }, ['Alpha']],
		[{ tags: ['a', 'b'] }, ['Alpha']],
		[{ metadata: metadata('Author', 'Jo & Co') }, ['Beta']],
		[{ metadataJson: '={{ ({ Author: "Jo & Co" }) }}' }, ['Beta']],
		[{ description: 'New Zealand' }, ['Alpha']],
		[{ liveStreamId: 'li400mYKSgQ6xs7taUeSaEKr' }, []],
		[{ title: 'a', tags: 'b' }, ['Alpha', 'Beta']],
	])('the filters %j leave %j', async (filters, wanted) => {
		expect(titles(await many({ filters })).sort()).toEqual(wanted);
	});

	test('is sorted as wanted', async () => {
		const options = { sortBy: 'title', sortOrder: 'asc' };
		expect(titles(await many({ options }))).toEqual(['Alpha', 'Beta', 'Gamma']);
		expect(titles(await many({ options: { ...options, sortOrder: 'desc' } }))).toEqual([
			'Gamma',
			'Beta',
			'Alpha',
		]);
	});

	test('stops at the limit', async () => {
		expect(await many({ returnAll: false, limit: 2 })).toHaveLength(2);
		expect(lastRequest(world).query).toMatchObject({ pageSize: '2' });
	});

	test('is simplified to ten fields, unless all are wanted', async () => {
		const options = { sortBy: 'title', sortOrder: 'asc' };
		const [simple] = await many({ options });
		expect(Object.keys(simple).length).toBeLessThanOrEqual(10);
		expect(simple).toMatchObject({ title: 'Alpha', public: true, tags: ['a', 'b'] });
		expect(simple.player).toBe(`${world.emulator.url}/vod/${String(simple.videoId)}`);
		expect(simple).not.toHaveProperty('assets');
		const [raw] = await many({ options, simplify: false });
		expect(raw).toMatchObject({ title: 'Alpha', panoramic: false, discarded: false });
		expect(raw).toHaveProperty('assets.iframe');
	});
});

test('Get Many goes through all pages', async () => {
	for (let count = 0; count < 101; count += 1) {
		await fetch(`${world.emulator.url}/videos`, {
			method: 'POST',
			headers: {
				authorization: `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`,
			},
			body: JSON.stringify({ title: `Video ${count}` }),
		});
	}
	world.emulator.requests.clear();
	const found = allOf(await operate(world, 'video', 'getAll', { returnAll: true }));
	expect(new Set(titles(found)).size).toBe(101);
	expect(world.emulator.requests.matching('GET', '/videos')).toHaveLength(2);
});

describe('Update by expressions that found nothing', () => {
	const update = async (updateFields: INodeParameters) => {
		const videoId = await newVideo(world, { tags: 'a', metadata: metadata('Author', 'Ann') });
		world.emulator.requests.clear();
		return await operate(world, 'video', 'update', {
			videoId: byId(videoId),
			...withActions(updateFields),
		});
	};

	test.each<[INodeParameters, RegExp]>([
		[{ tags: '={{ $json.no }}' }, /nothing to update/],
		[{ tags: '={{ "" }}' }, /^Tags is empty/],
		[{ metadata: '={{ $json.no }}' }, /nothing to update/],
		[{ metadata: '={{ [{ key: "a", value: "b" }] }}' }, /nothing to update/],
		[{ metadataJson: '={{ $json.no }}' }, /nothing to update/],
		[{ metadataJson: '={{ [] }}', metadataAction: 'replace' }, /^Metadata \(JSON\) has no entries/],
		[{ metadataJson: '=Rows: {{ [{ key: "a" }] }}' }, /^Metadata \(JSON\) is not JSON/],
		[{ metadata: { metadataValues: '={{ [] }}' } }, /^Key is empty in row 1 of Metadata/],
		[{ metadata: metadata('={{ $json.no }}', 'x') }, /^Key is empty in row 1 of Metadata/],
		[{ metadata: metadata('Author', '={{ $json.no }}') }, /^Metadata has no value for 'Author'/],
		[{ language: '={{ $json.no }}', playerId: '={{ $json.no }}' }, /nothing to update/],
	])('%j changes nothing', async (fields, what) => {
		expectMessage(await update(fields), what, /./);
		expect(world.emulator.requests.matching('PATCH', /./)).toEqual([]);
	});

	test.each([
		'={{ [{ key: "Year", value: 2026 }, { key: "Author", value: "Bo" }] }}',
		'={{ ({ Year: 2026, Author: "Bo" }) }}',
		'={{ JSON.stringify({ Year: 2026, Author: "Bo" }) }}',
		'{"Year": "2026", "Author": "Bo"}',
	])('one expression gives all metadata: %s', async (metadataJson) => {
		expect(jsonOf(await update({ metadataJson, metadataAction: 'replace' })).metadata).toEqual([
			{ key: 'Year', value: '2026' },
			{ key: 'Author', value: 'Bo' },
		]);
	});

	test.each<[INodeParameters, boolean]>([
		[{ title: 'New', metadata: '={{ [{ key: "a", value: "b" }] }}' }, true],
		[{ title: 'New', metadata: {} }, true],
		[{ title: 'New' }, false],
		[{ title: 'New', metadata: '={{ $json.no }}' }, true],
		[{ metadata: {}, metadataAction: 'removeAll' }, false],
		[{ metadata: metadata('a', 'b') }, false],
	])('%j says whether rows were left out: %s', async (fields, told) => {
		const { error, hints } = await update(fields);
		expect(error).toBeUndefined();
		expect(hints.map(({ message }) => message)).toEqual(
			told ? [expect.stringMatching(/^Metadata had no rows and was left out\./)] : [],
		);
	});

	test('a new video says so as well', async () => {
		const additionalFields = { metadata: '={{ ({ a: 1 }) }}' } as INodeParameters;
		const run = { source: 'none', title: 'A', additionalFields };
		const { hints } = await operate(world, 'video', 'create', run);
		expect(hints.map(({ message }) => message).join()).toContain('put it into Metadata (JSON).');
	});

	test('Remove All takes away what was there', async () => {
		const actions = { tagsAction: 'removeAll', metadataAction: 'removeAll' };
		expect(jsonOf(await update(actions))).toMatchObject({
			tags: [],
			metadata: [],
		});
	});
});

describe('Delete', () => {
	test('deletes the video', async () => {
		const videoId = await newVideo(world);
		const deleted = await operate(world, 'video', 'delete', { videoId: byId(videoId) });
		expect(jsonOf(deleted)).toEqual({ deleted: true, videoId });
		expect(lastRequest(world).asked).toBe(`DELETE /videos/${videoId}`);
		expect(allOf(await operate(world, 'video', 'getAll', { returnAll: true }))).toEqual([]);
	});

	test('understands the address of the player', async () => {
		const videoId = await newVideo(world);
		const url = { __rl: true, mode: 'url', value: `https://embed.api.video/vod/${videoId}?x=1` };
		const deleted = await operate(world, 'video', 'delete', { videoId: url });
		expect(jsonOf(deleted)).toEqual({ deleted: true, videoId });
	});
});

test('Get Status says what has arrived and can be watched', async () => {
	const uploaded = await upload(world, { items: [{ file: fileOf(10).path }] });
	const videoId = String(jsonOf(uploaded).videoId);
	const status = jsonOf(await operate(world, 'video', 'getStatus', { videoId: byId(videoId) }));
	expect(lastRequest(world).asked).toBe(`GET /videos/${videoId}/status`);
	expect(status).toMatchObject({ videoId, ingest: { filesize: 10 } });
	expect(status).toHaveProperty('encoding.playable');
});

describe('Set Thumbnail', () => {
	const set = async (videoId: string, parameters: INodeParameters, items = [{}]) =>
		await operate(
			world,
			'video',
			'setThumbnail',
			{ videoId: byId(videoId), ...parameters },
			{ items },
		);

	test.each([
		['00:01:15', '00:01:15'],
		['00:01:15.50', '00:01:15.50'],
		['00:01:15:12', '00:01:15:12'],
		[75, '00:01:15'],
		['3725', '01:02:05'],
		['75.5', '00:01:15.50'],
		[0, '00:00:00'],
	])('takes the frame at %s', async (timecode, sent) => {
		const videoId = await newVideo(world);
		const video = jsonOf(await set(videoId, { thumbnailFrom: 'timecode', timecode }));
		expect(video).toMatchObject({ videoId, title: 'Film' });
		const { asked, body } = lastRequest(world);
		expect(asked).toBe(`PATCH /videos/${videoId}/thumbnail`);
		expect(body).toEqual({ timecode: sent });
	});

	test.each(['={{ "" }}', 'soon', '1:15', '00:75:00', '-5', '00:00:01; x'])(
		'refuses the timecode %j',
		async (timecode) => {
			const videoId = await newVideo(world);
			world.emulator.requests.clear();
			const result = await set(videoId, { thumbnailFrom: 'timecode', timecode });
			expectMessage(result, /^Timecode is/, /00:01:15/);
			expect(world.emulator.requests.entries).toEqual([]);
		},
	);

	test.each([
		['jpeg', 'photo.jpg', 'image/jpeg', 'photo.jpg'],
		['png', 'photo', 'image/png', 'photo.png'],
		['webp', 'my.photo.bin', 'image/webp', 'my.photo.webp'],
	] as const)('takes a %s image', async (format, fileName, contentType, sentName) => {
		const videoId = await newVideo(world);
		const image = images[format];
		const items = [file(fileName, image)];
		const video = jsonOf(await set(videoId, { thumbnailFrom: 'image' }, items));
		const { asked, fields } = lastRequest(world);
		expect(asked).toBe(`POST /videos/${videoId}/thumbnail`);
		expect(fields).toMatchObject([{ name: 'file', filename: sentName, contentType }]);
		const { thumbnail } = video.assets as { thumbnail: string };
		const shown = Buffer.from(await (await fetch(thumbnail)).arrayBuffer());
		expect(shown.equals(image)).toBe(true);
	});

	test('refuses what is no image, or too large', async () => {
		const videoId = await newVideo(world);
		world.emulator.requests.clear();
		const parameters = { thumbnailFrom: 'image' };
		const gif = await set(videoId, parameters, [file('photo.jpg', images.gif)]);
		expectMessage(gif, /photo\.jpg.*thumbnail.*no image/, /Input Binary Field.*JPEG, PNG, WebP/);
		const large = Buffer.concat([images.png, Buffer.alloc(8 * 1024 * 1024)]);
		const tooLarge = await set(videoId, parameters, [file('big.png', large)]);
		expectMessage(tooLarge, /big\.png.*too large for a thumbnail/, /8\.0 MiB is the limit/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

describe('Video Restore', () => {
	const operations = ['getDiscarded', 'restore'];

	async function discard(title: string): Promise<string> {
		await turnOnVideoRestore();
		const videoId = await newVideo(world, { title, tags: title });
		jsonOf(await operate(world, 'video', 'delete', { videoId: byId(videoId) }));
		return videoId;
	}

	test('Get Many Discarded finds what was deleted, by every filter', async () => {
		const videoId = await discard('Alpha');
		await discard('Beta');
		const many = async (filters: INodeParameters, simplify = true) =>
			allOf(
				await operate(world, 'video', 'getAllDiscarded', { returnAll: true, filters, simplify }),
			);
		expect(await many({})).toHaveLength(2);
		expect(lastRequest(world).asked).toBe('GET /discarded/videos');
		const [simple] = await many({ title: 'Alp', tags: 'Alpha' });
		expect(simple).toMatchObject({ videoId, title: 'Alpha', deletesAt: expect.any(String) });
		expect(simple).not.toHaveProperty('panoramic');
		const [raw] = await many({ title: 'Alp' }, false);
		expect(raw).toMatchObject({ videoId, discarded: true, assets: null });
	});

	test('Get Discarded says until when it is kept', async () => {
		const videoId = await discard('Alpha');
		const parameters = { videoId: byId(videoId) };
		const simple = jsonOf(await operate(world, 'video', 'getDiscarded', parameters));
		expect(lastRequest(world).asked).toBe(`GET /discarded/videos/${videoId}`);
		expect(simple).toMatchObject({ videoId, deletesAt: expect.any(String) });
		expect(simple).not.toHaveProperty('panoramic');
		const raw = await operate(world, 'video', 'getDiscarded', { ...parameters, simplify: false });
		expect(jsonOf(raw)).toMatchObject({ discarded: true, discardedAt: expect.any(String) });
	});

	test('Restore brings the video back', async () => {
		const videoId = await discard('Alpha');
		const video = jsonOf(await operate(world, 'video', 'restore', { videoId: byId(videoId) }));
		expect(video).toMatchObject({ videoId, title: 'Alpha', discarded: false });
		const { asked, body } = lastRequest(world);
		expect(asked).toBe(`PATCH /discarded/videos/${videoId}`);
		expect(body).toEqual({ discarded: false });
		jsonOf(await operate(world, 'video', 'get', { videoId: byId(videoId) }));
	});

	test.each(operations)('%s of a video that was not discarded', async (operation) => {
		const videoId = await newVideo(world);
		const result = await operate(world, 'video', operation, { videoId: byId(videoId) });
		expectMessage(result, new RegExp(`The discarded video ${videoId} was not found`), /ID/);
	});

	test('the list shows discarded videos only', async () => {
		const videoId = await discard('Alpha');
		await discard('Beta');
		await newVideo(world, { title: 'Alpha that stays' });
		const found = await list(world, 'searchDiscardedVideos', 'Alpha');
		expect(found).toEqual([
			{ name: expect.stringMatching(/^Alpha \(kept until /), value: videoId },
		]);
	});
});

describe('a video id', () => {
	const image = { thumbnailFrom: 'image' };
	const cases: Array<[string, INodeParameters]> = [
		['delete', {}],
		['getStatus', {}],
		['setThumbnail', { thumbnailFrom: 'timecode', timecode: '00:00:01' }],
		['setThumbnail', image],
		['getDiscarded', {}],
		['restore', {}],
	];

	test.each(cases)('that nobody knows: %s %j', async (operation, parameters) => {
		const videoId = byId('viUnknown');
		const items = [file('a.png', images.png)];
		const result = await operate(world, 'video', operation, { ...parameters, videoId }, { items });
		expectMessage(result, /video viUnknown was not found/, /deleted|environment/);
	});

	test.each(cases)('that is missing: %s %j', async (operation, parameters) => {
		const result = await operate(world, 'video', operation, {
			...parameters,
			videoId: byId('={{ "" }}'),
		});
		expectMessage(result, /No video was picked/, /Pick one in (Discarded )?Video/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});
