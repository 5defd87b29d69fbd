import { createToken, received, upload, uploadWithToken, useEmulator } from './support/apiVideo';
import { fileOf, MIB } from './support/files';

// Three copies of a file lie on the disk at the same time, so larger ones are for whoever asks:
// UPLOAD_TEST_GIB=4 npm test -- test/integration/sizes
const GIB = 1024 * MIB;
const asked = Number(process.env.UPLOAD_TEST_GIB ?? 1);
const sizes = [...new Set([400 * MIB, GIB, asked * GIB])];
jest.setTimeout(60_000 + asked * 240_000);

const world = useEmulator();

describe.each(sizes)('%i bytes', (size) => {
	test('arrive byte for byte with the API key', async () => {
		const { path, sha256 } = fileOf(size);
		const result = await upload(world, { items: [{ file: path }] });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
	});

	test('arrive byte for byte with a delegated token and nothing else', async () => {
		const token = await createToken(world);
		const { path, sha256 } = fileOf(size);
		const result = await uploadWithToken(world, token, { items: [{ file: path }] });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(world.emulator.requests.uploads.every(({ authorization }) => !authorization)).toBe(true);
	});
});
