import { received, upload, useEmulator } from './support/apiVideo';
import { fileOf, MIB } from './support/files';
import { idleFront } from './support/idleFront';

const world = useEmulator();

// A connection that is kept may be closed by the other side just as the next request is sent on it. A request that makes
// something could then not simply be sent again. n8n's helper keeps none; were it to begin with that, this would show.
test('no request is sent on a connection that another one has used', async () => {
	const { path: file, size, sha256 } = fileOf(12 * MIB);
	const front = await idleFront(world.emulator.url);
	try {
		world.baseUrl = front.url;
		const result = await upload(world, { items: [{ file }] }, { options: { chunkSize: 5 } });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(front.closed()).toBe(0);
	} finally {
		await front.stop();
	}
});
