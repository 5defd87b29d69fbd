import type { INodeParameters } from 'n8n-workflow';
import { leaked } from '../harness';
import { API_KEY, byId, useEmulator } from '../support/apiVideo';
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
const TEXT = 'WEBVTT\n\n00:00.000 --> 00:04.000\nGrüß Gott\n';
const SRT = '1\n00:00:00,000 --> 00:00:04,000\nHello\n';

const KINDS = [
	['caption', 'captions'],
	['chapter', 'chapters'],
] as const;

describe.each(KINDS)('%s', (resource, path) => {
	let videoId: string;
	beforeEach(async () => {
		videoId = await newVideo(world);
		world.emulator.requests.clear();
	});

	const locators = (language: string): INodeParameters => ({
		videoId: byId(videoId),
		language: byId(language),
	});
	const put = async (language: string, parameters: INodeParameters, items = [{}]) =>
		await operate(world, resource, 'upload', { ...locators(language), ...parameters }, { items });
	const putText = async (language: string, text: string) =>
		await put(language, { contentFrom: 'text', text });
	const served = async (src: unknown) => await (await fetch(String(src))).text();

	test.each([
		['a file', 'film.vtt', TEXT],
		['a file with another name', 'film.txt', TEXT],
		['a file with a byte order mark', 'film.vtt', `\uFEFF${TEXT}`],
		['a file with a header', 'film.vtt', `WEBVTT - Some title\r\n\r\n`],
	])('Upload takes %s', async (_case, fileName, content) => {
		const track = jsonOf(await put('fr-CA', { contentFrom: 'file' }, [file(fileName, content)]));
		const { asked, fields } = lastRequest(world);
		expect(asked).toBe(`POST /videos/${videoId}/${path}/fr-CA`);
		expect(fields).toMatchObject([
			{ name: 'file', filename: 'fr-CA.vtt', contentType: 'text/vtt' },
		]);
		expect(track).toMatchObject({ uri: `/videos/${videoId}/${path}/fr-CA` });
		const bytes = Buffer.from(await (await fetch(String(track.src))).arrayBuffer());
		expect(bytes.equals(Buffer.from(content))).toBe(true);
	});

	test('Upload takes a text, also with blanks in front of it', async () => {
		const track = jsonOf(await putText('de', `\n  ${TEXT}`));
		expect(await served(track.src)).toBe(TEXT);
	});

	test('Upload takes a text from a field of the item', async () => {
		const parameters = { contentFrom: 'text', text: '={{ $json.vtt }}' };
		const track = jsonOf(await put('de', parameters, [{ json: { vtt: TEXT } }]));
		expect(await served(track.src)).toBe(TEXT);
	});

	test.each([
		['SubRip', SRT],
		['WEBVTT glued to something', 'WEBVTTX\n'],
		['no text', 'Hello'],
	])('Upload refuses what is not WebVTT: %s', async (_case, text) => {
		expectMessage(
			await putText('en', text),
			/^Text is not in WebVTT format/,
			/WebVTT \(\.vtt\) only.*SubRip/,
		);
		const items = [file('film.vtt', text)];
		expectMessage(
			await put('en', { contentFrom: 'file' }, items),
			/^The file 'film\.vtt' is not in WebVTT format/,
			/SubRip/,
		);
		expect(world.emulator.requests.entries).toEqual([]);
	});

	test('Upload refuses an image, an empty text and a file that is not there', async () => {
		const image = await put('en', { contentFrom: 'file' }, [file('film.vtt', images.png)]);
		expectMessage(image, /film\.vtt.*not in WebVTT format/, /WebVTT/);
		expectMessage(await putText('en', '  '), /^Text is empty/, /Content From/);
		expectMessage(await put('en', { contentFrom: 'file' }), /no binary field/, /no file at all/);
		const huge = file('film.vtt', `${TEXT}${' '.repeat(20 * 1024 * 1024)}`);
		expectMessage(
			await put('en', { contentFrom: 'file' }, [huge]),
			new RegExp(`film\\.vtt.*too large for ${path}`),
			/Input Binary Field/,
		);
		expect(world.emulator.requests.entries).toEqual([]);
	});

	test('Get puts out the address, and no file unless wanted', async () => {
		jsonOf(await putText('fr', TEXT));
		const result = await operate(world, resource, 'get', locators('fr'));
		expect(jsonOf(result)).toMatchObject({ src: expect.stringMatching(/\/fr\.vtt$/) });
		expect(result.items[0].binary).toBeUndefined();
		expect(lastRequest(world).asked).toBe(`GET /videos/${videoId}/${path}/fr`);
	});

	test('Get brings the file along byte by byte, and does not sign that request', async () => {
		// Not every file is UTF-8.
		const content = Buffer.concat([Buffer.from(TEXT), Buffer.from([0xe4, 0xff])]);
		jsonOf(await put('fr', { contentFrom: 'file' }, [file('film.vtt', content)]));
		const options = { downloadFile: true };
		const run = { binaryMode: 'default' as const };
		const result = await operate(world, resource, 'get', { ...locators('fr'), options }, run);
		jsonOf(result);
		const data = result.items[0].binary?.data;
		expect(data).toMatchObject({ fileName: 'fr.vtt', mimeType: 'text/vtt' });
		expect(Buffer.from(data?.data ?? '', 'base64').equals(content)).toBe(true);
		const { asked, authorization } = lastRequest(world);
		expect(asked).toBe(`GET /vod/${videoId}/${path}/fr.vtt`);
		expect(authorization).toBeUndefined();
		expect(leaked(result, API_KEY)).toEqual([]);
	});

	test('Get says so when the file cannot be downloaded', async () => {
		jsonOf(await putText('fr', TEXT));
		world.emulator.faults.add({ kind: 'status', status: 404, path: '^/vod/' });
		const options = { downloadFile: true };
		const result = await operate(world, resource, 'get', { ...locators('fr'), options });
		expectMessage(result, /WebVTT file could not be downloaded.*404/, /Download File/);
		expect(result.everything).not.toContain('fr.vtt');
	});

	test('Get Many lists the languages, up to the limit', async () => {
		for (const language of ['fr', 'de', 'en']) jsonOf(await putText(language, TEXT));
		const many = async (parameters: INodeParameters) =>
			allOf(
				await operate(world, resource, 'getAll', { videoId: byId(videoId), ...parameters }),
			).map(({ uri }) => String(uri).split('/').pop());
		expect(await many({ returnAll: true })).toEqual(['de', 'en', 'fr']);
		expect(lastRequest(world).asked).toBe(`GET /videos/${videoId}/${path}`);
		expect(await many({ returnAll: false, limit: 2 })).toEqual(['de', 'en']);
	});

	test('Delete deletes one language', async () => {
		for (const language of ['fr', 'de']) jsonOf(await putText(language, TEXT));
		const deleted = await operate(world, resource, 'delete', locators('fr'));
		expect(jsonOf(deleted)).toEqual({ deleted: true, videoId, language: 'fr' });
		expect(lastRequest(world).asked).toBe(`DELETE /videos/${videoId}/${path}/fr`);
		const left = await operate(world, resource, 'getAll', {
			videoId: byId(videoId),
			returnAll: true,
		});
		expect(left.items).toHaveLength(1);
	});

	const OPERATIONS = ['delete', 'get', 'upload', ...(resource === 'caption' ? ['update'] : [])];
	const filled = { contentFrom: 'text', text: TEXT, updateFields: { default: true } };

	test.each(OPERATIONS)('%s of a video that nobody knows', async (operation) => {
		const parameters = { ...locators('fr'), ...filled, videoId: byId('viUnknown') };
		const result = await operate(world, resource, operation, parameters);
		expectMessage(result, /video viUnknown was not found/, /ID/);
	});

	test('Get Many of a video that nobody knows', async () => {
		const parameters = { videoId: byId('viUnknown'), returnAll: true };
		const result = await operate(world, resource, 'getAll', parameters);
		expectMessage(result, /The video viUnknown was not found/, /ID/);
	});

	test('Get in a language that the video does not have', async () => {
		const result = await operate(world, resource, 'get', locators('fr'));
		expectMessage(
			result,
			new RegExp(`${path} in the language 'fr' .*${videoId} was not found`),
			/ID/,
		);
	});

	test.each(OPERATIONS)('%s in what is no language', async (operation) => {
		const run = async (language: string) =>
			await operate(world, resource, operation, { ...locators(language), ...filled });
		expectMessage(await run('={{ "" }}'), /No language was picked/, /Pick one in Language/);
		expectMessage(
			await run('Frenchish'),
			/Language is not a language code: 'Frenchish'/,
			/such as/,
		);
		expectMessage(await run('fr_CA'), /Language is not a language code: 'fr_CA'/, /dash/);
		expectMessage(await run('../x'), /Language is not a language code/, /list/);
		expect(world.emulator.requests.entries).toEqual([]);
	});

	test('a language that api.video does not know', async () => {
		const result = await putText('zz', TEXT);
		expectMessage(result, /does not accept the value of Language/, /Language/);
	});
});

describe('Update of a caption', () => {
	test('chooses the captions a video starts with', async () => {
		const videoId = byId(await newVideo(world));
		const change = async (language: string, operation: string, parameters: INodeParameters) =>
			await operate(world, 'caption', operation, {
				videoId,
				language: byId(language),
				...parameters,
			});
		for (const language of ['fr', 'de']) {
			jsonOf(await change(language, 'upload', { contentFrom: 'text', text: TEXT }));
		}
		const on = await change('fr', 'update', { updateFields: { default: true } });
		expect(jsonOf(on)).toMatchObject({ srclang: 'fr', default: true });
		const { asked, body } = lastRequest(world);
		expect(asked).toMatch(/^PATCH \/videos\/\w+\/captions\/fr$/);
		expect(body).toEqual({ default: true });
		const off = await change('fr', 'update', { updateFields: { default: false } });
		expect(jsonOf(off)).toMatchObject({ default: false });
		const nothing = await change('fr', 'update', { updateFields: {} });
		expectMessage(nothing, /nothing to update/, /Default under Update Fields/);
	});
});

test('the list of languages is searched by name and by code', async () => {
	expect((await list(world, 'searchLanguages')).length).toBeGreaterThan(30);
	expect(await list(world, 'searchLanguages', 'germ')).toEqual([
		{ name: 'German (de)', value: 'de' },
	]);
	expect(await list(world, 'searchLanguages', '(no)')).toEqual([
		{ name: 'Norwegian (no)', value: 'no' },
	]);
});
