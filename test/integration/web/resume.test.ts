import '../support/smallMebibytes';
import type { INodeParameters } from 'n8n-workflow';
import type { FileBehaviour } from '../../../fileServer';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { leaked, type NodeResult } from '../harness';
import { received, useEmulator } from '../support/apiVideo';
import { videosIn } from '../support/truth';
import { useFileServer } from '../support/webFile';
import { refusedAt, uploadFromWeb } from '../support/webUpload';

const world = useEmulator();
const files = useFileServer();
const SIZE = 40 * MIB + 7;
const THIRD = 16 * MIB;
const ONE_BY_ONE = { parallelUploads: 1 };
const KEY = { idempotencyKey: 'drive-1' };
const MONDAY = new Date('2026-11-23T12:00:00Z');
const TUESDAY = new Date('2026-11-24T12:00:00Z');

const serve = (behaviour: FileBehaviour = {}) =>
	files.server.file('/film.mp4', { size: SIZE, ...behaviour });
const address = (query = '') => `${files.server.url}/film.mp4${query}`;

/** Lets an upload stop in the middle, and returns the video that it leaves behind. */
async function stopped(from: string, options: INodeParameters = {}): Promise<string> {
	world.emulator.faults.add(refusedAt(THIRD));
	const { error } = await uploadFromWeb(world, from, { ...ONE_BY_ONE, ...options });
	expect(error?.message).toContain('suspended');
	world.emulator.faults.clear();
	files.server.requests.clear();
	world.emulator.requests.clear();
	const [videoId] = await videosIn(world.emulator);
	return videoId;
}

const bytesRead = () => files.server.requests.bytes;

async function expectWhole(result: NodeResult, videoId: string, sha256: string): Promise<void> {
	expect(result.error).toBeUndefined();
	expect(result.items[0].json.videoId).toBe(videoId);
	expect(await received(world, result)).toEqual({ size: SIZE, sha256 });
	expect(await videosIn(world.emulator)).toEqual([videoId]);
}

describe('an upload from the web that has stopped', () => {
	it.each([
		['the same address', '?signature=hidden-1'],
		['a new signed link', '?signature=hidden-2&expires=9'],
	])('is resumed with %s: only what is missing is read', async (_which, query) => {
		const file = serve();
		const videoId = await stopped(address('?signature=hidden-1'));
		const result = await uploadFromWeb(world, address(query), { resumeVideoId: videoId });
		await expectWhole(result, videoId, await file.sha256());
		expect(bytesRead()).toBe(SIZE - THIRD + MIB);
		expect(leaked(result, 'hidden')).toEqual([]);
	});

	it('goes on with the same key, and with a new signed link', async () => {
		const file = serve();
		const videoId = await stopped(address('?signature=1'), KEY);
		const result = await uploadFromWeb(world, address('?signature=2'), KEY);
		await expectWhole(result, videoId, await file.sha256());
		expect(bytesRead()).toBe(SIZE - THIRD + MIB);
	});

	it.each([
		['of another size', { size: SIZE + 1 }],
		['of the same size', { seed: 2 }],
	])('takes no other file: %s', async (_which, other) => {
		serve();
		const videoId = await stopped(address());
		serve(other);
		const { error } = await uploadFromWeb(world, address(), { resumeVideoId: videoId });
		expect(error?.message).toContain(`is not the file that was uploaded to the video ${videoId}`);
		expect(world.emulator.requests.uploads).toEqual([]);
	});
});

describe('a signed link that runs out under way', () => {
	it('is told, with how to go on; the next run does so with a new link, and reads on from there', async () => {
		const { server } = files;
		const file = serve();
		// Good for the first MiB and two chunks.
		const link = server.link('/go', '/film.mp4', { requests: 3 });
		const first = await uploadFromWeb(world, server.url + link.sign(), ONE_BY_ONE);
		expect(first.error?.message).toContain(
			`The file server at ${server.url} does not hand out the file (HTTP 403): 'film.mp4'`,
		);
		const [videoId] = await videosIn(world.emulator);
		expect(first.error?.description).toMatch(
			/A signed link may have run out: get a new one and enter it in Web Address\. /,
		);
		// The second one may still be on its way, and arrive all the same.
		const [, arrived] =
			/ (8|16) of 41 MiB had arrived in the video (vi\w+)\. Upload again with Resume Video set to \2 to send the rest\.$/.exec(
				String(first.error?.description),
			) ?? [];
		expect(leaked(first, 'signature')).toEqual([]);

		link.change({ requests: undefined });
		server.requests.clear();
		const next = await uploadFromWeb(world, server.url + link.sign(), { resumeVideoId: videoId });
		await expectWhole(next, videoId, await file.sha256());
		expect(bytesRead()).toBeLessThanOrEqual(SIZE - Number(arrived) * MIB + MIB);
	});
});

const OTHERS: Array<[string, FileBehaviour, FileBehaviour]> = [
	['another strong ETag', { etag: '"a"' }, { etag: '"b"' }],
	[
		'another strong ETag, and the same date',
		{ etag: '"a"', lastModified: MONDAY },
		{ etag: '"b"', lastModified: MONDAY },
	],
	['another date', { etag: 'none', lastModified: MONDAY }, { etag: 'none', lastModified: TUESDAY }],
	[
		'another date beside weak ETags',
		{ etag: 'W/"a"', lastModified: MONDAY },
		{ etag: 'W/"a"', lastModified: TUESDAY },
	],
];

const SAME: Array<[string, FileBehaviour, FileBehaviour]> = [
	[
		'the same strong ETag, and another date',
		{ etag: '"a"', lastModified: MONDAY },
		{ etag: '"a"', lastModified: TUESDAY },
	],
	[
		'weak ETags, which nobody may compare',
		{ etag: 'W/"a"', lastModified: null },
		{ etag: 'W/"b"', lastModified: null },
	],
	['an ETag that only one of them has', { etag: '"a"' }, { etag: 'none' }],
	[
		'nothing but a date that only one of them has',
		{ etag: 'none', lastModified: null },
		{ etag: 'none', lastModified: MONDAY },
	],
];

describe('a file that was changed between two runs behind its first MiB', () => {
	it.each(OTHERS)('is not sent into the same video: %s', async (_how, before, after) => {
		serve(before);
		const videoId = await stopped(address());
		serve(after);
		const { error } = await uploadFromWeb(world, address(), { resumeVideoId: videoId });
		expect(error?.message).toContain(
			`The file 'film.mp4' has changed on its server since it was uploaded to the video ${videoId}`,
		);
		expect(error?.description).toMatch(/remove Resume Video to upload the file as a new one/);
		expect(world.emulator.requests.uploads).toEqual([]);
	});

	it('is not sent to the video of its key either, whether that is complete or not', async () => {
		serve({ etag: '"a"' });
		await stopped(address(), KEY);
		serve({ etag: '"b"' });
		const begun = await uploadFromWeb(world, address(), KEY);
		expect(begun.error?.message).toContain('has changed on its server');
		expect(begun.error?.description).toMatch(/use another key in Only Once/);

		const other = { idempotencyKey: 'drive-2' };
		expect((await uploadFromWeb(world, address(), other)).error).toBeUndefined();
		serve({ etag: '"c"' });
		const whole = await uploadFromWeb(world, address(), other);
		expect(whole.error?.message).toContain('has changed on its server');
		expect(whole.error?.description).toMatch(/nothing needs to be done\. Nothing was sent\.$/);
	});

	it.each(SAME)('counts as the same with %s', async (_how, before, after) => {
		const file = serve(before);
		const videoId = await stopped(address());
		serve(after);
		const result = await uploadFromWeb(world, address(), { resumeVideoId: videoId });
		await expectWhole(result, videoId, await file.sha256());
	});
});
