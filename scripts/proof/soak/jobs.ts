import { open } from 'node:fs/promises';
import { poll } from '../../lib/lab';
import { asked, openDoor, ours, putOut, readAsked, type Items } from './door';
import { deleteVideo, makeVideo, mustBeWhole } from './videos';
import type { World } from './world';

/** Work of one kind. */
export interface Job {
	name: string;
	/**
	 * Does it once and looks at what came of it.
	 *
	 * @param title of this one alone
	 * @throws Stopped when n8n said that it did not do it; any other error: something untrue was seen
	 */
	run(title: string): Promise<void>;
}

const UPLOAD = { resource: 'video', operation: 'upload', binaryPropertyName: 'data' };
const FROM_WEB = { ...UPLOAD, fileFrom: 'webAddress' };
const TITLE = `=${asked('title')}`;
const CAPTIONS = 'WEBVTT\n\n00:00.000 --> 00:04.000\nHello\n';
const CHUNK_BYTES = 5 * 1024 * 1024;

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** What an update changes. */
interface Described {
	description: string;
	tags: string[];
}

const idIn = ([video]: Items) => String(video.videoId);

/** Opens a door for each kind of work. */
export async function jobsOf(world: World): Promise<Job[]> {
	return [
		...(await uploads(world)),
		...(await goingOn(world)),
		...(await withTokens(world)),
		...(await afterwards(world)),
	];
}

/** Uploads of one file: one request, chunks, from the web. */
async function uploads(world: World): Promise<Job[]> {
	const { withKey, small, long, onTheWeb, address } = world;
	const binary = { ...UPLOAD, title: TITLE };
	const inChunks = { ...binary, options: { chunkSize: 5 } };
	const fromWeb = { ...FROM_WEB, title: TITLE, webAddress: address };
	const one = await openDoor(world, [readAsked(), ours('Upload', withKey, binary)]);
	const chunks = await openDoor(world, [readAsked(), ours('Upload', withKey, inChunks)]);
	const web = await openDoor(world, [ours('Upload', withKey, fromWeb)]);
	return [
		uploading(
			'Upload in one request',
			small,
			async (title) => await one({ title, file: small.path }),
		),
		uploading('Upload in chunks', long, async (title) => await chunks({ title, file: long.path })),
		uploading('Upload from a web address', onTheWeb, async (title) => await web({ title })),
	];

	function uploading(
		name: string,
		film: { size: number; sha256: string },
		upload: (title: string) => Promise<Items>,
	): Job {
		return {
			name,
			async run(title) {
				const videoId = idIn(await upload(title));
				await mustBeWhole(world, { videoId, title, film });
			},
		};
	}
}

/** Uploads that were begun, or asked for twice. */
async function goingOn(world: World): Promise<Job[]> {
	const { emulator, withKey, long, small } = world;
	const resume = await openDoor(world, [
		readAsked(),
		ours('Upload', withKey, { ...UPLOAD, options: { resumeVideoId: `=${asked('videoId')}` } }),
	]);
	const once = await openDoor(world, [
		readAsked(),
		ours('Upload', withKey, { ...UPLOAD, title: TITLE, options: { idempotencyKey: TITLE } }),
	]);
	return [
		{
			name: 'Resume',
			async run(title) {
				const videoId = await makeVideo(world, title);
				const begun = { from: 0, to: CHUNK_BYTES - 1, total: long.size };
				await emulator.storeRange(videoId, begun, await beginningOf(long.path, CHUNK_BYTES));
				await resume({ file: long.path, videoId });
				await mustBeWhole(world, { videoId, title, film: long });
			},
		},
		{
			name: 'Only Once, twice at the same time',
			async run(title) {
				const query = { title, file: small.path };
				const both = await Promise.allSettled([once(query), once(query)]);
				// A third run finds what is there, whatever became of the two.
				const videoId = idIn(await once(query));
				const others = both.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
				const different = others.filter((item) => item.videoId !== videoId);
				if (different.length > 0) throw new Error(`one key has given two videos`);
				await mustBeWhole(world, { videoId, title, film: small });
			},
		},
	];
}

/** Delegated tokens: made, used, deleted, rotated. */
async function withTokens(world: World): Promise<Job[]> {
	const { withKey, withToken, small, onTheWeb, address, service } = world;
	// Without a key the name of the file is the title, and only of a file on the web it can be chosen.
	const named = { ...FROM_WEB, webAddress: address, options: { fileName: TITLE } };
	const token = byId("={{ $('Create').first().json.token }}");
	const resource = 'delegatedToken';
	const alone = await openDoor(world, [
		ours('Upload', withToken, { ...named, uploadWith: 'tokenCredential' }),
	]);
	const chain = await openDoor(world, [
		ours('Create', withKey, { resource, operation: 'create', ttl: 1, ttlUnit: 'hours' }),
		readAsked(),
		ours('Upload', withKey, {
			...UPLOAD,
			title: TITLE,
			uploadWith: 'delegatedToken',
			uploadToken: token,
		}),
		ours('Delete', withKey, { resource, operation: 'delete', uploadToken: token }),
		putOut(
			"{ ...$('Upload').first().json, token: $json.token, error: $('Create').first().json.error ?? $('Upload').first().json.error ?? $json.error }",
		),
	]);
	const rotate = await openDoor(world, [
		ours('Rotate', withKey, {
			resource,
			operation: 'rotate',
			tokensToDelete: 'madeByThisStep',
			keepOldFor: 0,
			rotationTtl: 1,
			rotationTtlUnit: 'hours',
		}),
	]);
	const exists = async (one: string) =>
		await service('GET', `/upload-tokens/${one}`).then(
			() => true,
			() => false,
		);
	return [
		{
			name: 'Upload with a delegated token alone',
			async run(title) {
				const videoId = idIn(await alone({ title }));
				await mustBeWhole(world, { videoId, title, film: onTheWeb, withTokenAlone: true });
			},
		},
		{
			name: 'A delegated token is made, used and deleted',
			async run(title) {
				const items = await chain({ title, file: small.path });
				if (await exists(String(items[0].token))) throw new Error('the token is still there');
				await mustBeWhole(world, { videoId: idIn(items), title, film: small });
			},
		},
		{
			name: 'Rotate',
			async run() {
				const [made] = await rotate({});
				if (!(await exists(String(made.token)))) throw new Error('the new token is not there');
			},
		},
	];
}

/** What is done with a video that is there. */
async function afterwards(world: World): Promise<Job[]> {
	const { withKey, service, signal } = world;
	const videoId = byId(`=${asked('videoId')}`);
	const update = await openDoor(world, [
		ours('Update', withKey, {
			resource: 'video',
			operation: 'update',
			videoId,
			updateFields: { description: TITLE, tags: 'soak' },
		}),
	]);
	const captions = await openDoor(world, [
		ours('Captions', withKey, {
			resource: 'caption',
			operation: 'upload',
			videoId,
			language: byId('en'),
			contentFrom: 'text',
			text: CAPTIONS,
		}),
	]);
	const list = await openDoor(world, [
		ours('List', withKey, {
			resource: 'video',
			operation: 'getAll',
			returnAll: true,
			filters: { title: TITLE },
		}),
	]);
	const withVideo = (
		name: string,
		work: (videoId: string, title: string) => Promise<void>,
	): Job => ({
		name,
		async run(title) {
			const made = await makeVideo(world, title);
			try {
				await work(made, title);
			} finally {
				await deleteVideo(world, made);
			}
		},
	});
	return [
		withVideo('Update', async (id, title) => {
			await update({ title, videoId: id });
			const { description, tags } = await service<Described>('GET', `/videos/${id}`);
			if (description !== title || String(tags) !== 'soak') {
				throw new Error(`the video has the description '${description}' and the tags '${tags}'`);
			}
		}),
		withVideo('Caption', async (id) => {
			await captions({ videoId: id });
			const { src } = await service<{ src: string }>('GET', `/videos/${id}/captions/en`);
			const text = await textAt(src, signal);
			if (text !== CAPTIONS) throw new Error(`the captions are '${text}'`);
		}),
		withVideo('Get Many', async (id, title) => {
			const seen = (await list({ title })).map((item) => item.videoId);
			if (String(seen) !== id) throw new Error(`the list shows '${seen}', not '${id}'`);
		}),
	];
}

async function beginningOf(path: string, length: number): Promise<Buffer> {
	const file = await open(path);
	try {
		return (await file.read(Buffer.alloc(length), 0, length, 0)).buffer;
	} finally {
		await file.close();
	}
}

/** The faults fall upon this as well. */
async function textAt(address: string, signal: AbortSignal): Promise<string> {
	const ask = async () => {
		const response = await fetch(address, { signal });
		return response.ok ? await response.text() : undefined;
	};
	const options = { what: address, timeoutMilliseconds: 30_000, intervalMilliseconds: 50, signal };
	return await poll(async () => await ask().catch(() => undefined), options);
}
