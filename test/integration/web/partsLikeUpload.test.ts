import '../support/smallMebibytes';
import type { INodeParameters } from 'n8n-workflow';
import type { FileBehaviour } from '../../../fileServer';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { leaked } from '../harness';
import { until } from '../harness/until';
import {
	byId,
	createToken,
	inWorld,
	operate,
	received,
	useEmulator,
	withToken,
} from '../support/apiVideo';
import { MockTime } from '../support/clock';
import { videosIn } from '../support/truth';
import { useFileServer } from '../support/webFile';
import { uploadFromWeb } from '../support/webUpload';

const world = useEmulator({ encodingSeconds: 0 });
const files = useFileServer();
const SIZE = 20 * MIB + 7;
const NO_LENGTH: FileBehaviour = { ranges: 'none', length: 'chunked' };
const KEY = { idempotencyKey: 'drive-1' };
const SECOND = { path: '/source$', contentRange: '^part 2/' } as const;

const serve = (behaviour: FileBehaviour = NO_LENGTH) =>
	files.server.file('/film.mp4', { size: SIZE, ...behaviour });
const address = () => `${files.server.url}/film.mp4?signature=hidden`;
const run = async (options: INodeParameters = {}) => await uploadFromWeb(world, address(), options);
const videos = async () => await videosIn(world.emulator);
const uploads = () => world.emulator.requests.uploads;

/** Lets the second part, or chunk, be refused for good once the first one has arrived. */
async function stopped(options: INodeParameters = {}, second = SECOND.contentRange as string) {
	const { faults, requests } = world.emulator;
	faults.add({
		kind: 'status',
		status: 403,
		slug: 'authorization-suspended-account',
		path: '/source$',
		contentRange: second,
	});
	const result = await run({ parallelUploads: 1, ...options });
	faults.clear();
	expect(result.error?.message).toContain('suspended');
	expect(uploads().map(({ status }) => status)).toEqual([201, 403]);
	requests.clear();
	return result;
}

/** Begins an upload, and stops it once the first part has arrived and the second one hangs. */
async function stoppedByHand(options: INodeParameters) {
	const stop = new AbortController();
	world.emulator.faults.add({ kind: 'stall', ...SECOND });
	const running = uploadFromWeb(
		world,
		address(),
		{ parallelUploads: 1, ...options },
		{ signal: stop.signal },
	);
	await until(
		() => uploads().length === 2 && uploads()[0].status === 201,
		'a part, and a second one',
	);
	stop.abort();
	const result = await running;
	world.emulator.faults.clear();
	return result;
}

const NOBODY_GOES_ON =
	/The unfinished video vi\w+ is still there, and nobody can go on with it, as the file server does not say how long the file is: delete it with Video > Delete before you run the step again\.$/;
const CANNOT_GO_ON =
	/^The video vi\w+, for which the key in Only Once stands, is not complete, and this step cannot go on with it: /;

describe('a file without a length, and a delegated token', () => {
	it('are refused together, with or without the API key: nothing is sent, and no video made', async () => {
		serve();
		const token = await createToken(world);
		world.emulator.requests.clear();
		const beside = { uploadWith: 'delegatedToken', uploadToken: byId(token) };
		const both = await uploadFromWeb(world, address(), KEY, {}, beside);
		const credentials = [withToken(world, token)];
		const only = { uploadWith: 'tokenCredential' };
		const alone = await uploadFromWeb(world, address(), {}, { credentials }, only);
		for (const result of [both, alone]) {
			expect(result.error?.message).toBe(
				"The file server does not say how long 'film.mp4' is, and such a file cannot be uploaded with a delegated token [item 0]",
			);
			expect(result.error?.description).toMatch(
				/^Set Upload With to API Key\. Without one: Download the file in a step before, .* Nothing was sent\.$/,
			);
			expect(leaked(result, token, 'hidden')).toEqual([]);
		}
		expect(uploads()).toEqual([]);
		expect(world.emulator.requests.matching('POST', /^\/videos/)).toEqual([]);
		expect(await videos()).toEqual([]);
	});
});

describe('Only Once with a file without a length', () => {
	it('does not go on with a video that is not complete, and says what to delete', async () => {
		const file = serve();
		const first = await stopped({ ...KEY, ifStopped: 'delete' });
		expect(first.error?.description).toMatch(NOBODY_GOES_ON);
		const [videoId] = await videos();
		const second = await run(KEY);
		expect(second.error?.message).toMatch(CANNOT_GO_ON);
		expect(second.error?.message).toContain(videoId);
		expect(second.error?.message).toContain("does not say how long 'film.mp4' is");
		expect(second.error?.description).toMatch(
			/delete it with Video > Delete, .*Nothing was sent\.$/,
		);
		expect(uploads()).toEqual([]);
		await operate(world, 'video', 'delete', { videoId: byId(videoId) });
		const third = await run(KEY);
		expect(await received(world, third)).toEqual({ size: SIZE, sha256: await file.sha256() });
		expect(await videos()).toHaveLength(1);
	});

	it('makes one video of two runs at the same time', async () => {
		const file = serve();
		await inWorld(new MockTime(10), async (both) => {
			const { emulator } = both;
			emulator.faults.add({ kind: 'latency', milliseconds: 50, path: '/source$' });
			const results = await Promise.all(
				[1, 2].map(async () => await uploadFromWeb(both, address(), KEY)),
			);
			expect(results.map(({ error }) => error?.message)).toEqual([undefined, undefined]);
			const [one, other] = results.map(({ items }) => items[0].json.videoId);
			expect(other).toBe(one);
			expect(await videosIn(emulator)).toEqual([one]);
			expect(await received(both, results[0])).toEqual({
				size: SIZE,
				sha256: await file.sha256(),
			});
			const parts = emulator.requests.uploads.map(({ contentRange }) => contentRange);
			expect(parts).toEqual(['part 1/*', 'part 2/*', 'part 3/3']);
		});
	});

	it.each<[string, FileBehaviour, FileBehaviour]>([
		['a run that knew the length', {}, NO_LENGTH],
		['a run that did not, now that it is known', NO_LENGTH, {}],
	])('finds the complete video of %s, and no other file under its key', async (_, then, now) => {
		serve(then);
		const first = await run(KEY);
		expect(first.error).toBeUndefined();
		world.emulator.requests.clear();
		serve(now);
		const second = await run({ ...KEY, includeReport: true });
		expect(second.items[0]?.json).toMatchObject({
			videoId: first.items[0].json.videoId,
			uploadReport: { sentBytes: 0 },
		});
		serve({ ...now, seed: 2 });
		const other = await run(KEY);
		expect(other.error?.message).toContain("'film.mp4' is not the file that was uploaded to");
		expect(uploads()).toEqual([]);
		expect(await videos()).toHaveLength(1);
	});

	it.each<[string, FileBehaviour, FileBehaviour, string, RegExp]>([
		[
			'a run that knew the length',
			{},
			NO_LENGTH,
			'^bytes [1-9]',
			/: the file server does not say how long 'film\.mp4' is /,
		],
		[
			'a run that did not, now that it is known',
			NO_LENGTH,
			{},
			SECOND.contentRange,
			/: when its upload began, the file server did not say how long 'film\.mp4' is /,
		],
	])('tells of the unfinished video of %s', async (_, then, now, second, why) => {
		serve(then);
		await stopped(KEY, second);
		serve(now);
		const { error } = await run(KEY);
		expect(error?.message).toMatch(CANNOT_GO_ON);
		expect(error?.message).toMatch(why);
		expect(error?.description).toMatch(/delete it with Video > Delete, .*Nothing was sent\.$/);
		expect(uploads()).toEqual([]);
		expect(await videos()).toHaveLength(1);
	});
});

describe('an upload in parts that stops', () => {
	it('says with Keep that nobody can go on with it, and Resume Video does not, also once the length is known', async () => {
		serve();
		const { error } = await stopped();
		expect(error?.description).toMatch(NOBODY_GOES_ON);
		const [resumeVideoId] = await videos();
		serve({});
		const again = await run({ resumeVideoId });
		expect(again.error?.message).toMatch(
			/ was begun in numbered parts, as nobody told how long the file was, and nobody can go on with it /,
		);
		expect(again.error?.description).toBe(
			'Delete the video with Video > Delete, and upload the file as a new one. Nothing was sent.',
		);
		expect(uploads()).toEqual([]);
	});

	it('leaves no video with Delete, and says so', async () => {
		serve();
		const { error } = await stopped({ ifStopped: 'delete' });
		expect(error?.description).toMatch(/ The unfinished video vi\w+ was deleted\.$/);
		expect(await videos()).toEqual([]);
	});

	it.each([
		['Keep', {}, NOBODY_GOES_ON, 1],
		['Delete', { ifStopped: 'delete' }, /The unfinished video vi\w+ was deleted\.$/, 0],
		['Delete and a key', { ...KEY, ifStopped: 'delete' }, NOBODY_GOES_ON, 1],
	])('by hand, in the middle, says what is left: %s', async (_case, options, says, left) => {
		serve();
		const result = await stoppedByHand(options);
		expect(result.status).toBe('canceled');
		expect(result.error?.description).toMatch(/^Nothing is sent any more\. /);
		expect(result.error?.description).toMatch(says);
		expect(await videos()).toHaveLength(left);
		await until(() => files.server.requests.underWay.length === 0, 'all readings have ended');
	});

	it.each([
		['a key', KEY],
		['no key', {}],
	])('for an outage does not advise Retry On Fail, with %s', async (_case, options) => {
		serve();
		world.emulator.faults.add({ kind: 'status', status: 503, ...SECOND });
		const { error } = await run({ parallelUploads: 1, keepTryingFor: 0, ...options });
		expect(error?.message).toContain('HTTP 503');
		expect(error?.description).toMatch(NOBODY_GOES_ON);
		expect(error?.description).not.toMatch(/Retry On Fail|Run the step again later/);
	});
});

describe('a file without a length', () => {
	it('is waited for until it can be watched', async () => {
		serve();
		const result = await run({ waitUntilPlayable: true });
		expect(result.error).toBeUndefined();
		const { entries } = world.emulator.requests;
		const last = entries.findLastIndex(({ contentRange }) => contentRange === 'part 3/3');
		const after = entries.slice(last + 1).map(({ method, path }) => `${method} ${path}`);
		const { videoId } = result.items[0].json;
		expect(after).toEqual([`GET /videos/${videoId}/status`, `GET /videos/${videoId}`]);
	});

	it('is cut and slowed as the options say', async () => {
		const file = serve();
		const result = await run({ chunkSize: 6, bandwidthLimit: 100 });
		expect(await received(world, result)).toEqual({ size: SIZE, sha256: await file.sha256() });
		const lengths = uploads().map(({ bytes }) => bytes / MIB);
		expect(lengths).toEqual([6, 6, 6, 2 + 7 / MIB]);
		expect(world.emulator.requests.mostUploadsAtOnce).toBeLessThanOrEqual(2);
	});
});
