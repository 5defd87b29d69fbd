import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { INodeParameters } from 'n8n-workflow';
import { API_KEY, byId, withKey, withToken } from './support/apiVideo';
import { ApiVideo } from '../../nodes/ApiVideo/ApiVideo.node';
import { leaked, runNode, type NodeRun } from './harness';
import { json, recordingServer, type RecordingServer } from './harness/recordingServer';
import { file, images } from './resources/support';
import { fileOf } from './support/files';

// What no service does, and what may stand in its place: each step ends, within bounds, and tells no secret.

const ACCESS_TOKEN = 'planted-access-token';
const MIB = 1024 * 1024;

type Route = (response: ServerResponse) => void;

let servers: RecordingServer[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map(async (server) => await server.close()));
	servers = [];
});

/** Answers by method and path; what is not given is a video. */
async function serve(routes: Readonly<Record<string, Route>>): Promise<RecordingServer> {
	const server = await recordingServer(({ method, path }, response) => {
		const address = `${method} ${path.split('?')[0]}`;
		const route =
			routes[address] ?? routes[Object.keys(routes).find((one) => address.endsWith(one)) ?? ''];
		if (route) return route(response);
		if (path === '/auth/api-key') return json(response, 200, { access_token: ACCESS_TOKEN });
		json(response, 200, { videoId: 'vi1', title: 'A video' });
	});
	servers.push(server);
	return server;
}

async function run(
	{ url }: RecordingServer,
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	more: Partial<NodeRun> = {},
) {
	const result = await runNode({
		node: new ApiVideo(),
		credentials: [withKey({ baseUrl: url } as Parameters<typeof withKey>[0])],
		...more,
		parameters: { resource, operation, ...parameters },
	});
	expect(leaked(result, API_KEY, ACCESS_TOKEN)).toEqual([]);
	return result;
}

const FILE = [{ file: fileOf(2000).path }];

/** Writes for as long as somebody reads, and counts. */
function endless(): Route & { sent: number; closed: boolean } {
	const piece = Buffer.alloc(MIB, ' ');
	const route = Object.assign(
		(response: ServerResponse) => {
			response.on('close', () => (route.closed = true));
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const write = (): void => {
				while (!response.destroyed) {
					route.sent += piece.length;
					if (!response.write(piece)) return void response.once('drain', write);
				}
			};
			write();
		},
		{ sent: 0, closed: false },
	);
	return route;
}

describe('an answer without end', () => {
	it.each<[string, string, string, string, INodeParameters]>([
		['about a video', '/videos/vi1', 'video', 'get', { videoId: byId('vi1') }],
		['to signing in', '/auth/api-key', 'video', 'get', { videoId: byId('vi1') }],
		['that makes a video', 'POST /videos', 'video', 'create', { source: 'none', title: 'A' }],
		['with a list', '/videos', 'video', 'getAll', { returnAll: true }],
	])('%s is read to 16 MiB', async (_case, path, resource, operation, parameters) => {
		const route = endless();
		const server = await serve({ [path]: route });
		const { error } = await run(server, resource, operation, parameters);
		expect(error?.message).toContain('is longer than the 16 MiB that are read of one');
		expect(route.closed).toBe(true);
		expect(route.sent).toBeLessThan(64 * MIB);
	});

	it('to an upload is read to 16 MiB, and the status asked whether the file has arrived', async () => {
		const route = endless();
		const receivedBytes = [{ from: 0, to: 1999, total: 2000 }];
		const ingest = { status: 'uploaded', filesize: 2000, receivedBytes };
		const server = await serve({
			'/source': route,
			'/status': (response) => json(response, 200, { ingest, encoding: { playable: false } }),
		});
		const { error, items } = await run(server, 'video', 'upload', {}, { items: FILE });
		expect(error).toBeUndefined();
		expect(items[0].json.videoId).toBe('vi1');
		expect(server.requests.filter(({ path }) => path.endsWith('/source'))).toHaveLength(1);
		expect(server.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
		expect(route.closed).toBe(true);
		expect(route.sent).toBeLessThan(64 * MIB);
	});

	it('for a file with captions is read to 20 MiB', async () => {
		const route = endless();
		const server = await serve({
			'/captions/en': (response) => json(response, 200, { src: `${servers[0].url}/en.vtt` }),
			'/en.vtt': route,
		});
		const { error } = await run(server, 'caption', 'get', {
			videoId: byId('vi1'),
			language: byId('en'),
			options: { downloadFile: true },
		});
		expect(error?.message).toContain('is longer than the 20 MiB that are read of one');
		expect(error?.description).toMatch(/^Without Download File/);
		expect(route.closed).toBe(true);
	});
});

describe('an answer that names nothing new', () => {
	const NOTHING: ReadonlyArray<[string, Route]> = [
		['no body', (response) => response.writeHead(204).end()],
		['an empty object', (response) => json(response, 201, {})],
		['an ID that leads elsewhere', (response) => json(response, 201, idsOf('..'))],
		['a number for an ID', (response) => json(response, 201, idsOf(7))],
	];
	const idsOf = (id: unknown) =>
		Object.fromEntries(
			['videoId', 'token', 'liveStreamId', 'playerId', 'summaryId', 'watermarkId', 'webhookId'].map(
				(field) => [field, id],
			),
		);

	describe.each<[string, string, string, string, INodeParameters]>([
		['video', '/videos', 'video', 'create', { source: 'none', title: 'A' }],
		['delegated token', '/upload-tokens', 'delegatedToken', 'create', { ttl: 1, ttlUnit: 'hours' }],
		['delegated token', '/upload-tokens', 'delegatedToken', 'rotate', {}],
		['live stream', '/live-streams', 'liveStream', 'create', { name: 'A' }],
		['player theme', '/players', 'playerTheme', 'create', { name: 'A' }],
		['summary', '/summaries', 'summary', 'create', { videoId: byId('vi1') }],
		['watermark', '/watermarks', 'watermark', 'upload', {}],
		['webhook', '/webhooks', 'webhook', 'create', { url: 'https://example.com/' }],
	])('to the making of a %s at %s', (what, path, resource, operation, parameters) => {
		it.each(NOTHING)(`stops ${resource} > ${operation}: %s`, async (_case, route) => {
			const server = await serve({ [`POST ${path}`]: route });
			const more = { items: [file('logo.png', images.png)] };
			const { error, items } = await run(server, resource, operation, parameters, more);
			expect(items).toEqual([]);
			expect(error?.message).toContain(`The answer of the service names no ${what}`);
			expect(error?.description).toMatch(/^One may have been made all the same: look with /);
		});
	});
});

it('unpacks no more of an answer than 16 MiB', async () => {
	const bomb = gzipSync(Buffer.alloc(64 * MIB, ' '));
	const server = await serve({
		'/videos/vi1': (response) =>
			response
				.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
				.end(bomb),
	});
	const { error } = await run(server, 'video', 'get', { videoId: byId('vi1') });
	expect(error?.message).toContain('is longer than the 16 MiB that are read of one');
});

it.each([
	['no address', {}],
	['a file', { src: 'file:///etc/passwd' }],
	['an object', { src: { href: 'http://127.0.0.1' } }],
	['half an address', { src: '//127.0.0.1/en.vtt' }],
])('downloads no captions from %s', async (_case, track) => {
	const server = await serve({ '/captions/en': (response) => json(response, 200, track) });
	const { error } = await run(server, 'caption', 'get', {
		videoId: byId('vi1'),
		language: byId('en'),
		options: { downloadFile: true },
	});
	expect(error?.message).toContain('api.video names no web address for the WebVTT file');
});

describe('a video that is named', () => {
	it.each([
		['two full stops', '..'],
		['a line break', 'vi1\r\nX-Injected: 1'],
		['half a character', 'vi\ud800'],
		['a number', 7],
		['an object', { toString: 'vi1' }],
		['nothing', ''],
	])('%s is none, and nothing is sent to it', async (_case, videoId) => {
		const server = await serve({ 'POST /videos': (response) => json(response, 201, { videoId }) });
		const { error } = await run(server, 'video', 'upload', {}, { items: FILE });
		expect(error?.message).toContain('The answer of the service names no video');
		expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'POST /auth/api-key',
			'POST /videos',
		]);
	});

	it('by an address gets its file there, and nobody else does', async () => {
		const videoId = '../../auth/api-key?a=b#c';
		const server = await serve({ 'POST /videos': (response) => json(response, 201, { videoId }) });
		await run(server, 'video', 'upload', {}, { items: FILE });
		const [, , { path }] = server.requests;
		expect(path).toBe(`/videos/${encodeURIComponent(videoId)}/source`);
	});
});

it.each([301, 302, 303, 307, 308])('follows no redirect (HTTP %d)', async (status) => {
	const elsewhere = await serve({});
	const away: Route = (response) =>
		void response.writeHead(status, { Location: `${elsewhere.url}/stolen` }).end();
	for (const path of ['/auth/api-key', '/videos/vi1', 'POST /videos', '/source']) {
		const server = await serve({ [path]: away });
		const parameters = path === '/videos/vi1' ? { videoId: byId('vi1') } : {};
		const operation = path === '/videos/vi1' ? 'get' : 'upload';
		const { error } = await run(server, 'video', operation, parameters, { items: FILE });
		expect(error?.message).toContain(`(HTTP ${status})`);
	}
	expect(elsewhere.requests).toEqual([]);
});

it('a token is one value of the query, whatever is in it', async () => {
	const server = await serve({});
	const token = 'to1&videoId=vi2#x\r\nX-Injected: 1/../videos?a=b';
	const { error } = await run(
		server,
		'video',
		'upload',
		{ uploadWith: 'tokenCredential' },
		{
			items: FILE,
			credentials: [withToken({ baseUrl: server.url } as Parameters<typeof withToken>[0], token)],
		},
	);
	expect(error).toBeUndefined();
	expect(server.requests.map(({ path }) => path)).toEqual([
		`/upload?token=${encodeURIComponent(token)}`,
	]);
});
