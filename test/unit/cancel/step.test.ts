import { Readable } from 'node:stream';
import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { beginningOf } from '../../../nodes/ApiVideo/n8n/beginningOf';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { createClock } from '../../../nodes/ApiVideo/n8n/clock';
import { smallFile } from '../../../nodes/ApiVideo/n8n/smallFile';
import { Readers } from '../../../nodes/ApiVideo/n8n/web/readers';
import { webSource } from '../../../nodes/ApiVideo/n8n/web/webSource';
import { keyTransport, tokenTransport } from '../../../nodes/ApiVideo/n8n/uploadTransport';
import { readFromN8n } from '../../../nodes/ApiVideo/api/n8nDatabase';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import type { OperationContext } from '../../../nodes/ApiVideo/resources/operation';
import { fetchTrack } from '../../../nodes/ApiVideo/resources/caption/downloadTrack';
import { idempotentContainer } from '../../../nodes/ApiVideo/resources/video/container';
import { createOnce } from '../../../nodes/ApiVideo/resources/video/createOnce';
import { fingerprint } from '../../../nodes/ApiVideo/resources/video/fingerprint';
import {
	lookOnceMore,
	settle as settleRace,
} from '../../../nodes/ApiVideo/resources/video/keyRace';
import { OWN_METADATA } from '../../../nodes/ApiVideo/resources/video/ownMetadata';
import { untilPlayable } from '../../../nodes/ApiVideo/resources/video/playable';
import {
	uploadShared,
	waitWhileIngesting,
} from '../../../nodes/ApiVideo/resources/video/sharedUpload';
import { MIB, type AnySource, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { FakeNode, response, SANDBOX, type FakeNodeOptions, type Reply } from '../support/fakeNode';
import { problem } from '../support/handTransport';
import { bodyOf, memorySource } from '../support/memorySource';
import { stepContext } from '../support/stepContext';
import { shareOf } from '../support/shareOf';
import { SigningNode, type Service } from '../support/signingNode';
import { countTimers, hung, listenersOf, settle, watched } from './support';

const FILE = {
	mimeType: 'video/mp4',
	fileName: 'film.mp4',
	data: 'filesystem-v2',
	id: 'filesystem-v2:1',
};
const BASE_URL = 'https://sandbox.api.video';
/** One byte, and then no more. */
async function* brokenOff() {
	yield Buffer.from('a');
	await Promise.reject(new Error('EIO: i/o error, read'));
}

const hungReply: Reply = async () => await hung<IN8nHttpFullResponse>();
const replies =
	(answer: (path: string, method: string) => IDataObject | undefined): Reply =>
	async ({ url, method = 'GET' }) => {
		const body = answer(new URL(url).pathname, method);
		return body ? response(200, body) : await hung<IN8nHttpFullResponse>();
	};

/** What a place is given. */
interface Given {
	readonly context: OperationContext;
	readonly signal: AbortSignal;
}

interface Place {
	readonly node?: Omit<FakeNodeOptions, 'signal'>;
	/** n8n, where more of it hangs than its helpers for requests. */
	readonly hangs?: (functions: Record<string, unknown>) => void;
	/** Of the waits, in milliseconds, the only one that takes its time. */
	readonly only?: number;
	readonly wait: (given: Given) => Promise<unknown>;
}

const kept = (node: Partial<FakeNodeOptions>): Partial<FakeNodeOptions> => ({
	items: [{ json: {}, binary: { data: { ...FILE, bytes: 3 } } }],
	...node,
});
const openFile = async ({ context, signal }: Given): Promise<UploadSource> =>
	await binarySource(context.n8n, 0, 'data', context.clock, signal);
const openWeb = async ({ context: { n8n, clock }, signal }: Given): Promise<AnySource> =>
	await webSource(n8n, 'https://files.example/film.mp4', { clock, signal });
/** A file server that hands out parts of a file of two bytes. */
const onTheWeb =
	(body: () => Readable): Reply =>
	async () =>
		response(206, body(), { 'content-range': 'bytes 0-1/2' });
const tooBusy = async () => await Promise.reject(new Error('too many clients already'));
const getCredentialsHangs = (functions: Record<string, unknown>) =>
	Object.assign(functions, { getCredentials: hung });
const container = {
	kind: 'open',
	videoId: 'vi1',
	received: [],
	made: true,
	shared: true,
} as const;
const uploading = { ingest: { status: 'uploading', receivedBytes: [] } };
const noVideos = { data: [], pagination: { pagesTotal: 1 } };
const keyed = { videoId: 'vi1', metadata: [{ key: OWN_METADATA.idempotency, value: 'k' }] };

let lists = 0;

const PLACES: Record<string, Place> = {
	'a GET without an answer': {
		node: { reply: hungReply },
		wait: async ({ context }) => await context.api.get({ path: '/videos' }),
	},
	'a POST without an answer': {
		node: { reply: hungReply },
		wait: async ({ context }) => await context.api.post({ path: '/videos' }),
	},
	'a list without an answer': {
		node: { reply: hungReply },
		wait: async ({ context }) => await context.api.list({ path: '/videos' }, Infinity),
	},
	'a new access token': {
		node: { reply: hungReply },
		wait: async ({ context }) => await context.api.renew(),
	},
	'n8n that does not read the credential': {
		hangs: getCredentialsHangs,
		wait: async ({ context }) => await context.api.get({ path: '/videos' }),
	},
	"n8n's busy database": {
		wait: async ({ context, signal }) => await readFromN8n(tooBusy, context.clock, signal),
	},
	'its turn to ask': {
		node: { reply: hungReply },
		wait: async ({ context }) =>
			await Promise.race(
				Array.from({ length: 40 }, async () => await context.api.get({ path: '/videos' })),
			),
	},
	'the end of a pause after a 429': {
		node: { reply: async () => response(429, {}, { 'retry-after': '60' }) },
		wait: async ({ context }) => await context.api.get({ path: '/videos' }),
	},
	'the next try': {
		node: { reply: async () => response(503) },
		wait: async ({ context }) => await context.api.get({ path: '/videos' }),
	},
	'an upload that is signed by n8n': {
		node: {
			reply: hungReply,
			credentials: { apiVideoApi: { ...SANDBOX.apiVideoApi, accessToken: '' } },
		},
		wait: async ({ context, signal }) => await sendOne(context, signal),
	},
	'an upload that is signed by hand': {
		node: { reply: hungReply },
		wait: async ({ context, signal }) => await sendOne(context, signal),
	},
	'the access token for an upload': {
		hangs: getCredentialsHangs,
		wait: async ({ context, signal }) => await sendOne(context, signal),
	},
	'the renewed access token for an upload': {
		node: {
			reply: async ({ url }) =>
				url.endsWith('/source') ? response(401) : await hung<IN8nHttpFullResponse>(),
		},
		wait: async ({ context, signal }) => await sendOne(context, signal),
	},
	'an upload with a token': {
		node: { reply: hungReply },
		wait: async ({ context: { n8n, clock }, signal }) =>
			await tokenTransport(n8n, clock, BASE_URL, 'to1').send({ body: BODY }, signal),
	},
	'the status of an upload': {
		node: { reply: hungReply },
		wait: async ({ context, signal }) => await transportOf(context).received?.('vi1', signal),
	},
	'the video of an upload': {
		node: { reply: hungReply },
		wait: async ({ context, signal }) => await transportOf(context).video?.('vi1', signal),
	},
	'the size of a file': {
		node: { items: [{ json: {}, binary: { data: FILE } }], fileSize: hung },
		wait: openFile,
	},
	'a file to be opened': {
		node: kept({ stream: hung }),
		wait: async (given) => await beginningOf(await openFile(given), 1, given.signal),
	},
	'a piece of a file': {
		node: kept({ stream: async () => new Readable({ read: () => {} }) }),
		wait: async (given) => await beginningOf(await openFile(given), 1, given.signal),
	},
	'a file to be opened again where it broke off': {
		node: kept({ stream: async () => Readable.from(brokenOff()) }),
		wait: async (given) => await beginningOf(await openFile(given), 2, given.signal),
	},
	'a file server to answer': {
		node: { reply: hungReply },
		wait: openWeb,
	},
	'a piece of a file on the web': {
		node: { reply: onTheWeb(() => new Readable({ read: () => {} })) },
		wait: openWeb,
	},
	'a reading of a file on the web to be begun again': {
		node: { reply: onTheWeb(() => Readable.from(brokenOff())) },
		wait: openWeb,
	},
	'a file server that takes no more requests': {
		node: { reply: async () => response(429, Readable.from([]), { 'retry-after': '60' }) },
		wait: openWeb,
	},
	'the pause that a file server asks everybody for': {
		wait: async ({ context: { clock }, signal }) => {
			const readers = new Readers(clock);
			readers.refuse(clock.now(), 60_000);
			await readers.enter(signal);
		},
	},
	'its turn at a file server': {
		wait: async ({ context: { clock }, signal }) => {
			const readers = new Readers(clock);
			await Promise.all(Array.from({ length: 5 }, () => readers.enter(signal)));
		},
	},
	'all of a file on the web': {
		node: {
			reply: async (_request, index) =>
				index === 0
					? response(200, Readable.from([Buffer.alloc(MIB)]), { 'content-length': `${2 * MIB}` })
					: await hung<IN8nHttpFullResponse>(),
		},
		wait: async (given) => await beginningOf(await openWeb(given), 2 * MIB, given.signal),
	},
	'a file on the web whose length nobody tells': {
		node: {
			reply: async (_request, index) =>
				index === 0
					? response(
							200,
							Object.assign(Readable.from([Buffer.alloc(2 * MIB)]), { rawHeaders: [] }),
							{
								'transfer-encoding': 'chunked',
							},
						)
					: await hung<IN8nHttpFullResponse>(),
		},
		wait: async (given) => {
			const source = await openWeb(given);
			if (source.size !== undefined) return;
			for await (const piece of source.open(given.signal)) void piece;
		},
	},
	'a file to be told from others': {
		node: kept({ stream: hung }),
		wait: async (given) => await fingerprint(await openFile(given), given.signal),
	},
	'a small file': {
		node: kept({ stream: hung }),
		wait: async ({ context, signal }) =>
			await smallFile(context.n8n, 0, 'data', 'an image', context.clock, signal),
	},
	'a file of captions to be downloaded': {
		node: {
			parameters: { options: { downloadFile: true } },
			reply: replies((path) =>
				path.includes('captions') ? { src: 'https://cdn/x.vtt' } : undefined,
			),
		},
		wait: async ({ context }) => await fetchTrack(context, TRACK),
	},
	'n8n to keep what was downloaded': {
		node: {
			parameters: { options: { downloadFile: true } },
			reply: async ({ url }) =>
				url.includes('captions')
					? response(200, { src: 'https://cdn/x.vtt' })
					: response(200, Buffer.from('WEBVTT')),
		},
		hangs: ({ helpers }) => Object.assign(helpers as object, { prepareBinaryData: hung }),
		wait: async ({ context }) => await fetchTrack(context, TRACK),
	},
	'a video to be playable': {
		node: { reply: async () => response(200, { encoding: { playable: false } }) },
		wait: async ({ context }) => await untilPlayable(context, 'vi1', 60),
	},
	'the service to fetch a file by itself': {
		node: { reply: async () => response(200, { ingest: { status: 'ingesting' } }) },
		wait: async ({ context }) => await waitWhileIngesting(context, 'vi1'),
	},
	'the upload of another execution': {
		node: { reply: async () => response(200, uploading) },
		wait: async ({ context, signal }) => {
			const send = async () => problem(400, 'video-source-already-uploaded');
			const transport = { send };
			const share = shareOf(context.clock);
			await uploadShared(context, SMALL, transport, share, container, { signal });
		},
	},
	'the list to show a video that was made': {
		node: { reply: replies((path) => (path === '/videos' ? noVideos : undefined)) },
		wait: async ({ context }) => await settleRace(context, 'k', 'vi1'),
	},
	'the race of a key to be settled': {
		node: { reply: replies(() => ({ data: [keyed], pagination: { pagesTotal: 1 } })) },
		wait: async ({ context }) => await settleRace(context, 'k', 'vi1'),
	},
	'a video with a key to be looked at once more': {
		node: { reply: replies(() => noVideos) },
		wait: async ({ context }) => await lookOnceMore(context, 'k'),
	},
	'the loser of a race to be known everywhere': {
		node: {
			reply: async ({ url, method }) => {
				if (method === 'POST') return response(201, { videoId: 'vi2' });
				if (method === 'DELETE' || url.endsWith('/status')) return response(404);
				const made = lists++ > 0 ? [keyed, { ...keyed, videoId: 'vi2' }] : [];
				return response(200, { data: made, pagination: { pagesTotal: 1 } });
			},
		},
		only: 1000,
		wait: async ({ context }) =>
			await idempotentContainer(context, 'k', SMALL, { attributes: { title: 'film' } }),
	},
	'a video to be listed that was perhaps made': {
		node: {
			reply: async ({ method }) => (method === 'POST' ? response(503) : response(200, noVideos)),
		},
		only: 2000,
		wait: async ({ context }) =>
			await createOnce(context, 'k', { kind: 'video', videoId: 'vi1' }, { title: 'film' }),
	},
	'the container of a key': {
		node: { reply: replies((_path, method) => (method === 'GET' ? noVideos : { videoId: 'vi1' })) },
		wait: async ({ context }) =>
			await idempotentContainer(context, 'k', SMALL, { attributes: { title: 'film' } }),
	},
};

const SMALL = memorySource(Buffer.alloc(10));
const BODY = bodyOf(SMALL);
const TRACK = {
	videoId: 'vi1',
	language: 'en',
	path: '/videos/vi1/captions/en',
	subject: 'The captions',
} as const;

function transportOf({ n8n, clock, execution, api }: OperationContext) {
	return keyTransport(n8n, clock, BASE_URL, execution.signer, api);
}

async function sendOne(context: OperationContext, signal: AbortSignal) {
	return await transportOf(context).send({ videoId: 'vi1', body: BODY }, signal);
}

function given({ node, hangs, only }: Place, signal: AbortSignal): Given {
	const n8n = new FakeNode({ ...node, signal }).execution;
	hangs?.(n8n as unknown as Record<string, unknown>);
	const clock = createClock();
	const sleep = async (milliseconds: number, until: AbortSignal) => {
		if (only === undefined || milliseconds === only) await clock.sleep(milliseconds, until);
	};
	return { context: stepContext(n8n, { ...clock, sleep }), signal };
}

describe.each(Object.entries(PLACES))('a step that waits for %s', (_name, place) => {
	it('ends when it is cancelled, and leaves nothing', async () => {
		const timers = countTimers();
		const cancel = new AbortController();
		const state = watched(place.wait(given(place, cancel.signal)));
		await settle(100);
		expect(state).toEqual({ ended: false });
		cancel.abort();
		await settle();
		expect(state.ended).toBe(true);
		expect(state.reason).toBeInstanceOf(Trouble);
		expect(state.reason).toMatchObject({ message: 'The execution was canceled' });
		expect(listenersOf(cancel.signal)).toBe(0);
		expect(timers()).toBe(0);
	});
});

it('closes the file that does not come', async () => {
	const stream = new Readable({ read: () => {} });
	const place: Place = { node: kept({ stream: async () => stream }), wait: openFile };
	const cancel = new AbortController();
	const one = given(place, cancel.signal);
	const state = watched(beginningOf(await openFile(one), MIB, cancel.signal));
	await settle();
	cancel.abort();
	await settle();
	expect(state.ended).toBe(true);
	expect(stream.destroyed).toBe(true);
});

it('does not wait for the access token of an upload that has stopped for another reason', async () => {
	const stop = new AbortController();
	const { context } = given(
		{ hangs: getCredentialsHangs, wait: hung },
		new AbortController().signal,
	);
	const states = [stop.signal, new AbortController().signal].map((signal) =>
		watched(sendOne(context, signal)),
	);
	await settle();
	stop.abort();
	await settle();
	expect(states.map(({ ended }) => ended)).toEqual([true, false]);
});

/** Two executions that sign in at the same moment, over the credential's own way, on the process's one line. */
it('lets another execution sign in, when the one that began it is cancelled', async () => {
	let answer: (answered: IN8nHttpFullResponse) => void = () => {};
	const service: Service = async ({ url }) =>
		url.endsWith('/auth/api-key')
			? await new Promise((resolve) => (answer = resolve))
			: response(200, { videoId: 'vi1' });
	const ask = (signal: AbortSignal) => {
		const node = new SigningNode('from 2.34', service, signal);
		node.stored = { ...SANDBOX.apiVideoApi, apiKey: 'shared-by-two', accessToken: '' };
		const { api } = stepContext(node.execution, createClock());
		return { node, state: watched(api.get({ path: '/videos/vi1' })) };
	};
	const cancel = new AbortController();
	const first = ask(cancel.signal);
	const second = ask(new AbortController().signal);
	await settle();
	cancel.abort();
	await settle();
	expect([first.state.ended, second.state.ended]).toEqual([true, false]);
	expect(first.node.count('/auth/api-key') + second.node.count('/auth/api-key')).toBe(1);
	answer(response(200, { access_token: 'access' }));
	await settle();
	expect(second.state).toEqual({ ended: true });
	expect(listenersOf(cancel.signal)).toBe(0);
});

it('lets the other uploads of an execution have the renewed access token, when the one that asked stops', async () => {
	let answer: (answered: IN8nHttpFullResponse) => void = () => {};
	const reply: Reply = async ({ url, headers }) => {
		if (!url.endsWith('/source')) return await new Promise((resolve) => (answer = resolve));
		return renewed && headers ? response(201, { videoId: 'vi1' }) : response(401);
	};
	let renewed = false;
	const { context } = given({ node: { reply }, wait: hung }, new AbortController().signal);
	const stop = new AbortController();
	const states = [stop.signal, new AbortController().signal].map((signal) =>
		watched(sendOne(context, signal)),
	);
	await settle();
	stop.abort();
	await settle();
	expect(states.map(({ ended }) => ended)).toEqual([true, false]);
	renewed = true;
	answer(response(200, {}));
	await settle();
	expect(states[1]).toEqual({ ended: true });
});
