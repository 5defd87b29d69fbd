import { byId, useEmulator } from '../support/apiVideo';
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

let now = Date.parse('2026-11-23T12:00:00Z');
const world = useEmulator({ now: () => now });

const upload = async (fileName: string, content: Buffer) =>
	await operate(world, 'watermark', 'upload', {}, { items: [file(fileName, content)] });

async function uploaded(): Promise<string> {
	now += 60_000;
	return String(jsonOf(await upload('logo.png', images.png)).watermarkId);
}

test.each([
	['png', 'logo', 'logo.png', 'image/png'],
	['jpeg', 'Logo.JPEG', 'Logo.jpg', 'image/jpeg'],
] as const)('Upload takes a %s image', async (format, fileName, sentName, contentType) => {
	const watermark = jsonOf(await upload(fileName, images[format]));
	expect(watermark).toEqual({
		watermarkId: expect.stringMatching(/^watermark_/),
		createdAt: expect.any(String),
	});
	const { asked, fields } = lastRequest(world);
	expect(asked).toBe('POST /watermarks');
	expect(fields).toMatchObject([
		{ name: 'file', filename: sentName, contentType, bytes: images[format].length },
	]);
});

test.each([
	['webp', 'a WebP image'],
	['gif', 'no image'],
] as const)('Upload refuses a %s image', async (format, what) => {
	expectMessage(
		await upload('logo.png', images[format]),
		new RegExp(`logo\\.png.*a watermark: it is ${what}`),
		/Input Binary Field.*JPEG or PNG/,
	);
	expect(world.emulator.requests.entries).toEqual([]);
});

test('Upload needs a file', async () => {
	const none = await operate(world, 'watermark', 'upload');
	expectMessage(none, /no binary field named 'data'/, /no file at all/);
	expectMessage(await upload('logo.png', Buffer.alloc(0)), /logo\.png' is empty/, /file/);
});

test('Get Many puts out the newest first, or the oldest', async () => {
	const ids = [await uploaded(), await uploaded(), await uploaded()];
	const many = async (parameters: object) =>
		allOf(await operate(world, 'watermark', 'getAll', { ...parameters })).map(
			({ watermarkId }) => watermarkId,
		);
	expect(await many({ returnAll: true })).toEqual([...ids].reverse());
	expect(await many({ returnAll: true, options: { sortOrder: 'asc' } })).toEqual(ids);
	const { asked, query } = lastRequest(world);
	expect(asked).toBe('GET /watermarks');
	expect(query).toMatchObject({ sortBy: 'createdAt', sortOrder: 'asc' });
	expect(await many({ returnAll: false, limit: 1 })).toEqual([ids[2]]);
});

test('Delete deletes it', async () => {
	const watermarkId = await uploaded();
	const parameters = { watermarkId: byId(watermarkId) };
	expect(jsonOf(await operate(world, 'watermark', 'delete', parameters))).toEqual({
		deleted: true,
		watermarkId,
	});
	expect(lastRequest(world).asked).toBe(`DELETE /watermarks/${watermarkId}`);
	expectMessage(
		await operate(world, 'watermark', 'delete', parameters),
		new RegExp(`The watermark ${watermarkId} was not found`),
		/ID/,
	);
});

test('Delete needs an ID', async () => {
	const remove = async (id: string) =>
		await operate(world, 'watermark', 'delete', { watermarkId: byId(id) });
	expectMessage(await remove('={{ "" }}'), /No watermark was picked/, /Pick one in Watermark/);
	expectMessage(await remove('my logo/..'), /not the ID of a watermark/, /watermark_1BWr/);
	expect(world.emulator.requests.entries).toEqual([]);
});

test('the list shows the newest first, and is searched by what it shows', async () => {
	const ids = [await uploaded(), await uploaded()];
	const shown = await list(world, 'searchWatermarks');
	expect(shown.map(({ value }) => value)).toEqual([...ids].reverse());
	expect(shown[0].name).toMatch(/^2026-11-23 \d\d:\d\d \(watermark_/);
	expect(await list(world, 'searchWatermarks', ids[0].toLowerCase())).toEqual([shown[1]]);
	expect(await list(world, 'searchWatermarks', 'nothing')).toEqual([]);
});

test('what was uploaded can be put onto a new video', async () => {
	const id = await uploaded();
	await newVideo(world, { watermark: { value: { id, top: '10px' } } });
	expect(lastRequest(world).body).toMatchObject({ watermark: { id, top: '10px' } });
});
