import type { INodeParameters } from 'n8n-workflow';
import { leaked, type NodeResult } from './harness';
import { recordingServer } from './harness/recordingServer';
import {
	API_KEY,
	byId,
	createToken,
	operate,
	upload,
	uploadWithToken,
	useEmulator,
	withKey,
} from './support/apiVideo';
import { fileOf } from './support/files';

const world = useEmulator();
const WRONG_KEY = 'wrong-key-that-nobody-may-see';
const file = fileOf(10).path;
const items = [{ file }];
const tokens: string[] = [];

async function newToken(): Promise<string> {
	const token = await createToken(world);
	tokens.push(token);
	return token;
}

/** What every message owes the reader: what happened, to which item, what to do; no secret. */
function expectMessage(result: NodeResult, what: RegExp, advice: RegExp): void {
	expect(result.status).toBe('error');
	expect(result.error?.message).toMatch(what);
	expect(result.error?.message).toContain('[item 0]');
	expect(result.error?.description ?? '').toMatch(advice);
	expect(result.error?.message).not.toMatch(/\b(error|problem|failure|mistake)\b/i);
	expect(leaked(result, API_KEY, WRONG_KEY, ...tokens)).toEqual([]);
}

describe('a file that cannot be sent', () => {
	test('is empty', async () => {
		const result = await upload(world, { items: [{ file: fileOf(0).path }] });
		expectMessage(result, /film-0\.mp4.* is empty/, /step that brings the file/);
		expect(world.emulator.requests.entries).toEqual([]);
	});

	test('stands in another field', async () => {
		const result = await upload(world, { items }, { binaryPropertyName: 'video' });
		expectMessage(result, /no binary field named 'video'/, /\bdata\b.*Input Binary Field/);
	});

	test('is not there at all', async () => {
		expectMessage(await upload(world, { items: [{}] }), /no binary field/, /no file at all/);
	});

	test('has a field, but no data', async () => {
		const binary = { data: { mimeType: 'video/mp4', data: '', fileName: 'film.mp4' } };
		expectMessage(await upload(world, { items: [{ binary }] }), /film\.mp4.* is empty/, /file/);
	});
});

describe('who may not upload', () => {
	test('a wrong API key', async () => {
		const result = await upload(world, { items, credentials: [withKey(world, WRONG_KEY)] });
		expectMessage(result, /does not accept the API key/, /Check the API key/);
	});

	test('a token that nobody knows', async () => {
		tokens.push('toUnknownUnknownUnknown');
		const result = await uploadWithToken(world, 'toUnknownUnknownUnknown', { items });
		expectMessage(result, /delegated token is not valid/, /Delegated Token > Create/);
	});

	test('a token that has expired', async () => {
		const token = await newToken();
		world.emulator.expireUploadToken(token);
		const result = await uploadWithToken(world, token, { items });
		expectMessage(result, /delegated token is not valid.*expired/, /Time to Live/);
	});

	test('a token that was deleted', async () => {
		const token = await newToken();
		const gone = await operate(world, 'delegatedToken', 'delete', { uploadToken: byId(token) });
		expect(gone.error).toBeUndefined();
		const result = await upload(
			world,
			{ items },
			{ uploadWith: 'delegatedToken', uploadToken: byId(token) },
		);
		expectMessage(result, /delegated token is not valid.*deleted/, /Create a new one/);
	});

	test('nobody: no token was given', async () => {
		const parameters = { uploadWith: 'delegatedToken', uploadToken: byId('={{ "" }}') };
		expectMessage(
			await upload(world, { items }, parameters),
			/[Nn]o delegated token/,
			/Delegated Token/,
		);
	});
});

describe('a time to live', () => {
	const create = async (ttl: number | string, ttlUnit = 'seconds'): Promise<NodeResult> =>
		await operate(world, 'delegatedToken', 'create', { ttl, ttlUnit });

	test.each([-1, 1.5, 'soon', '={{ undefined }}'])('that is no whole number: %s', async (ttl) => {
		expectMessage(await create(ttl), /Time to Live/, /whole number/);
		expect(world.emulator.requests.matching('POST', '/upload-tokens')).toEqual([]);
	});

	test.each([
		[2_147_483_648, 'seconds'],
		[25_000, 'days'],
	])('that is too long: %i %s', async (ttl, unit) => {
		expectMessage(await create(ttl, unit), /Time to Live is too long/, /24,855 days/);
	});
});

describe('a video id', () => {
	const UPDATE = { updateFields: { title: 'New' } };
	const cases: Array<[string, INodeParameters]> = [
		['get', {}],
		['update', UPDATE],
	];

	test.each(cases)('that nobody knows: %s', async (operation, fields) => {
		const parameters = { videoId: byId('viUnknown'), ...fields };
		const result = await operate(world, 'video', operation, parameters);
		expectMessage(result, /video viUnknown was not found/, /deleted|environment/);
	});

	test.each(cases)('that is none: %s', async (operation, fields) => {
		const parameters = { videoId: byId('my holiday/../x'), ...fields };
		const result = await operate(world, 'video', operation, parameters);
		expectMessage(result, /not the ID of a video/, /vi4k0jvEUuaTdRAEjQ4Jfrgz/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

describe('a service that does not answer as it should', () => {
	const DOWN = /refused the connection: http:\/\/127\.0\.0\.1:1 /;

	test('is down', async () => {
		world.baseUrl = 'http://127.0.0.1:1';
		expectMessage(await upload(world, { items }), DOWN, /later.*Base URL/);
	});

	test('is down for someone with a token', async () => {
		tokens.push('toWaitingForService');
		world.baseUrl = 'http://127.0.0.1:1/base-path';
		const result = await uploadWithToken(world, 'toWaitingForService', { items });
		expectMessage(result, DOWN, /later.*Base URL/);
		expect(result.error?.message).not.toContain('base-path');
	});

	test('is down after the sign-in, for someone who can ask again without harm', async () => {
		const credentials = [withKey(world)];
		const parameters = { videoId: byId('viUnknown') };
		await operate(world, 'video', 'get', parameters, { credentials });
		world.emulator.faults.add({ kind: 'status', status: 503, path: '^/videos/' });
		const result = await operate(world, 'video', 'get', parameters, { credentials });
		expectMessage(result, /could not answer \(HTTP 503\)/, /Retry On Fail/);
	});

	test('has a name that does not exist', async () => {
		world.baseUrl = 'http://no-such-host.invalid';
		expectMessage(
			await upload(world, { items }),
			/address of the service is not known: http:\/\/no-such-host\.invalid /,
			/Base URL.*credential/,
		);
	});

	test.each([
		[503, /could not answer \(HTTP 503\)/, /^Try again later/],
		[413, /no request of this size \(HTTP 413\)/, /no Chunk Size makes this request shorter/],
		[403, /did not come from the API of api\.video \(HTTP 403\)/, /[Pp]roxy/],
	])('is hidden by a proxy that answers with a page and %i', async (status, what, advice) => {
		tokens.push('toBehindTheProxy');
		const proxy = await recordingServer((_request, answer) => {
			answer.writeHead(status, { 'content-type': 'text/html' }).end('<html>A page</html>');
		});
		try {
			world.baseUrl = proxy.url;
			const result = await uploadWithToken(world, 'toBehindTheProxy', { items });
			expectMessage(result, what, advice);
			expect(result.error?.description).not.toContain('Retry On Fail');
		} finally {
			await proxy.close();
		}
	});

	test('is no web address', async () => {
		world.baseUrl = 'ftp://example';
		expectMessage(await upload(world, { items }), /Base URL/, /https:\/\//);
	});

	test.each(['html-200', 'html-502'] as const)('sends the page of a proxy: %s', async (form) => {
		world.emulator.faults.add({ kind: 'garbage', form });
		expectMessage(
			await upload(world, { items }),
			form === 'html-200' ? /did not come from the API/ : /could not answer \(HTTP 502\)/,
			/[Pp]roxy/,
		);
	});

	test('sends the page of a proxy to someone with a token', async () => {
		const token = await newToken();
		world.emulator.faults.add({ kind: 'garbage', form: 'html-200' });
		const result = await uploadWithToken(world, token, { items });
		expectMessage(result, /did not come from the API/, /[Pp]roxy/);
	});

	test('refuses for longer than the retries last', async () => {
		const token = await newToken();
		const headers = { 'x-ratelimit-retry-after': '60' };
		world.emulator.faults.add({ kind: 'status', status: 429, headers, path: '^/upload$' });
		const result = await uploadWithToken(world, token, { items });
		expectMessage(result, /rate limit/, /few minutes/);
	});

	test('cannot answer for longer than the retries last', async () => {
		world.emulator.faults.add({ kind: 'status', status: 503, path: '/source$' });
		const result = await upload(world, { items });
		expectMessage(result, /503/, /later/);
		// The reader can find what is left behind.
		expect(result.error?.description).toMatch(/vi\w{10,}/);
	});
});
