import { request } from 'node:http';
import { startEmulator, type Fault } from '../../emulator';
import { apiKey, call, container, form, send, uploadToken, useEmulator } from './caller';

let now = Date.UTC(2026, 5, 1, 12);
const emulator = useEmulator({ now: () => now, encodingSeconds: 0 });
const set = (fault: Fault) => emulator.current.faults.add(fault);
const list = async () => await call(emulator.current, 'GET', '/videos');

/** The values of one header as they came over the line. */
async function lines(name: string): Promise<string[]> {
	return await new Promise((resolve, reject) => {
		request(`${emulator.current.url}/videos`, { agent: false }, (answer) => {
			answer.resume();
			const { rawHeaders: raw } = answer;
			resolve(raw.filter((_, index) => index % 2 === 1 && raw[index - 1].toLowerCase() === name));
		})
			.on('error', reject)
			.end();
	});
}

describe('headers of an answer', () => {
	test.each<[string, string, string | string[], string[]]>([
		['0', 'retry-after', '0', ['0']],
		['0', 'x-ratelimit-retry-after', '0', ['0']],
		['given twice', 'retry-after', ['1', '1'], ['1', '1']],
		['given twice', 'x-ratelimit-retry-after', ['1', '2'], ['1', '2']],
		[
			'a date that has passed',
			'retry-after',
			'Sat, 01 Jan 2000 00:00:00 GMT',
			['Sat, 01 Jan 2000 00:00:00 GMT'],
		],
	])('%s: %s', async (_name, header, value, expected) => {
		for (const kind of ['status', 'early-answer'] as const) {
			emulator.current.faults.clear();
			set({ kind, status: 429, headers: { [header]: value } });
			expect(await lines(header)).toEqual(expected);
		}
	});

	test.each<Fault>([
		{ kind: 'status', status: 429, bare: true },
		{ kind: 'status', status: 429, bare: true, when: 'after' },
		{ kind: 'early-answer', status: 429, bare: true },
	])('429 without a word about when: %j', async (fault) => {
		set(fault);
		const { status, headers } = await list();
		expect(status).toBe(429);
		expect([...headers.keys()].filter((name) => /ratelimit|retry/.test(name))).toEqual([]);
	});

	test('of a bare answer are those that were given', async () => {
		set({ kind: 'status', status: 429, bare: true, headers: { 'x-ratelimit-retry-after': '0' } });
		const { headers } = await list();
		expect(headers.get('x-ratelimit-retry-after')).toBe('0');
		expect(headers.get('x-ratelimit-remaining')).toBeNull();
	});
});

test('408 although the bytes were stored', async () => {
	const videoId = await container(emulator.current);
	set({ kind: 'status', status: 408, when: 'after', path: '/source$', times: 1 });
	expect((await send(emulator.current, videoId, 10)).status).toBe(408);
	expect(await emulator.current.videoFile(videoId)).toMatchObject({ size: 10 });
	expect((await send(emulator.current, videoId, 10)).slug).toBe('video-source-already-uploaded');
});

describe('a status with another word', () => {
	const status = async (videoId: string) =>
		(await call(emulator.current, 'GET', `/videos/${videoId}/status`)).body as unknown as {
			ingest: { status: string; filesize: number };
			encoding: { playable: boolean; qualities: unknown[] };
		};

	test.each(['ingesting', 'merging', 'last_chunck_uploaded', 'a word of next year'])(
		'%s: nothing is encoded',
		async (word) => {
			const videoId = await container(emulator.current);
			await send(emulator.current, videoId, 10);
			set({ kind: 'ingest-status', path: '/status$', word, times: 1 });
			expect(await status(videoId)).toMatchObject({
				ingest: { status: word, filesize: 10 },
				encoding: { playable: false, qualities: [] },
			});
			expect(await status(videoId)).toMatchObject({
				ingest: { status: 'ingested' },
				encoding: { playable: true },
			});
		},
	);

	test('and yet it can be played', async () => {
		const videoId = await container(emulator.current);
		await send(emulator.current, videoId, 10);
		set({ kind: 'ingest-status', word: 'merging', encoded: true });
		expect(await status(videoId)).toMatchObject({
			ingest: { status: 'merging' },
			encoding: { playable: true },
		});
		expect((await list()).body.data).toMatchObject([{ videoId }]);
	});
});

describe('signing in', () => {
	const path = '^/auth/api-key$';
	const signIn = async (key = apiKey) =>
		await call(emulator.current, 'POST', '/auth/api-key', { json: { apiKey: key } });
	const wrong = 'key-of-another-environment';

	test.each<Fault>([{ kind: 'reset' }, { kind: 'lost-answer' }])('%j', async (fault) => {
		set({ ...fault, path, times: 1 });
		await expect(signIn()).rejects.toThrow('fetch failed');
		expect((await signIn()).status).toBe(200);
	});

	test.each([429, 502, 503])('%i', async (status) => {
		set({ kind: 'status', status, path, times: 1 });
		expect((await signIn()).status).toBe(status);
		expect((await signIn()).status).toBe(200);
	});

	test('an answer that is cut', async () => {
		set({ kind: 'garbage', form: 'cut-json', path, times: 1 });
		expect((await signIn()).body.text).toMatch(/^\{"token_type":"Bearer".*[^}]$/);
		expect((await signIn()).body).toHaveProperty('access_token');
	});

	test('with a wrong key, as the OpenAPI file has it', async () => {
		const other = await startEmulator({ wrongKeyStatus: 400 });
		const expected = { status: 400, slug: 'authentication-invalid-user-credentials' };
		for (const [route, json] of [
			['api-key', { apiKey: wrong }],
			['refresh', { refreshToken: wrong }],
		]) {
			expect(await call(other, 'POST', `/auth/${route}`, { json })).toMatchObject(expected);
		}
		expect(await call(other, 'POST', '/auth/api-key', { json: { apiKey } })).toMatchObject({
			status: 200,
		});
		await other.close();
	});
});

test('a message that quotes what the request came with', async () => {
	const slug = 'authentication-invalid-access-token';
	const detail = 'Not accepted: {authorization}, {accessToken}, {token}.';
	set({ kind: 'status', status: 401, slug, title: 'No.', detail });
	const authorization = 'Bearer abc.def';
	const byKey = await call(emulator.current, 'GET', '/videos', { headers: { authorization } });
	expect(byKey).toMatchObject({
		slug,
		body: { title: 'No.', detail: 'Not accepted: Bearer abc.def, abc.def, .' },
	});
	emulator.current.faults.clear();
	const token = await uploadToken(emulator.current);
	set({ kind: 'early-answer', status: 401, detail: '{token}' });
	const byToken = await call(emulator.current, 'POST', `/upload?token=${token}`, { body: form(1) });
	expect(byToken.body.detail).toBe(token);
});

describe('the clock', () => {
	const created = async () => {
		const { body } = await call(emulator.current, 'POST', '/videos', { json: { title: 'x' } });
		return Date.parse(body.createdAt);
	};
	const hour = 3_600_000;

	test.each(['in code', 'over HTTP'])('is set: %s', async (way) => {
		const setClock = async (offsetMilliseconds: number) => {
			if (way === 'in code') return emulator.current.setClock(offsetMilliseconds);
			const json = { offsetMilliseconds };
			expect((await call(emulator.current, 'POST', '/emulator/clock', { json })).status).toBe(204);
		};
		for (const offset of [-hour, hour, 0]) {
			await setClock(offset);
			expect(await created()).toBe(now + offset);
			expect(Date.parse((await list()).headers.get('date') ?? '')).toBe(now + offset);
		}
		await setClock(hour);
		emulator.current.reset();
		expect(await created()).toBe(now);
	});

	test('ahead ends an access token', async () => {
		const { body } = await call(emulator.current, 'POST', '/auth/api-key', { json: { apiKey } });
		const headers = { authorization: `Bearer ${body.access_token}` };
		emulator.current.setClock(hour);
		expect(await call(emulator.current, 'GET', '/videos', { headers })).toMatchObject({
			slug: 'authentication-invalid-access-token',
		});
	});

	test('back makes nothing younger, and no minute longer', async () => {
		await created();
		await list();
		now += 1500;
		emulator.current.setClock(-hour);
		set({ kind: 'lag', milliseconds: 1500 });
		const { body, headers } = await list();
		expect(body.data).toHaveLength(1);
		expect(Number(headers.get('x-ratelimit-retry-after'))).toBeLessThanOrEqual(60);
	});
});
