import '../support/quickReads';
import { useEmulator } from '../support/apiVideo';
import { stalls } from '../support/stalls';
import { videosIn } from '../support/truth';
import { useFileServer } from '../support/webFile';
import { uploadFromWeb } from '../support/webUpload';
import { MIB, VIDEO_MAX_BYTES } from '../../../nodes/ApiVideo/upload';

// The largest video has 10 MiB.
jest.mock('../../../nodes/ApiVideo/upload/limits', () => {
	const real = jest.requireActual<Record<string, number>>('../../../nodes/ApiVideo/upload/limits');
	return { ...real, VIDEO_MAX_BYTES: 10 * real.MIB };
});

const world = useEmulator();
const files = useFileServer();
const film = (size: number, behaviour: object = {}) =>
	files.server.file('/film.mp4', { size, ranges: 'none', length: 'chunked', ...behaviour });
const run = async () =>
	await uploadFromWeb(world, `${files.server.url}/film.mp4`, { ifStopped: 'delete' });
const sent = () => world.emulator.requests.uploads.map(({ contentRange }) => contentRange);

describe('a file whose length nobody tells', () => {
	it('may be as large as any video', async () => {
		film(VIDEO_MAX_BYTES);
		const { error } = await run();
		expect(error).toBeUndefined();
		expect(sent()).toEqual(['part 1/*', 'part 2/2']);
	});

	it('is refused once it has one byte more: nothing is completed', async () => {
		film(VIDEO_MAX_BYTES + 1);
		const { error } = await run();
		expect(error?.message).toMatch(/^The file at \S+ is too large: it has more than .*film\.mp4/);
		expect(error?.description).toMatch(
			/^Upload a smaller file, .* No video was completed with it\. /,
		);
		expect(error?.description).toMatch(/ video vi\w+ was deleted\.$/);
		expect(sent()).not.toContainEqual(expect.stringMatching(/\/\d+$/));
		expect(await videosIn(world.emulator)).toEqual([]);
	});

	it('is given up where it hands out no more in the middle: nothing is completed', async () => {
		const { server } = files;
		film(VIDEO_MAX_BYTES, { stall: { afterBytes: 9 * MIB } });
		const known = {
			reading: () => server.requests.underWay.some(({ ended }) => ended === 'stalled'),
			sending: () => false,
			answering: () => false,
		};
		const { error } = await stalls.run(known, run);
		expect(error?.message).toMatch(
			/^The file server at \S+ broke off in the middle of the file, and does not hand out the rest alone: 'film\.mp4'/,
		);
		expect(error?.description).toMatch(/ video vi\w+ was deleted\.$/);
		expect(sent()).not.toContainEqual(expect.stringMatching(/\/\d+$/));
		expect(await videosIn(world.emulator)).toEqual([]);
	});
});
