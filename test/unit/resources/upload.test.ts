import { createHash } from 'node:crypto';
import '../support/credentialClock';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { OWN_METADATA } from '../../../nodes/ApiVideo/resources/video/ownMetadata';
import { uploadVideo } from '../../../nodes/ApiVideo/resources/video/upload';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { waitUntilPlayable } from '../../../nodes/ApiVideo/resources/video/waitUntilPlayable';
import {
	FakeNode,
	problemResponse,
	response,
	SANDBOX,
	type FakeNodeOptions,
	type Reply,
} from '../support/fakeNode';
import { readForm, type FormPart } from '../support/readForm';
import { networkError, wrapped } from '../support/httpErrors';
import { locator, runOperation } from '../support/runOperation';
import { expectReadable, troubleOf } from '../support/troubles';
import { stepContext } from '../support/stepContext';

const HOST = 'https://sandbox.api.video';
const BYTES = Buffer.from('the bytes of a film');
const ITEM: INodeExecutionData = {
	json: {},
	binary: {
		data: { mimeType: 'video/mp4', fileName: 'film.mp4', data: BYTES.toString('base64') },
	},
};
const BY_KEY = { uploadWith: 'apiKey', binaryPropertyName: 'data' };
const BY_TOKEN = {
	...BY_KEY,
	uploadWith: 'delegatedToken',
	uploadToken: locator('id', 'toPicked1'),
};
const TOKEN_ONLY = { uploadWith: 'tokenCredential', binaryPropertyName: 'data' };

/** A service that holds one video; a test may answer some requests otherwise. */
function world(
	parameters: IDataObject,
	otherwise: Record<string, Reply> = {},
	options: Partial<FakeNodeOptions> = {},
) {
	const forms: FormPart[][] = [];
	const usual: Record<string, Reply> = {
		'POST /videos': () => response(201, { videoId: 'vi1' }),
		'GET /videos/vi1': () => response(200, { videoId: 'vi1', title: 'Present' }),
		'GET /videos/vi1/status': () => response(200, { ingest: { status: 'uploading' } }),
		'DELETE /videos/vi1': () => response(204, ''),
	};
	const node = new FakeNode({
		items: [ITEM],
		parameters,
		reply: async (request, index) => {
			const name = `${request.method} ${request.url.replace(HOST, '')}`;
			const reply = otherwise[name] ?? usual[name];
			if (reply) return await reply(request, index);
			forms.push(await readForm(request.body as FormData));
			return response(201, { videoId: 'vi1', title: 'Uploaded' });
		},
		...options,
	});
	const paths = () => node.asked.map((one) => one.replace(HOST, ''));
	return { node, forms, paths, run: async () => await runOperation(uploadVideo, node) };
}

describe('Upload with the API key', () => {
	it('makes a container, uploads into it, and puts out the video', async () => {
		const { node, forms, paths, run } = world(BY_KEY);
		expect(await run()).toEqual({ videoId: 'vi1', title: 'Uploaded' });
		expect(paths()).toEqual(['POST /videos', 'POST /videos/vi1/source']);
		expect(node.requests[0].body).toEqual({ title: 'film.mp4' });
		expect(forms[0]).toEqual([
			{ field: 'file', name: 'film.mp4', type: 'video/mp4', bytes: BYTES },
		]);
	});

	it('gives the container everything that was filled in', async () => {
		const { node, run } = world({
			...BY_KEY,
			title: ' A title ',
			additionalFields: { tags: 'a, b', public: false, clip: { value: { startTimecode: 75 } } },
		});
		await run();
		expect(node.requests[0].body).toEqual({
			title: 'A title',
			tags: ['a', 'b'],
			public: false,
			clip: { startTimecode: '00:01:15' },
		});
	});

	it('uploads nowhere when the service names no video', async () => {
		const { paths, run } = world(BY_KEY, { 'POST /videos': () => response(201, { title: 'x' }) });
		expectReadable(await troubleOf(run));
		expect(paths()).toEqual(['POST /videos']);
	});

	it.each<[string, IDataObject]>([
		['Chunk Size (MiB)', { chunkSize: 4.99 }],
		['Chunk Size (MiB)', { chunkSize: 200.01 }],
		['Chunk Size (MiB)', { chunkSize: 'large' }],
		['Memory Limit (MiB)', { memoryLimit: 1 }],
		['Parallel Uploads', { parallelUploads: 0 }],
		['Max Wait (Minutes)', { maxWait: 'long' }],
	])('makes nothing when %s is out of range: %j', async (label, options) => {
		const { node, run } = world({ ...BY_KEY, options });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		const [named, said] = trouble.message.split(' must be ');
		expect(named).toBe(label);
		expect(said).toMatch(/^a (whole )?number from \d+ to \d+/);
		expect(node.requests).toEqual([]);
	});

	it.each(['chunkSize', 'memoryLimit', 'parallelUploads', 'maxWait'])(
		'takes %s for not given where it came out empty',
		async (name) => {
			for (const value of [null, undefined, '']) {
				const { paths, run } = world({ ...BY_KEY, options: { [name]: value } } as IDataObject);
				await run();
				expect(paths()).toContain('POST /videos');
			}
		},
	);

	it('makes nothing when there is no file', async () => {
		const { node, run } = world({ ...BY_KEY, binaryPropertyName: 'video' });
		expect((await troubleOf(run)).message).toContain("no binary field named 'video'");
		expect(node.requests).toEqual([]);
	});

	const refused: Reply = () => problemResponse(400, 'uploaded-file-invalid-file');
	const SOURCE = 'POST /videos/vi1/source';

	const STATUS = 'GET /videos/vi1/status';
	const DELETE = 'DELETE /videos/vi1';
	const suspended: Reply = () => problemResponse(403, 'authorization-suspended-account');
	const ingest =
		(status: object): Reply =>
		() =>
			response(200, { ingest: status });

	it('removes the empty container that it has made when nothing has arrived', async () => {
		const { paths, run } = world(BY_KEY, { [SOURCE]: suspended });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.advice).toMatch(/Nothing had arrived, so the empty video vi1 was deleted\.$/);
		expect(paths()).toEqual(['POST /videos', SOURCE, STATUS, DELETE]);
	});

	const aPart = ingest({
		status: 'uploading',
		receivedBytes: [{ from: 0, to: 9, total: 19 }],
	});

	it('keeps what the status shows, though no answer has told of it', async () => {
		const { paths, run } = world(BY_KEY, { [SOURCE]: suspended, [STATUS]: aPart });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.advice).toMatch(/had arrived in the video vi1\. Upload again with Resume Video/);
		expect(paths()).not.toContain(DELETE);
	});

	it('does not call a video empty that it deletes with a part of the file', async () => {
		const parameters = { ...BY_KEY, options: { ifStopped: 'delete' } };
		const { run } = world(parameters, { [SOURCE]: suspended, [STATUS]: aPart });
		expect((await troubleOf(run)).advice).toMatch(/ The unfinished video vi1 was deleted\.$/);
	});

	it('asks again for a container that is not known everywhere yet', async () => {
		let asked = 0;
		const notYet: Reply = () =>
			++asked < 3 ? problemResponse(404, 'resource-not-found') : response(200, {});
		const { run } = world(BY_KEY, { [SOURCE]: suspended, [STATUS]: notYet });
		expect((await troubleOf(run)).advice).toMatch(/so the empty video vi1 was deleted\.$/);
	});

	it.each<[string, Reply, RegExp]>([
		['is complete', ingest({ status: 'uploaded' }), /vi1 has all of the file nevertheless/],
		[
			'says a word that nobody knows',
			ingest({ status: 'merging' }),
			/unfinished video vi1 is still there: delete it/,
		],
		[
			'shows every byte',
			ingest({ status: 'uploading', receivedBytes: [{ from: 0, to: 18, total: 19 }] }),
			/vi1 has all of the file/,
		],
		['cannot be had', suspended, /unfinished video vi1 is still there: delete it/],
		['is gone', () => problemResponse(404, 'resource-not-found'), /vi1 is not there any more/],
		[
			'is the page of a proxy',
			() => response(404, '<html>'),
			/unfinished video vi1 is still there/,
		],
	])('deletes nothing of which the status %s', async (_case, status, words) => {
		const parameters = { ...BY_KEY, options: { ifStopped: 'delete' } };
		const { paths, run } = world(parameters, { [SOURCE]: refused, [STATUS]: status });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.advice).toMatch(words);
		expect(paths()).not.toContain(DELETE);
	});

	it('deletes the container when the upload stops and it was asked to', async () => {
		const parameters = { ...BY_KEY, options: { ifStopped: 'delete' } };
		const { paths, run } = world(parameters, { [SOURCE]: refused });
		expect((await troubleOf(run)).advice).toContain('vi1 was deleted');
		expect(paths()).toEqual(['POST /videos', SOURCE, STATUS, DELETE]);
	});

	it.each(['keep', 'delete'])(
		'never deletes a container with an Idempotency Key: somebody may have found it (%s)',
		async (ifStopped) => {
			let made = false;
			const listed = { videoId: 'vi1', createdAt: '2026-11-23T12:00:00+00:00' };
			const metadata = [{ key: OWN_METADATA.idempotency, value: 'drive-1' }];
			const list = () =>
				response(200, { data: made ? [{ ...listed, metadata }] : [], pagination: {} });
			const post = () => {
				made = true;
				return response(201, { videoId: 'vi1' });
			};
			const parameters = { ...BY_KEY, options: { ifStopped, idempotencyKey: 'drive-1' } };
			const { paths, run } = world(parameters, {
				'GET /videos': list,
				'POST /videos': post,
				[SOURCE]: suspended,
			});
			const trouble = await troubleOf(run);
			expectReadable(trouble);
			expect(trouble.advice).toContain('The empty video vi1 stays: the next run');
			expect(paths()).not.toContain(DELETE);
		},
	);

	it.each<[string, object, number]>([
		['is empty', { status: 'uploading' }, 1],
		['is none yet', {}, 1],
		['is a word that nobody knows', { status: 'merging' }, 0],
		['is complete', { status: 'uploaded' }, 0],
		['shows bytes', { status: 'uploading', receivedBytes: [{ from: 0, to: 4, total: 19 }] }, 0],
	])('deletes the loser of a race only where its status %s', async (_case, status, deleted) => {
		let made = false;
		const metadata = [{ key: OWN_METADATA.idempotency, value: 'drive-1' }];
		const of = (videoId: string, second: number) => ({
			videoId,
			metadata,
			createdAt: `2026-11-23T12:00:0${second}+00:00`,
		});
		const post = () => {
			made = true;
			return response(201, { videoId: 'vi1' });
		};
		const { paths, run } = world(
			{ ...BY_KEY, options: { idempotencyKey: 'drive-1' } },
			{
				'GET /videos': () => response(200, { data: made ? [of('vi0', 1), of('vi1', 2)] : [] }),
				'POST /videos': post,
				[STATUS]: ingest(status),
				'GET /videos/vi0/status': ingest({ status: 'uploaded' }),
			},
		);
		expect(await run()).toMatchObject({ videoId: 'vi0' });
		expect(paths().filter((path) => path === DELETE)).toHaveLength(deleted);
	});

	/** Cancels the execution before the file is on its way, or once all of it is. */
	const cancelling = (ifStopped: string, sent: boolean) => {
		const cancel = new AbortController();
		const stopping: Reply = async ({ body }) => {
			if (sent) await readForm(body as FormData);
			cancel.abort();
			throw wrapped(networkError('ERR_CANCELED'));
		};
		return world(
			{ ...BY_KEY, options: { ifStopped } },
			{ [SOURCE]: stopping },
			{ signal: cancel.signal },
		);
	};

	it('deletes the container that the status says is unfinished when the execution is cancelled', async () => {
		const { paths, run } = cancelling('delete', true);
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toBe("The execution was canceled while 'film.mp4' was being uploaded");
		expect(trouble.advice).toContain('the empty video vi1 was deleted.');
		expect(paths().slice(0, 3)).toEqual(['POST /videos', SOURCE, STATUS]);
		expect(paths().filter((path) => path === DELETE)).toHaveLength(1);
	});

	it.each(['keep', 'delete'])(
		'deletes at once what cannot hold anything when the execution is cancelled (%s)',
		async (ifStopped) => {
			const { paths, run } = cancelling(ifStopped, false);
			const trouble = await troubleOf(run);
			expect(trouble.advice).toContain('the empty video vi1 was deleted.');
			expect(paths()).toEqual(['POST /videos', SOURCE, STATUS, DELETE]);
		},
	);

	it('keeps what may have arrived when the execution is cancelled', async () => {
		const { paths, run } = cancelling('keep', true);
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.advice).toMatch(
			/Nothing is known to have arrived in the video vi1.*Resume Video/,
		);
		expect(paths()).toEqual(['POST /videos', SOURCE, STATUS]);
	});

	it.each(['keep', 'delete'])(
		'does not delete a file that has arrived and that the status shows later (%s)',
		async (ifStopped) => {
			let questions = 0;
			const status: Reply = () =>
				response(200, { ingest: { status: ++questions < 4 ? 'uploading' : 'uploaded' } });
			const lostAnswer: Reply = () => {
				// After each try the status is asked once, and again when the upload has stopped.
				questions = 0;
				throw wrapped(networkError('ECONNRESET'));
			};
			const { paths, run } = world(
				{ ...BY_KEY, options: { ifStopped } },
				{ [SOURCE]: lostAnswer, [STATUS]: status },
			);
			const trouble = await troubleOf(run);
			expect(trouble.advice).toContain('vi1 has all of the file nevertheless');
			expect(paths()).not.toContain(DELETE);
		},
	);

	it('removes the empty container where the service never answered, and never shows a byte', async () => {
		const lostAnswer: Reply = () => {
			throw wrapped(networkError('ECONNRESET'));
		};
		const { paths, run } = world(BY_KEY, { [SOURCE]: lostAnswer });
		const trouble = await troubleOf(run);
		expect(trouble.advice).toContain('Nothing had arrived, so the empty video vi1 was deleted.');
		expect(paths().at(-1)).toBe(DELETE);
	});

	it('stops where Resume Video and Idempotency Key are both there: the key would go unheeded', async () => {
		const options = { resumeVideoId: locator('id', 'vi1'), idempotencyKey: 'drive-1' };
		const { node, run } = world({ ...BY_KEY, options });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toBe('Only Once (Key) and Resume Video are both there');
		expect(node.requests).toEqual([]);
	});

	it('does not take a file of which nothing is known for this one', async () => {
		const options = { resumeVideoId: locator('id', 'vi1') };
		const { paths, run } = world(
			{ ...BY_KEY, options },
			{ [STATUS]: ingest({ status: 'uploaded' }) },
		);
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toContain('api.video does not say whether it is');
		expect(paths()).toEqual(['GET /videos/vi1', STATUS]);
	});

	it.each<[string, unknown]>([
		['null', null],
		['undefined', undefined],
		['blanks', '  '],
		['nothing', ''],
		['an object', { id: 1 }],
		['a list', ['a']],
		['a switch', true],
		['no number', NaN],
		['a number that has lost digits', 2 ** 60],
	])('makes nothing when Idempotency Key comes out as %s', async (_case, idempotencyKey) => {
		const { node, run } = world({ ...BY_KEY, options: { idempotencyKey } } as IDataObject);
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toMatch(/^Only Once \(Key\) is (empty|not a text)/);
		expect(trouble.advice).toContain('remove Only Once (Key) from Options');
		expect(node.requests).toEqual([]);
	});

	it.each<[string, unknown]>([
		['null', null],
		['undefined', undefined],
		['blanks', ' '],
		['a locator that holds nothing', locator('id', '')],
		['a locator that found nothing', { __rl: true, mode: 'id', value: undefined }],
	])('makes nothing when Resume Video comes out as %s', async (_case, resumeVideoId) => {
		const { node, run } = world({ ...BY_KEY, options: { resumeVideoId } } as IDataObject);
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toBe('Resume Video is empty');
		expect(node.requests).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['Upload With', { uploadWith: 'token' }],
		['If Upload Stops', { options: { ifStopped: 'remove' } }],
		['Include Upload Report', { options: { includeReport: 'yes' } }],
		['Wait Until Playable', { options: { waitUntilPlayable: 'later' } }],
		['Title', { title: { text: 'a' } }],
	])('makes nothing when %s has a value that nobody knows', async (label, parameters) => {
		const { node, run } = world({ ...BY_KEY, ...parameters });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toMatch(new RegExp(`^${label} `));
		expect(node.requests).toEqual([]);
	});

	it('understands switches and choices that came as text, in any case', async () => {
		const options = { includeReport: 'TRUE', ifStopped: 'Delete Video' };
		const { run } = world({ ...BY_KEY, uploadWith: 'api key', options });
		expect(await run()).toHaveProperty('uploadReport');
	});

	it('stops at a video that was begun in parts, and sends nothing', async () => {
		const parts = { status: 'uploading', receivedParts: { parts: [1, 2], total: 4 } };
		const options = { resumeVideoId: locator('id', 'vi1') };
		const { paths, run } = world({ ...BY_KEY, options }, { [STATUS]: ingest(parts) });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toContain('begun in numbered parts');
		expect(paths()).toEqual(['GET /videos/vi1', STATUS]);
	});

	it('finds the video of a key also behind a page of others that the service takes for alike', async () => {
		const of = (value: string) => [{ key: OWN_METADATA.idempotency, value }];
		const others = Array.from({ length: 100 }, (_, at) => ({
			videoId: `vo${at}`,
			metadata: of('Drive-1'),
		}));
		const list: Reply = ({ qs }) =>
			response(200, {
				data: qs?.currentPage === 1 ? others : [{ videoId: 'vi1', metadata: of('drive-1') }],
				pagination: { pagesTotal: 2 },
			});
		const { paths, run } = world(
			{ ...BY_KEY, options: { idempotencyKey: 'drive-1' } },
			{ 'GET /videos': list, [STATUS]: ingest({ status: 'uploaded' }) },
		);
		expect(await run()).toMatchObject({ videoId: 'vi1' });
		expect(paths()).not.toContain('POST /videos');
	});

	it('says nothing of chunks where the file goes in one request', async () => {
		const hash = createHash('sha256').update(BYTES).digest('hex');
		const value = `${BYTES.byteLength}-${hash}-${8 * MIB}`;
		const metadata = [{ key: OWN_METADATA.fingerprint, value }];
		const options = { resumeVideoId: locator('id', 'vi1'), chunkSize: 50 };
		const { node } = world(
			{ ...BY_KEY, options },
			{ 'GET /videos/vi1': () => response(200, { videoId: 'vi1', metadata }) },
		);
		const n8n = node.execution;
		const context = stepContext(n8n);
		await uploadVideo.execute(context);
		context.execution.tellWhatHappened();
		expect(node.hints.map(({ message }) => message)).toEqual([
			'Uploaded film.mp4 (19 B): sent 19 B in 1 request',
		]);
	});

	it('goes on with no video that holds more than the file has', async () => {
		const more = { status: 'uploading', receivedBytes: [{ from: 0, to: BYTES.byteLength }] };
		const options = { resumeVideoId: locator('id', 'vi1') };
		const { paths, run } = world({ ...BY_KEY, options }, { [STATUS]: ingest(more) });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toContain('is not the file that was uploaded to the video vi1 before');
		expect(paths()).toEqual(['GET /videos/vi1', STATUS]);
	});

	it.each([null, '', true, [], 'all'])(
		'holds no byte for arrived of which the status says %p',
		async (to) => {
			const odd = { status: 'uploading', receivedBytes: [{ from: 0, to }] };
			const options = { resumeVideoId: locator('id', 'vi1') };
			const { forms, run } = world({ ...BY_KEY, options }, { [STATUS]: ingest(odd) });
			await run();
			expect(forms[0][0].bytes).toEqual(BYTES);
		},
	);

	it.each(['parameters', 'signature'])(
		'ends at once when it is cancelled while n8n does not hand out the credential (%s)',
		async (reader) => {
			const cancel = new AbortController();
			const { node } = world(BY_KEY, {}, { signal: cancel.signal });
			const n8n = node.execution;
			const { getCredentials } = n8n;
			let reads = 0;
			n8n.getCredentials = async (type) => {
				// The container is made in between.
				if (++reads !== (reader === 'parameters' ? 1 : 2)) return await getCredentials(type);
				void Promise.resolve().then(() => cancel.abort());
				return await new Promise<never>(() => {});
			};
			const context = stepContext(n8n);
			const { message } = await troubleOf(async () => await uploadVideo.execute(context));
			expect(message).toMatch(/^The execution was canceled/);
		},
	);

	it('says that a video is still being ingested, and sends nothing', async () => {
		const options = { resumeVideoId: locator('id', 'vi1') };
		const ingesting = ingest({ status: 'ingesting', receivedBytes: [] });
		const { paths, run } = world({ ...BY_KEY, options }, { [STATUS]: ingesting });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toContain('api.video is still ingesting the video vi1');
		expect(new Set(paths())).toEqual(new Set(['GET /videos/vi1', STATUS]));
	});

	it('does not delete a video that somebody else has completed', async () => {
		const options = { ifStopped: 'delete', resumeVideoId: 'vi1' };
		const taken: Reply = () => problemResponse(400, 'video-source-already-uploaded');
		const { paths, run } = world({ ...BY_KEY, options }, { [SOURCE]: taken });
		await troubleOf(run);
		expect(paths()).not.toContain('DELETE /videos/vi1');
	});
});

describe('Upload with a delegated token', () => {
	it('picked in the step: the container is made with the key, the bytes travel with the token', async () => {
		const { node, forms, paths, run } = world(BY_TOKEN);
		await run();
		expect(paths()).toEqual(['POST /videos', 'POST /upload']);
		expect(node.requests[1]).toMatchObject({ qs: { token: 'toPicked1' } });
		const signatures = node.requests.map(({ headers }) => headers?.Authorization);
		expect(signatures).toEqual(['Bearer access1', undefined]);
		expect(forms[0].map(({ field }) => field)).toEqual(['videoId', 'file']);
	});

	it('from the credential: nothing but the upload goes out', async () => {
		const { node, forms, paths, run } = world(TOKEN_ONLY);
		expect(await run()).toEqual({ videoId: 'vi1', title: 'Uploaded' });
		expect(paths()).toEqual(['POST /upload']);
		expect(node.requests[0]).toMatchObject({ qs: { token: 'toCredential1' } });
		expect(node.requests[0].credential).toBeUndefined();
		expect(forms[0].map(({ field }) => field)).toEqual(['file']);
	});

	it('that is missing in the credential sends nothing', async () => {
		const empty = {
			apiVideoUploadTokenApi: { ...SANDBOX.apiVideoUploadTokenApi, uploadToken: ' ' },
		};
		const { node, run } = world(TOKEN_ONLY, {}, { credentials: empty });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toBe('The credential holds no delegated token');
		expect(node.requests).toEqual([]);
	});

	it('that has expired says what to do, without the token', async () => {
		const title = 'The token toCredential1 is not valid';
		const expired: Reply = () =>
			problemResponse(401, 'authentication-invalid-upload-token', { title });
		const { run } = world(TOKEN_ONLY, { 'POST /upload': expired });
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toMatch(/delegated token is not valid.*expired/);
		expect(trouble.advice).toMatch(/Delegated Token > Create.*No video was made\.$/);
		expect(`${trouble.message} ${trouble.advice}`).not.toContain('toCredential1');
	});
});

describe('Wait Until Playable', () => {
	const waiting = (maxWait: unknown) => {
		const parameters = { videoId: locator('id', 'vi1'), maxWait } as IDataObject;
		const encoding = { playable: false, qualities: [{ quality: '720p', status: 'encoding' }] };
		const node = new FakeNode({
			parameters,
			reply: () => response(200, { encoding }),
		});
		return { node, run: async () => await runOperation(waitUntilPlayable, node) };
	};

	it('ends after the time given', async () => {
		const { node, run } = waiting(10);
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toBe('The video vi1 is not playable yet after 10 minutes');
		expect(node.requests.length).toBeGreaterThan(5);
	});

	it('asks again for a video that was uploaded a moment ago and is not known yet', async () => {
		let questions = 0;
		const status: Reply = () =>
			++questions < 3
				? problemResponse(404, 'resource-not-found')
				: response(200, { encoding: { playable: true, qualities: [] } });
		const parameters = { ...BY_KEY, options: { waitUntilPlayable: true } };
		const { run } = world(parameters, { 'GET /videos/vi1/status': status });
		expect(await run()).toEqual({ videoId: 'vi1', title: 'Present' });
		expect(questions).toBe(3);
	});

	it('does not wait for a video that nobody knows', async () => {
		const parameters = { videoId: locator('id', 'vi1'), maxWait: 10 };
		const node = new FakeNode({
			parameters,
			reply: () => problemResponse(404, 'resource-not-found'),
		});
		const trouble = await troubleOf(async () => await runOperation(waitUntilPlayable, node));
		expect(trouble.message).toBe('The video vi1 was not found');
		expect(node.requests).toHaveLength(1);
	});

	it('does not wait for ever when the time is no number', async () => {
		const { run } = waiting('long');
		const trouble = await troubleOf(run);
		expectReadable(trouble);
		expect(trouble.message).toContain('Max Wait');
	});
});
