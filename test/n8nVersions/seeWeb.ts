import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { startEmulator } from '../../emulator';
import { FileServer, TOKEN_PATH } from '../../fileServer';
import type { StoredCredential } from '../integration/harness/credentials';
import { runNode } from '../integration/harness/runNode';
import { until } from '../integration/harness/until';
import { compiled, freshLines } from './compiled';
import { probe } from './seeHelper';

const MIB = 1024 * 1024;
const KEY = 'the-one-and-only-key';
/** Bytes of a body that nobody reads, more than what lies between a server and its client can hold. */
const ENDLESS = 64 * MIB;
/** Bytes of a file that is read by several ranges. */
const FILM = 5 * MIB;

/** What n8n's helper makes of a body that comes as a stream, and what the compiled node reads by it. */
export async function seeWeb() {
	return { ...(await seeStream()), renewal: await seeRenewal(), ...(await seeUploads()) };
}

/** As the node asks a file server. */
const options = (url: string, signal: AbortSignal): IHttpRequestOptions => ({
	method: 'GET',
	url,
	headers: { 'Accept-Encoding': 'identity' },
	encoding: 'stream',
	returnFullResponse: true,
	disableFollowRedirect: true,
	ignoreHttpStatusErrors: true,
	abortSignal: signal,
});

async function seeStream() {
	const asked: IncomingMessage[] = [];
	let written = 0;
	let isClosed = false;
	const server = createServer((request, response) => {
		asked.push(request);
		if (request.url === '/moved') return void response.writeHead(302, { Location: '/film' }).end();
		if (request.url !== '/film') return void response.writeHead(404).end('no such file');
		response.once('close', () => (isClosed = true));
		response.writeHead(200, { 'Content-Length': ENDLESS });
		writeAll(response, (bytes) => (written += bytes));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	try {
		return await inNode(async (n8n) => {
			const stop = new AbortController();
			const ask = async (path: string) =>
				(await n8n.helpers.httpRequest(options(url + path, stop.signal))) as IN8nHttpFullResponse;
			const notFound = (await ask('/none')).statusCode;
			const moved = (await ask('/moved')).statusCode;
			const { statusCode: found, body } = await ask('/film');
			// What it says once it is given up.
			(body as unknown as NodeJS.ReadableStream).on('error', () => undefined);
			await untilStill(() => written);
			const heldBack = written < ENDLESS;
			stop.abort();
			await until(() => isClosed, 'the connection of a body that nobody has read');
			return {
				statuses: [notFound, moved, found],
				paths: asked.map((one) => one.url),
				encodings: [...new Set(asked.map(({ headers }) => headers['accept-encoding']))],
				heldBack,
			};
		});
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

function writeAll(response: ServerResponse, onWritten: (bytes: number) => void): void {
	let left = ENDLESS;
	const piece = Buffer.alloc(MIB);
	const write = () => {
		let takesMore = true;
		for (; left > 0 && takesMore; left -= MIB) {
			takesMore = response.write(piece);
			onWritten(MIB);
		}
	};
	response.on('drain', write);
	write();
}

/** Until a number has not changed for a while: on a busy machine perhaps too early, which says less and nothing wrong. */
async function untilStill(count: () => number): Promise<void> {
	for (let before = -1; before !== count(); ) {
		before = count();
		await delay(300);
	}
}

/** What n8n does by itself at a 401 with an access token that has run out. */
async function seeRenewal() {
	return { ignored: await renewing(true), thrown: await renewing(false) };
}

async function renewing(ignoreHttpStatusErrors: boolean) {
	const server = await FileServer.start();
	try {
		server.file('/film.mp4', { size: 10, signIn: { kind: 'bearer' } });
		const credential = connected(server);
		server.tokens.runOut();
		const { name } = credential.type;
		const status = await inNode(async (n8n) => {
			const { signal } = new AbortController();
			const request = { ...options(`${server.url}/film.mp4`, signal), ignoreHttpStatusErrors };
			const { httpRequestWithAuthentication } = n8n.helpers;
			return await httpRequestWithAuthentication.call(n8n, name, request).then(
				({ statusCode }: IN8nHttpFullResponse) => statusCode,
				() => 'thrown',
			);
		}, credential);
		return { status, renewed: server.tokens.issued - 1 };
	} finally {
		await server.stop();
	}
}

/** Uploads from a web address. */
async function seeUploads() {
	const emulator = await startEmulator({ apiKey: KEY });
	const server = await FileServer.start();
	try {
		const film = server.file('/film.mp4', { size: FILM });
		const withKey: StoredCredential = {
			type: new compiled.ApiVideoApi(),
			data: { apiKey: KEY, environment: 'custom', baseUrl: emulator.url },
		};
		const upload = async (signInToServerWith: string, more: StoredCredential[] = []) => {
			freshLines();
			const { items, error } = await runNode({
				node: new compiled.ApiVideo(),
				credentials: [withKey, ...more],
				parameters: {
					resource: 'video',
					operation: 'upload',
					fileFrom: 'webAddress',
					webAddress: `${server.url}/film.mp4`,
					signInToServerWith,
				},
			});
			const received = await emulator.videoFile(String(items[0]?.json.videoId));
			return { arrived: received?.sha256 === (await film.sha256()), message: error?.message };
		};
		const plain = await upload('none');
		film.change({ signIn: { kind: 'bearer' } });
		const credential = connected(server);
		// Many services take a refresh token once only.
		server.tokens.reusableRefresh = false;
		server.tokens.runOut();
		const oAuth2 = await upload('oAuth2', [credential]);
		const { access_token: stored } = credential.data.oauthTokenData as { access_token: string };
		return { plain, oAuth2: { ...oAuth2, renewed: server.tokens.issued - 1, stored } };
	} finally {
		await server.stop();
		await emulator.close();
	}
}

/** A credential that somebody has connected. */
function connected({ url, tokens }: FileServer): StoredCredential {
	return {
		type: new compiled.ApiVideoFileServerOAuth2Api(),
		data: {
			host: new URL(url).host,
			grantType: 'authorizationCode',
			clientId: 'client',
			clientSecret: 'any',
			accessTokenUrl: url + TOKEN_PATH,
			authentication: 'body',
			oauthTokenData: {
				access_token: tokens.issue(),
				refresh_token: tokens.issueRefresh(),
				token_type: 'Bearer',
			},
		},
	};
}

/** Does something in a step, and hands back what comes of it. */
async function inNode<T>(
	work: (n8n: IExecuteFunctions) => Promise<T>,
	credential?: StoredCredential,
): Promise<T> {
	let ended: { readonly value: T } | undefined;
	const node = probe(
		async (n8n) => void (ended = { value: await work(n8n) }),
		credential?.type.name,
	);
	const { error } = await runNode({ node, credentials: credential && [credential] });
	if (ended === undefined) throw new Error(error?.message ?? 'The step has not run');
	return ended.value;
}
