import '../support/smallMebibytes';
import type { INodeParameters } from 'n8n-workflow';
import type { FileBehaviour } from '../../../fileServer';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { leaked } from '../harness';
import { until } from '../harness/until';
import { byId, createToken, received, useEmulator, withToken } from '../support/apiVideo';
import { videosIn } from '../support/truth';
import { useFileServer } from '../support/webFile';
import { uploadFromWeb } from '../support/webUpload';

const world = useEmulator({ encodingSeconds: 0 });
const files = useFileServer();
const SIZE = 40 * MIB + 7;
const KEY = { idempotencyKey: 'drive-1' };

const serve = (path = '/film.mp4', behaviour: FileBehaviour = {}) =>
	files.server.file(path, { size: SIZE, ...behaviour });
const address = (path = '/film.mp4') => `${files.server.url}${path}?signature=hidden`;
const videos = async () => await videosIn(world.emulator);

/** Begins an upload, and stops it once the service has some of the file. */
async function stoppedByHand(options: INodeParameters) {
	const stop = new AbortController();
	const stall = { kind: 'stall', path: '/source$', contentRange: `^bytes ${16 * MIB}-` } as const;
	world.emulator.faults.add(stall);
	const running = uploadFromWeb(
		world,
		address(),
		{ parallelUploads: 1, ...options },
		{ signal: stop.signal },
	);
	const { uploads } = world.emulator.requests;
	expect(uploads).toEqual([]);
	await until(() => world.emulator.requests.uploads.length === 3, 'two chunks, and a third one');
	stop.abort();
	const result = await running;
	world.emulator.faults.clear();
	return result;
}

describe('Only Once with a file on the web', () => {
	it('sends the file in the first run, and finds the video in the second', async () => {
		const file = serve();
		const first = await uploadFromWeb(world, address(), KEY);
		expect(await received(world, first)).toEqual({ size: SIZE, sha256: await file.sha256() });
		files.server.requests.clear();
		world.emulator.requests.clear();
		const second = await uploadFromWeb(world, address(), { ...KEY, includeReport: true });
		expect(second.items[0].json).toMatchObject({
			videoId: first.items[0].json.videoId,
			uploadReport: { sentBytes: 0 },
		});
		expect(second.hints[0].message).toMatch(/^This key was used before: nothing was sent/);
		// The first MiB tells which file it is.
		expect(files.server.requests.bytes).toBe(MIB);
		expect(world.emulator.requests.uploads).toEqual([]);
	});

	it('goes on where a run was stopped in the middle', async () => {
		const file = serve();
		expect((await stoppedByHand(KEY)).status).toBe('canceled');
		files.server.requests.clear();
		const next = await uploadFromWeb(world, address(), { ...KEY, includeReport: true });
		expect(await received(world, next)).toEqual({ size: SIZE, sha256: await file.sha256() });
		expect(next.items[0].json.uploadReport).toMatchObject({ resumedBytes: 16 * MIB });
		expect(next.hints[0].message).toMatch(/had arrived before/);
		expect(files.server.requests.bytes).toBe(SIZE - 15 * MIB);
		expect(await videos()).toHaveLength(1);
	});

	it('makes one video of two runs at the same time', async () => {
		const file = serve();
		const both = await Promise.all([
			uploadFromWeb(world, address(), KEY),
			uploadFromWeb(world, address(), KEY),
		]);
		const ids = both.map(({ items }) => items[0]?.json.videoId);
		expect(await videos()).toEqual([ids[0]]);
		expect(ids[1]).toBe(ids[0]);
		expect(await received(world, both[0])).toEqual({ size: SIZE, sha256: await file.sha256() });
	});

	it('takes no other file under the same key', async () => {
		serve();
		serve('/other.mp4', { seed: 2 });
		await uploadFromWeb(world, address(), KEY);
		const { error } = await uploadFromWeb(world, address('/other.mp4'), KEY);
		expect(error?.message).toContain("'other.mp4' is not the file that was uploaded to the video");
	});
});

describe('several items with files on the web', () => {
	const items = [1, 2, 3].map((nth) => ({ json: { url: '', nth } }));

	it('are asked for when the turn of each comes; one that is bad keeps no other from arriving', async () => {
		const { server } = files;
		const served = [serve('/1.mp4'), serve('/3.mp4', { seed: 3 })];
		for (const { json } of items) json.url = address(`/${json.nth}.mp4`);
		const result = await uploadFromWeb(
			world,
			'={{ $json.url }}',
			{ parallelUploads: 1 },
			{ items, continueOnFail: true },
		);
		const sha256 = await Promise.all(served.map(async (file) => await file.sha256()));
		expect(await received(world, result, 0)).toMatchObject({ sha256: sha256[0] });
		expect(String(result.items[1].json.error)).toMatch(
			/^The file server at \S+ has no file at this address \(HTTP 404\) \[item 1\]/,
		);
		expect(await received(world, result, 2)).toMatchObject({ sha256: sha256[1] });
		const paths = server.requests.entries.map(({ path }) => path);
		expect(paths.lastIndexOf('/1.mp4')).toBeLessThan(paths.indexOf('/2.mp4'));
		expect(paths.lastIndexOf('/2.mp4')).toBeLessThan(paths.indexOf('/3.mp4'));
		expect(leaked(result, 'hidden')).toEqual([]);
	});
});

describe('a file on the web', () => {
	it('is waited for until it can be watched', async () => {
		serve();
		const result = await uploadFromWeb(world, address(), { waitUntilPlayable: true });
		expect(result.error).toBeUndefined();
		const asked = world.emulator.requests.matching('GET', /\/status$/);
		expect(asked.length).toBeGreaterThan(0);
	});

	it.each([
		['keep', /Upload again with Resume Video set to vi\w+ to send the rest\.$/, 1],
		['delete', /The unfinished video vi\w+ was deleted\.$/, 0],
	])('leaves behind what If Upload Stops says: %s', async (ifStopped, says, left) => {
		serve();
		// Good for the first MiB and two chunks.
		const link = files.server.link('/go', '/film.mp4', { requests: 3 });
		const options = { parallelUploads: 1, ifStopped };
		const { error } = await uploadFromWeb(world, files.server.url + link.sign(), options);
		expect(error?.message).toContain('does not hand out the file (HTTP 403)');
		expect(error?.description).toMatch(says);
		expect(await videos()).toHaveLength(left);
	});

	it('travels with a delegated token, with or without the API key', async () => {
		const sha256 = await serve().sha256();
		const token = await createToken(world);
		const beside = { uploadWith: 'delegatedToken', uploadToken: byId(token) };
		const both = await uploadFromWeb(world, address(), {}, {}, beside);
		const credentials = [withToken(world, token)];
		const alone = await uploadFromWeb(
			world,
			address(),
			{},
			{ credentials },
			{ uploadWith: 'tokenCredential' },
		);
		for (const result of [both, alone]) {
			expect(await received(world, result)).toEqual({ size: SIZE, sha256 });
			expect(leaked(result, token, 'hidden')).toEqual([]);
		}
		expect(alone.items[0].json.title).toBe('film.mp4');
	});

	it('is cut and slowed as the options say, and called as the option says', async () => {
		const file = serve();
		const options = { chunkSize: 10, bandwidthLimit: 100, fileName: 'Holiday.mp4' };
		const result = await uploadFromWeb(world, address(), options);
		expect(await received(world, result)).toEqual({ size: SIZE, sha256: await file.sha256() });
		const lengths = world.emulator.requests.uploads.map(({ bytes }) => bytes).sort((a, b) => b - a);
		expect(lengths).toEqual([...Array<number>(4).fill(10 * MIB), 7]);
		expect(world.emulator.requests.mostUploadsAtOnce).toBeLessThanOrEqual(2);
		expect(result.items[0].json.title).toBe('Holiday.mp4');
	});

	it('is let go when somebody presses Stop: no reading is left', async () => {
		serve();
		const result = await stoppedByHand({});
		expect(result.status).toBe('canceled');
		await until(() => files.server.requests.underWay.length === 0, 'all readings have ended');
	});
});
