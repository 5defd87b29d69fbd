import type { Fault } from '../../emulator';
import {
	byId,
	createToken,
	operate,
	received,
	upload,
	useEmulator,
	type World,
} from './support/apiVideo';
import { fileOf, MIB } from './support/files';

// A single request of up to 6 MiB only, so that small files travel in chunks of 5 MiB.
jest.mock('../../nodes/ApiVideo/upload/limits', () => ({
	...jest.requireActual<object>('../../nodes/ApiVideo/upload/limits'),
	SINGLE_REQUEST_MAX_BYTES: 6 * 1024 * 1024,
	CHUNK_START_BYTES: 5 * 1024 * 1024,
}));

// Each question for the status takes a second of the emulator's time, and nothing else does: how
// often the node has to ask must not depend on how fast this machine is.
const questions = () => world.emulator?.requests.matching('GET', /\/status$/) ?? [];
const started = Date.now();
const world: World = useEmulator({
	encodingSeconds: 2.5,
	now: () => started + questions().length * 1000,
});
const file = fileOf(18 * MIB + 3);
const items = [{ file: file.path }];
const chunks = ['0-5242879', '5242880-10485759', '10485760-15728639', '15728640-18874370'];

/** On a fast line chunks would grow. */
const fixed = { chunkSize: 5 };

/** Every try of the third chunk is refused for good. */
const thirdChunkRefused: Fault = {
	kind: 'status',
	status: 403,
	slug: 'authorization-suspended-account',
	path: '/source$|^/upload$',
	contentRange: '^bytes 10485760-',
};

/** Ranges of the uploads that were answered with success, in the order of the file. */
function arrivedRanges(): string[] {
	return world.emulator.requests.uploads
		.filter(({ status }) => status === 201)
		.map(({ contentRange }) => String(contentRange).replace(/^bytes (.*)\/.*$/, '$1'))
		.sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
}

/** Lets an upload stop with all chunks but the third, and returns the video it leaves behind. */
async function stoppedUpload(options: object = {}): Promise<string> {
	world.emulator.faults.add(thirdChunkRefused);
	// One after the other from the end of the file is not possible, so the last one may be torn off.
	const result = await upload(
		world,
		{ items },
		{ options: { ...fixed, parallelUploads: 1, ...options } },
	);
	expect(result.error?.message).toBe('The api.video account is suspended [item 0]');
	world.emulator.faults.clear();
	const [{ videoId }] = world.emulator.requests
		.matching('POST', /source$/)
		.map(({ path }) => ({ videoId: path.split('/')[2] }));
	return videoId;
}

describe('an upload that stopped', () => {
	it('says what has arrived where, and how to go on', async () => {
		world.emulator.faults.add(thirdChunkRefused);
		const { error } = await upload(world, { items }, { options: { ...fixed, parallelUploads: 1 } });
		expect(error?.description).toMatch(
			/Contact the support of api\.video\. \d+ of 19 MiB had arrived in the video (vi\w+)\. Upload again with Resume Video set to \1 to send the rest\.$/,
		);
	});

	it('goes on by the id of the video: only what is missing is sent', async () => {
		const videoId = await stoppedUpload();
		const before = arrivedRanges();
		const result = await upload(
			world,
			{ items },
			{ options: { ...fixed, resumeVideoId: videoId, includeReport: true } },
		);
		expect(result.error).toBeUndefined();
		expect(result.items[0].json.videoId).toBe(videoId);
		expect(await received(world, result)).toEqual({ size: file.size, sha256: file.sha256 });
		expect(arrivedRanges()).toEqual(chunks);
		const resumedBytes = before.length * 5 * MIB;
		expect(result.items[0].json.uploadReport).toMatchObject({
			bytes: file.size,
			resumedBytes,
			sentBytes: file.size - resumedBytes,
			requests: chunks.length - before.length,
		});
	});

	it.each([
		[
			'by its size',
			fileOf(19 * MIB),
			`it has ${19 * MIB} bytes, and the video expects ${file.size}`,
		],
		['of the same size', fileOf(file.size, 1), ''],
	])('refuses another file, %s', async (_how, other, sizes) => {
		const videoId = await stoppedUpload();
		const sent = world.emulator.requests.uploads.length;
		const { error } = await upload(
			world,
			{ items: [{ file: other.path }] },
			{ options: { resumeVideoId: videoId } },
		);
		expect(error?.message).toContain(`is not the file that was uploaded to the video ${videoId}`);
		expect(error?.message).toContain(sizes);
		expect(world.emulator.requests.uploads).toHaveLength(sent);
	});

	it('puts out a video that is complete already, and sends nothing', async () => {
		const first = await upload(world, { items });
		const videoId = String(first.items[0].json.videoId);
		const sent = world.emulator.requests.uploads.length;
		const result = await upload(world, { items }, { options: { resumeVideoId: videoId } });
		expect(result.items[0].json.videoId).toBe(videoId);
		expect(result.hints.map(({ message }) => message)).toEqual([
			`The video ${videoId} has all of this file: nothing was sent.`,
		]);
		expect(world.emulator.requests.uploads).toHaveLength(sent);
	});

	it('is not deleted by a later step that wanted to resume it', async () => {
		const videoId = await stoppedUpload();
		world.emulator.faults.add(thirdChunkRefused);
		const again = { ...fixed, resumeVideoId: videoId, ifStopped: 'delete' };
		const { error } = await upload(world, { items }, { options: again });
		expect(error?.description).toContain(`Resume Video set to ${videoId}`);
		const kept = await operate(world, 'video', 'get', { videoId: byId(videoId) });
		expect(kept.error).toBeUndefined();
	});

	it('leaves nothing behind if that was chosen', async () => {
		const videoId = await stoppedUpload({ ifStopped: 'delete' });
		const { error } = await operate(world, 'video', 'get', { videoId: byId(videoId) });
		expect(error?.message).toBe(`The video ${videoId} was not found [item 0]`);
	});
});

describe('an idempotency key', () => {
	const idempotencyKey = 'drive 1 "ä"/';
	const options = { ...fixed, idempotencyKey };

	it('never makes a second video of the same file', async () => {
		const first = await upload(world, { items }, { options });
		const sent = world.emulator.requests.uploads.length;
		const second = await upload(world, { items }, { options });
		expect(second.items[0].json.videoId).toBe(first.items[0].json.videoId);
		const [hint, ...others] = second.hints.map(({ message }) => message);
		expect(hint).toMatch(
			/^This key was used before: nothing was sent\. The output is the video of <a /,
		);
		expect(others).toEqual([]);
		expect(world.emulator.requests.uploads).toHaveLength(sent);
		const metadata = second.items[0].json.metadata as Array<{ key: string; value: string }>;
		expect(metadata.map(({ value }) => value)).toContain(idempotencyKey);
	});

	it('goes on where an earlier run stopped', async () => {
		const videoId = await stoppedUpload(options);
		const result = await upload(world, { items }, { options });
		expect(result.items[0].json.videoId).toBe(videoId);
		expect(await received(world, result)).toEqual({ size: file.size, sha256: file.sha256 });
		expect(arrivedRanges()).toEqual(chunks);
	});

	it('refuses another file of the same size', async () => {
		await upload(world, { items }, { options });
		const sent = world.emulator.requests.uploads.length;
		const other = fileOf(file.size, 1);
		const { error } = await upload(world, { items: [{ file: other.path }] }, { options });
		expect(error?.message).toContain('is not the file that was uploaded to the video');
		expect(error?.description).toContain('another key in Only Once');
		expect(world.emulator.requests.uploads).toHaveLength(sent);
	});

	it('keeps the metadata that the step sets', async () => {
		const additionalFields = { metadata: { metadataValues: [{ key: 'Author', value: 'Ada' }] } };
		const result = await upload(world, { items }, { options, additionalFields });
		expect(result.items[0].json.metadata).toContainEqual({ key: 'Author', value: 'Ada' });
	});

	it.each([
		['in one request', fileOf(1000)],
		['in chunks', file],
	])('makes one video when two steps ask at the same moment, of a file %s', async (_how, of) => {
		const run = { items: [{ file: of.path }] };
		const results = await Promise.all([
			upload(world, run, { options }),
			upload(world, run, { options }),
		]);
		expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
		const [first, second] = results;
		expect(await received(world, first)).toEqual({ size: of.size, sha256: of.sha256 });
		const made = world.emulator.requests.matching('POST', '/videos');
		const ids = [first, second].flatMap(({ items: out }) => out.map(({ json }) => json.videoId));
		expect(new Set(ids).size).toBe(1);
		expect(made.length).toBeLessThanOrEqual(2);
	});
});

describe('a delegated token with the API key at hand', () => {
	it('uploads into a container that the key has made, with title and metadata', async () => {
		const token = await createToken(world);
		const result = await upload(
			world,
			{ items },
			{
				uploadWith: 'delegatedToken',
				uploadToken: byId(token),
				title: 'A title',
				options: fixed,
				additionalFields: { public: false, tags: 'a, b' },
			},
		);
		expect(result.items[0].json).toMatchObject({
			title: 'A title',
			public: false,
			tags: ['a', 'b'],
		});
		expect(await received(world, result)).toEqual({ size: file.size, sha256: file.sha256 });
		const uploads = world.emulator.requests.uploads;
		expect(uploads.map(({ path }) => path)).toEqual(chunks.map(() => '/upload'));
		expect(uploads.every(({ authorization }) => authorization === undefined)).toBe(true);
		expect(world.emulator.requests.matching('POST', '/videos')).toHaveLength(1);
	});
});

describe('Wait Until Playable', () => {
	it('puts the video out when it can be watched, as an option of the upload', async () => {
		const result = await upload(world, { items }, { options: { waitUntilPlayable: true } });
		expect(result.error).toBeUndefined();
		expect(questions()).toHaveLength(3);
	});

	it('says which qualities are ready, as an operation', async () => {
		const { items: uploaded } = await upload(world, { items });
		const videoId = byId(String(uploaded[0].json.videoId));
		const result = await operate(world, 'video', 'waitUntilPlayable', { videoId, maxWait: 60 });
		expect(result.items[0].json).toMatchObject({ playable: true, encoding: { playable: true } });
		expect(result.items[0].json.readyQualities).not.toHaveLength(0);
	});
});
