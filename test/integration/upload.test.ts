import { leaked, type BinaryMode } from './harness';
import {
	API_KEY,
	byId,
	createToken,
	received,
	upload,
	uploadWithToken,
	useEmulator,
} from './support/apiVideo';
import { fileOf, MIB } from './support/files';

const world = useEmulator();
const SIZES = [1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1];
const MODES: BinaryMode[] = ['filesystem', 'default', 'database'];
const cases = MODES.flatMap((mode) => SIZES.map((size) => [mode, size] as const));

describe('the bytes that arrive are the bytes of the file', () => {
	test.each(cases)('API key, %s mode, %i bytes', async (binaryMode, size) => {
		const { path, sha256 } = fileOf(size);
		const result = await upload(world, { items: [{ file: path }], binaryMode });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(world.emulator.requests.uploads).toHaveLength(1);
	});

	test.each(cases)('delegated token, %s mode, %i bytes', async (binaryMode, size) => {
		const token = await createToken(world);
		const { path, sha256 } = fileOf(size);
		const result = await uploadWithToken(world, token, { items: [{ file: path }], binaryMode });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
	});
});

describe('what an upload with a delegated token sends', () => {
	test('no Authorization, though the node has the API key', async () => {
		const token = await createToken(world);
		const result = await upload(
			world,
			{ items: [{ file: fileOf(1).path }] },
			{ uploadWith: 'delegatedToken', uploadToken: byId(token) },
		);
		expect(result.error).toBeUndefined();
		const [sent] = world.emulator.requests.matching('POST', '/upload');
		expect(sent.authorization).toBeUndefined();
		expect(sent.token).toBe(token);
		expect(leaked(result, token, API_KEY)).toEqual([]);
	});

	test('a token from an expression, another one for each item', async () => {
		const tokens = [await createToken(world), await createToken(world)];
		const file = fileOf(1).path;
		const result = await upload(
			world,
			{ items: tokens.map((token) => ({ file, json: { token } })) },
			{ uploadWith: 'delegatedToken', uploadToken: byId('={{ $json.token }}') },
		);
		expect(result.error).toBeUndefined();
		expect(world.emulator.requests.uploads.map(({ token }) => token)).toEqual(tokens);
	});
});

describe('the name of the file', () => {
	const names = [
		'Überraschung 東京 🎬.mp4',
		"it's; a=b & c.mp4",
		'percent%22%0d.mp4',
		'no extension',
		`${'long'.repeat(60)}.mp4`,
	];
	test.each(names)('arrives unchanged: %s', async (fileName) => {
		const token = await createToken(world);
		const items = [{ file: fileOf(1).path, fileName }];
		const result = await uploadWithToken(world, token, { items });
		expect(result.error).toBeUndefined();
		expect(world.emulator.requests.uploads[0].fields).toMatchObject([
			{ name: 'file', filename: fileName },
		]);
		expect(result.items[0].json.title).toBe(fileName);
	});

	test('arrives with single quotes for double ones, which a form cannot carry', async () => {
		const token = await createToken(world);
		const items = [{ file: fileOf(1).path, fileName: 'say "cheese".mp4' }];
		await uploadWithToken(world, token, { items });
		const [{ fields }] = world.emulator.requests.uploads;
		expect(fields).toMatchObject([{ name: 'file', filename: "say 'cheese'.mp4" }]);
	});

	test('cannot smuggle a header or a field into the request', async () => {
		const token = await createToken(world);
		const fileName = 'a.mp4"\r\nContent-Type: text/html\r\n\r\n--x\r\nname="videoId"';
		const items = [{ file: fileOf(1).path, fileName }];
		const result = await uploadWithToken(world, token, { items });
		expect(result.error).toBeUndefined();
		const [{ fields }] = world.emulator.requests.uploads;
		expect(fields.map(({ name }) => name)).toEqual(['file']);
		expect(fields[0].contentType).toBe('video/mp4');
		expect(await received(world, result)).toMatchObject({ sha256: fileOf(1).sha256 });
	});

	test('is the title of a video that was given none', async () => {
		const items = [{ file: fileOf(1).path, fileName: 'holiday.mp4' }];
		const { items: output } = await upload(world, { items }, { title: '' });
		expect(output[0].json.title).toBe('holiday.mp4');
	});
});

describe('several items', () => {
	const items = [{ file: fileOf(3).path }, {}, { file: fileOf(5).path }];

	test('one that fails does not keep the others from arriving', async () => {
		const result = await upload(world, { items, continueOnFail: true });
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(String(result.items[1].json.error)).toContain('[item 1]');
		expect(await received(world, result, 0)).toMatchObject({ sha256: fileOf(3).sha256 });
		expect(await received(world, result, 2)).toMatchObject({ sha256: fileOf(5).sha256 });
	});

	test('one that fails leaves by the error output, if there is one, with what to do', async () => {
		const settings = { onError: 'continueErrorOutput' } as const;
		const { outputs } = await upload(world, { items, settings });
		expect(outputs.map((output) => output.length)).toEqual([2, 1]);
		expect(outputs[1][0].json).toMatchObject({
			error: expect.stringContaining('[item 1]'),
			message: expect.stringMatching(/\[item 1\]\. .*file/),
		});
	});

	test('one that fails ends the step otherwise, and is named', async () => {
		const result = await upload(world, { items }, { options: { parallelUploads: 1 } });
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('[item 1]');
		// All items are looked at before the first byte is sent.
		expect(world.emulator.requests.uploads).toEqual([]);
	});
});
