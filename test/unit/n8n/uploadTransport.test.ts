import '../support/credentialClock';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { IExecuteFunctions } from 'n8n-workflow';
import { bindAccessToken } from '../../../nodes/ApiVideo/api/accessToken';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { Api } from '../../../nodes/ApiVideo/api/api';
import { Signer } from '../../../nodes/ApiVideo/n8n/signer';
import {
	keyQuestions,
	keyTransport,
	tokenTransport,
} from '../../../nodes/ApiVideo/n8n/uploadTransport';
import {
	MIB,
	SourceError,
	type Clock,
	type UploadBody,
	type UploadRequest,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import {
	answers,
	FakeNode,
	problemResponse,
	response,
	SANDBOX,
	type FakeNodeOptions,
	type SentRequest,
} from '../support/fakeNode';
import { whilePassing } from '../support/fakeTime';
import { networkError, statusError, wrapped } from '../support/httpErrors';
import { bodyOf, memorySource } from '../support/memorySource';
import { readForm, type FormPart } from '../support/readForm';
import { stillClock } from '../support/stillClock';
import { troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { callerOf } from '../support/callerOf';

const BASE = 'http://localhost:8080';
const BYTES = randomBytes(1000);
const CREATED = response(201, { videoId: 'vi1' });
const WAYS = ['key', 'token'] as const;
type Way = (typeof WAYS)[number];
const SIGNAL = new AbortController().signal;

/** The credential before n8n has signed in for the first time. */
const NO_ACCESS_TOKEN = { apiVideoApi: { ...SANDBOX.apiVideoApi, accessToken: '' } };

const apiFor = (n8n: IExecuteFunctions, clock: Clock) =>
	new Api(callerOf(n8n, clock, cancelOf(n8n)));

const cancelOf = (n8n: IExecuteFunctions) => n8n.getExecutionCancelSignal() ?? SIGNAL;

const keyWay = (n8n: IExecuteFunctions, clock: Clock) =>
	keyTransport(n8n, clock, BASE, new Signer(n8n, clock, cancelOf(n8n)), apiFor(n8n, clock));

function transport(way: Way, node: FakeNode, clock = stillClock): UploadTransport {
	return way === 'key'
		? keyWay(node.execution, clock)
		: tokenTransport(node.execution, clock, BASE, 'toSecret1');
}

const sending = async (
	way: Way,
	node: FakeNode,
	request: UploadRequest = { videoId: 'vi1', body: bodyOf(memorySource(BYTES)) },
	signal = new AbortController().signal,
) => await transport(way, node).send(request, signal);

/** Reads the form as a service does, and then answers. */
function serviceThat(options: Partial<FakeNodeOptions> = {}) {
	const parts: FormPart[][] = [];
	const node = new FakeNode({
		reply: async ({ body }) => {
			parts.push(await readForm(body as FormData));
			return CREATED;
		},
		...options,
	});
	return { node, parts };
}

/** Never answers, but ends when the request is aborted, as n8n's helper does. */
const silent = async ({ abortSignal }: SentRequest): Promise<never> =>
	await new Promise((_resolve, reject) => {
		const stop = () => reject(wrapped(networkError('ERR_CANCELED', 'canceled')));
		if ((abortSignal as AbortSignal).aborted) stop();
		(abortSignal as AbortSignal).addEventListener('abort', stop);
	});

describe('with the API key', () => {
	it('posts to the container, signed by the credential', async () => {
		const { node, parts } = serviceThat();
		expect(
			await sending('key', node, { videoId: 'vi 1', body: bodyOf(memorySource(BYTES)) }),
		).toMatchObject({
			kind: 'answer',
			status: 201,
			body: { videoId: 'vi1' },
		});
		expect(node.asked).toEqual([`POST ${BASE}/videos/vi%201/source`]);
		expect(node.requests[0].headers).toMatchObject({ Authorization: 'Bearer access1' });
		expect(node.requests[0].credential).toBeUndefined();
		expect(node.requests[0].ignoreHttpStatusErrors).toBe(true);
		expect(node.requests[0].qs).toBeUndefined();
		expect(parts[0].map(({ field }) => field)).toEqual(['file']);
	});

	it('leaves the signature to n8n where n8n shows no access token', async () => {
		const { node } = serviceThat({ credentials: NO_ACCESS_TOKEN });
		await sending('key', node);
		expect(node.requests[0]).toMatchObject({
			credential: 'apiVideoApi',
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
		});
		expect(node.requests[0].headers).not.toHaveProperty('Authorization');
	});

	it.each([
		['that we signed', SANDBOX],
		['that n8n signed', NO_ACCESS_TOKEN],
	])(
		'takes a 401 to a request %s, and that no renewal cures, for an answer',
		async (_by, credentials) => {
			const reply = answers(wrapped(statusError(401, { status: 401 })));
			const { node } = serviceThat({ credentials, reply });
			expect(await sending('key', node)).toMatchObject({ kind: 'answer', status: 401 });
		},
	);

	it('lets n8n renew a refused access token, once for all requests under way', async () => {
		const credentials = { apiVideoApi: { ...SANDBOX.apiVideoApi } };
		const node = new FakeNode({
			credentials,
			reply: async ({ url, headers, body }) => {
				if (url.endsWith('/upload-tokens')) {
					credentials.apiVideoApi.accessToken = bindAccessToken('access2', SANDBOX.apiVideoApi);
					return response(200, {});
				}
				await readForm(body as FormData);
				return headers?.Authorization === 'Bearer access2' ? CREATED : response(401, {});
			},
		});
		const upload = transport('key', node);
		const request = { videoId: 'vi1', body: bodyOf(memorySource(BYTES)) };
		const { signal } = new AbortController();
		const outcomes = await Promise.all([1, 2, 3].map(() => upload.send(request, signal)));
		expect(outcomes.map((outcome) => outcome.kind === 'answer' && outcome.status)).toEqual([
			201, 201, 201,
		]);
		const signedByN8n = node.requests.filter(({ credential }) => credential);
		expect(signedByN8n.map(({ url }) => url)).toEqual(['https://sandbox.api.video/upload-tokens']);
		expect(node.requests).toHaveLength(7);
		expect(await upload.send(request, signal)).toMatchObject({ status: 201 });
		expect(node.requests).toHaveLength(8);
	});
});

describe('with a token', () => {
	it('posts to the upload address, with the token and without any other right', async () => {
		const { node } = serviceThat();
		await sending('token', node);
		const [request] = node.requests;
		expect(node.asked).toEqual([`POST ${BASE}/upload`]);
		expect(request.qs).toEqual({ token: 'toSecret1' });
		expect(request.credential).toBeUndefined();
		expect(request.auth).toBeUndefined();
		expect(Object.keys(request.headers ?? {}).map((name) => name.toLowerCase())).not.toContain(
			'authorization',
		);
		// There is nothing for n8n to renew, so it must not make a rejection of a 401.
		expect(request.ignoreHttpStatusErrors).toBe(true);
	});

	it('puts videoId in front of the file', async () => {
		const { node, parts } = serviceThat();
		await sending('token', node);
		expect(parts[0].map(({ field }) => field)).toEqual(['videoId', 'file']);
		expect(parts[0][0].bytes.toString()).toBe('vi1');
	});

	it('sends no videoId as long as there is none', async () => {
		const { node, parts } = serviceThat();
		await sending('token', node, { body: bodyOf(memorySource(BYTES)) });
		expect(parts[0].map(({ field }) => field)).toEqual(['file']);
	});

	it('cannot ask what has arrived, unless the API key is at hand', () => {
		const { execution } = new FakeNode();
		const alone = tokenTransport(execution, stillClock, BASE, 'to1');
		expect([alone.received, alone.video]).toEqual([undefined, undefined]);
		const questions = keyQuestions(apiFor(execution, stillClock));
		const helped = tokenTransport(execution, stillClock, BASE, 'to1', questions);
		expect([helped.received, helped.video]).toEqual([questions.received, questions.video]);
	});
});

describe.each(WAYS)('either way: %s', (way) => {
	it('sends the file byte by byte, under its name and type', async () => {
		const { node, parts } = serviceThat();
		await sending(way, node);
		const file = parts[0].find(({ field }) => field === 'file');
		expect(file).toMatchObject({ name: 'video.mp4', type: 'video/mp4' });
		expect(file?.bytes.equals(BYTES)).toBe(true);
	});

	it('says who calls, and follows no redirects', async () => {
		const { node } = serviceThat();
		await sending(way, node);
		expect(node.requests[0]).toMatchObject({
			disableFollowRedirect: true,
			returnFullResponse: true,
			headers: {
				Accept: 'application/json',
				'AV-Origin-App': expect.stringMatching(/^n8n-nodes-apivideo:/),
			},
		});
	});

	it('names the range of a chunk', async () => {
		const { node } = serviceThat();
		const range = { from: 1000, to: 1999, total: 5000 };
		await sending(way, node, { videoId: 'vi1', range, body: bodyOf(memorySource(BYTES)) });
		expect(node.requests[0].headers).toMatchObject({ 'Content-Range': 'bytes 1000-1999/5000' });
	});

	it('names no range for a whole file', async () => {
		const { node } = serviceThat();
		await sending(way, node);
		expect(node.requests[0].headers).not.toHaveProperty('Content-Range');
	});

	it.each([
		[32 * 1024, 301_000],
		[200 * MIB, 300_000 + 6_400_000],
	])('has time for %d bytes on a slow line', async (size, timeout) => {
		const node = new FakeNode({ reply: answers(CREATED) });
		await sending(way, node, { videoId: 'vi1', body: { ...bodyOf(memorySource(BYTES)), size } });
		expect(node.requests[0].timeout).toBe(timeout);
	});

	it.each([400, 413, 429, 500])('hands a %d on as it is', async (status) => {
		const node = new FakeNode({ reply: answers(problemResponse(status, 'some-slug')) });
		expect(await sending(way, node)).toMatchObject({ kind: 'answer', status });
		expect(node.requests).toHaveLength(1);
	});

	it('makes a lost connection an outcome', async () => {
		const node = new FakeNode({ reply: answers(wrapped(networkError('ECONNRESET'))) });
		expect(await sending(way, node)).toEqual({
			kind: 'noAnswer',
			what: 'The connection was closed before the service answered',
			permanent: false,
		});
	});

	it('throws what kept the file from being read, whatever the helper makes of it', async () => {
		const unreadable = new SourceError('The file could not be read');
		const body: UploadBody = {
			...memorySource(BYTES),
			async *open() {
				yield BYTES.subarray(0, 10);
				throw unreadable;
			},
		};
		const node = new FakeNode({
			reply: async ({ body: form }) => {
				const file = (form as FormData).get('file') as File;
				const sent: unknown[] = [];
				try {
					for await (const piece of file.stream()) sent.push(piece);
				} catch {
					throw wrapped(networkError('ECONNRESET'));
				}
				return CREATED;
			},
		});
		await expect(sending(way, node, { videoId: 'vi1', body })).rejects.toBe(unreadable);
	});

	it('ends at once when the execution is cancelled', async () => {
		const cancel = new AbortController();
		const node = new FakeNode({ reply: silent, signal: cancel.signal });
		const trouble = troubleOf(() => sending(way, node, undefined, cancel.signal));
		cancel.abort();
		expect((await trouble).message).toBe('The execution was canceled');
	});

	it('ends at once when the upload no longer wants it', async () => {
		const stop = new AbortController();
		const node = new FakeNode({ reply: silent });
		const trouble = troubleOf(() => sending(way, node, undefined, stop.signal));
		stop.abort();
		expect(await trouble).toBeDefined();
	});

	it('gives a connection up on which nothing moves', async () => {
		const node = new FakeNode({ reply: silent });
		expect(await sendFor(70_000, way, node, bodyOf(memorySource(BYTES)))).toEqual({
			kind: 'noAnswer',
			what: 'The connection to the service has stalled',
			permanent: false,
		});
	});

	it('gives a file up of which n8n hands out no more, and does not blame the connection', async () => {
		const stream = async () => {
			const hanging = new Readable({ read() {} });
			hanging.push(BYTES.subarray(0, 10));
			return hanging;
		};
		const node = new FakeNode({
			stream,
			reply: async ({ body }) => {
				await readForm(body as FormData).catch(async () => {
					return await Promise.reject(wrapped(networkError('ECONNRESET')));
				});
				return CREATED;
			},
		});
		const binary = { mimeType: 'video/mp4', data: 's3', id: 's3:1', bytes: BYTES.length };
		const body = async (clock: Clock) =>
			bodyOf(
				await binarySource(
					node.execution,
					0,
					binary,
					{ ...clock, sleep: async () => undefined },
					NEVER,
				),
			);
		// Five minutes, and three more openings of as many.
		await expect(sendFor(4 * 310_000, way, node, body)).rejects.toThrow(
			new SourceError('The file could not be read: n8n hands out no more'),
		);
	});
});

/** Sends a request, and lets so much time pass on a clock of the test's own, in milliseconds. */
async function sendFor(
	milliseconds: number,
	way: Way,
	node: FakeNode,
	body: UploadBody | ((clock: Clock) => Promise<UploadBody>),
) {
	const { signal } = new AbortController();
	return await whilePassing(milliseconds, async (clock) => {
		const sent = typeof body === 'function' ? await body(clock) : body;
		return await transport(way, node, clock).send({ videoId: 'vi1', body: sent }, signal);
	});
}

describe('the signal of a request that n8n signs', () => {
	it("takes the place of the execution's own, which n8n's helper would use", async () => {
		const seen: unknown[] = [];
		const node = new FakeNode({ credentials: NO_ACCESS_TOKEN });
		const context = node.execution;
		context.helpers.httpRequestWithAuthentication = async function (_credential, options) {
			const given = this as unknown as IExecuteFunctions;
			seen.push(given.getExecutionCancelSignal(), options.abortSignal, given.getNode());
			return CREATED;
		};
		const { signal } = new AbortController();
		const request = { videoId: 'vi1', body: bodyOf(memorySource(BYTES)) };
		await keyWay(context, stillClock).send(request, signal);
		expect(seen[0]).toBeInstanceOf(AbortSignal);
		expect(seen[0]).toBe(seen[1]);
		expect(seen[2]).toEqual(context.getNode());
	});
});

describe('the questions', () => {
	const questions = (...steps: Parameters<typeof answers>) => {
		const node = new FakeNode({ reply: answers(...steps) });
		return { node, ...keyQuestions(apiFor(node.execution, new VirtualClock())) };
	};
	const ingest = (fields: object) => response(200, { ingest: fields });

	it('go to the status of the video, with the API key', async () => {
		const { node, received } = questions(
			ingest({
				status: 'uploading',
				receivedBytes: [
					{ from: 0, to: 99, total: 300 },
					{ from: '200', to: '299', total: 300 },
				],
			}),
		);
		expect(await received('vi 1', SIGNAL)).toMatchObject({
			complete: false,
			ranges: [
				{ from: 0, to: 99 },
				{ from: 200, to: 299 },
			],
		});
		expect(node.asked).toEqual(['GET https://sandbox.api.video/videos/vi%201/status']);
		expect(node.requests[0].credential).toBe('apiVideoApi');
	});

	it.each([
		['uploading', false],
		['uploaded', true],
		['ingesting', false],
		['ingested', true],
	])('know that %s is complete: %s', async (status, complete) => {
		expect(await questions(ingest({ status })).received('vi1', SIGNAL)).toMatchObject({
			complete,
			ranges: [],
		});
	});

	it.each([
		['nothing', response(200, {})],
		['nonsense', response(200, { ingest: 'x' })],
		['that there is no such video', problemResponse(404, 'resource-not-found')],
		['a page of a proxy', response(200, '<html>')],
	])('give nothing where the service says %s', async (_case, step) => {
		expect(await questions(step).received('vi1', SIGNAL)).toBeUndefined();
		expect(await questions(step).video('vi1', SIGNAL)).toBeUndefined();
	});

	it('fetch the video', async () => {
		const { node, video } = questions(response(200, { videoId: 'vi1', title: 'A' }));
		expect(await video('vi1', SIGNAL)).toEqual({ videoId: 'vi1', title: 'A' });
		expect(node.asked).toEqual(['GET https://sandbox.api.video/videos/vi1']);
	});

	it('end the upload when the execution is cancelled meanwhile', async () => {
		const cancelled = new FakeNode({
			reply: answers(wrapped(networkError('ERR_CANCELED'))),
			signal: AbortSignal.abort(),
		});
		const { received } = keyQuestions(apiFor(cancelled.execution, new VirtualClock()));
		expect((await troubleOf(() => received('vi1', AbortSignal.abort()))).message).toBe(
			'The execution was canceled',
		);
	});
});
