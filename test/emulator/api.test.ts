import { documentedRateLimits, startEmulator } from '../../emulator';
import { apiKey, call, container, form, send, uploadToken, useEmulator } from './caller';

let now = Date.UTC(2026, 5, 1, 12);
const emulator = useEmulator({ now: () => now, encodingSeconds: 30 });
const pass = (seconds: number) => (now += seconds * 1000);

describe('authentication', () => {
	const login = async (body: unknown, path = '/auth/api-key') =>
		await call(emulator.current, 'POST', path, { json: body, headers: { authorization: '' } });
	const read = async (authorization: string) =>
		await call(emulator.current, 'GET', '/videos', { headers: { authorization } });

	test('a key gives an access token that lasts an hour, and can be refreshed once', async () => {
		const { body } = await login({ apiKey });
		expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
		const bearer = `Bearer ${body.access_token}`;
		pass(3599);
		expect((await read(bearer)).status).toBe(200);
		pass(1);
		expect(await read(bearer)).toMatchObject({ slug: 'authentication-invalid-access-token' });
		const refreshed = await login({ refreshToken: body.refresh_token }, '/auth/refresh');
		expect((await read(`Bearer ${refreshed.body.access_token}`)).status).toBe(200);
		expect(await login({ refreshToken: body.refresh_token }, '/auth/refresh')).toMatchObject({
			status: 401,
			slug: 'authentication-invalid-refresh-token',
		});
	});

	test('revoked access tokens stop working', async () => {
		const { body } = await login({ apiKey });
		emulator.current.revokeAccessTokens();
		expect(await read(`Bearer ${body.access_token}`)).toMatchObject({
			status: 401,
			slug: 'authentication-invalid-access-token',
		});
	});

	test.each([
		['', 'authentication-missing-authorization-header'],
		['Bearer nobody', 'authentication-invalid-access-token'],
		[`Basic ${btoa('key-of-another-environment:')}`, 'authentication-invalid-api-key'],
		['Basic %', 'authentication-invalid-authorization-header-value'],
		['Digest abc', 'authentication-invalid-authorization-header-value'],
		['nonsense', 'authentication-invalid-authorization-header-value'],
	])('%j is a 401: %s', async (authorization, slug) => {
		expect(await read(authorization)).toMatchObject({ status: 401, slug });
	});

	test.each([
		[{ apiKey: 'key-of-another-environment' }, 401, 'authentication-invalid-api-key'],
		[{}, 400, 'attribute-required'],
		[[], 400, 'invalid-payload'],
	])('/auth/api-key with %j: %i %s', async (body, status, slug) => {
		expect(await login(body)).toMatchObject({ status, slug });
	});
});

describe('upload tokens', () => {
	test('have an end, or none', async () => {
		const { body } = await call(emulator.current, 'POST', '/upload-tokens', { json: { ttl: 90 } });
		expect(body).toMatchObject({ ttl: 90, token: expect.stringMatching(/^to\w{22}$/) });
		expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(90_000);
		expect(body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
		const endless = await call(emulator.current, 'POST', '/upload-tokens', { json: {} });
		expect(endless.body).toMatchObject({ ttl: 0, expiresAt: null });
		pass(90);
		expect((await call(emulator.current, 'GET', `/upload-tokens/${body.token}`)).status).toBe(404);
		const list = await call(emulator.current, 'GET', '/upload-tokens');
		expect(list.body.data).toEqual([endless.body]);
	});

	test.each([-1, 1.5, 2_147_483_648, '60', null])('a ttl of %j is refused', async (ttl) => {
		expect(await call(emulator.current, 'POST', '/upload-tokens', { json: { ttl } })).toMatchObject(
			{
				status: 400,
				slug: 'invalid-attribute',
				body: { name: 'ttl', problems: [{ name: 'ttl' }] },
			},
		);
	});

	test('are listed in pages, sorted as asked', async () => {
		for (const ttl of [300, 100, 200]) {
			await uploadToken(emulator.current, ttl);
			pass(1);
		}
		const ttls = async (query: string) =>
			(
				(await call(emulator.current, 'GET', `/upload-tokens?${query}`)).body
					.data as unknown as Array<{ ttl: number }>
			).map(({ ttl }) => ttl);
		expect(await ttls('sortBy=ttl&sortOrder=asc')).toEqual([100, 200, 300]);
		expect(await ttls('sortBy=createdAt&sortOrder=asc')).toEqual([300, 100, 200]);
		expect(await ttls('')).toEqual([200, 100, 300]);
		expect(await ttls('sortBy=ttl&sortOrder=asc&pageSize=2&currentPage=2')).toEqual([300]);
		const { body } = await call(emulator.current, 'GET', '/upload-tokens?pageSize=1&currentPage=2');
		expect(body.pagination).toMatchObject({
			currentPage: 2,
			pageSize: 1,
			pagesTotal: 3,
			itemsTotal: 3,
			currentPageItems: 1,
		});
		const { links } = body.pagination as { links: Array<{ rel: string; uri: string }> };
		expect(links.map(({ rel }) => rel)).toEqual(['self', 'first', 'previous', 'next', 'last']);
	});
});

describe('videos', () => {
	test('are made, changed and deleted', async () => {
		const player = await call(emulator.current, 'POST', '/players', { json: { name: 'dark' } });
		const made = await call(emulator.current, 'POST', '/videos', {
			json: {
				title: 'Maths',
				tags: ['a', 'b'],
				metadata: [{ key: 'k', value: 'v' }],
				public: false,
				playerId: player.body.playerId,
				language: 'no',
			},
		});
		expect(made.status).toBe(201);
		expect(made.body).toMatchObject({
			videoId: expect.stringMatching(/^vi\w{22}$/),
			title: 'Maths',
			public: false,
			mp4Support: true,
			playerId: player.body.playerId,
			language: 'no',
			assets: { player: `${emulator.current.url}/vod/${made.body.videoId}` },
		});
		pass(5);
		const path = `/videos/${made.body.videoId}`;
		const changed = await call(emulator.current, 'PATCH', path, {
			json: { tags: ['c'], metadata: [], playerId: null },
		});
		expect(changed).toMatchObject({
			status: 200,
			body: { title: 'Maths', tags: ['c'], metadata: [] },
		});
		expect(changed.body).not.toHaveProperty('playerId');
		expect(Date.parse(changed.body.updatedAt) - Date.parse(made.body.updatedAt)).toBe(5000);
		expect((await call(emulator.current, 'GET', path)).body).toEqual(changed.body);
		expect((await call(emulator.current, 'DELETE', path)).status).toBe(204);
		expect(await call(emulator.current, 'GET', path)).toMatchObject({
			status: 404,
			slug: 'resource-not-found',
		});
		expect(await call(emulator.current, 'DELETE', path)).toMatchObject({ status: 404 });
	});

	test.each([
		[{}, 'attribute-required', ['title']],
		[{ title: '' }, 'attribute-required', ['title']],
		[{ tags: 'a', public: 'yes' }, 'attribute-required', ['title', 'tags', 'public']],
		[{ title: 5 }, 'invalid-attribute', ['title']],
		[{ title: 'x', tags: [1] }, 'invalid-attribute', ['tags']],
		[{ title: 'x', metadata: [{ key: 'k' }] }, 'invalid-attribute', ['metadata']],
		[{ title: 'x', language: 5 }, 'invalid-attribute', ['language']],
		[
			{ title: 'x', transcriptSummaryAttributes: ['all'] },
			'invalid-attribute',
			['transcriptSummaryAttributes'],
		],
		[{ title: 'x', watermark: 'w' }, 'invalid-attribute', ['watermark']],
		[{ title: 'x', unknown: 1 }, 'invalid-attribute', ['unknown']],
	])('%j is refused: %s', async (json, slug, names) => {
		const answer = await call(emulator.current, 'POST', '/videos', { json });
		expect(answer).toMatchObject({ status: 400, slug, body: { name: names[0] } });
		expect(
			(answer.body.problems as unknown as Array<{ name: string }>).map(({ name }) => name),
		).toEqual(names);
	});

	test('a player that does not exist is refused', async () => {
		const json = { title: 'x', playerId: 'plNobody' };
		expect(await call(emulator.current, 'POST', '/videos', { json })).toMatchObject({
			status: 400,
			slug: 'invalid-attribute',
			body: { name: 'playerId' },
		});
	});

	test.each(['', '{"title":', '"text"'])('the body %j is refused', async (body) => {
		const headers = { 'content-type': 'application/json' };
		expect(await call(emulator.current, 'POST', '/videos', { body, headers })).toMatchObject({
			status: 400,
			slug: 'invalid-payload',
		});
	});

	test('are found by every filter', async () => {
		const make = async (json: object) => {
			await call(emulator.current, 'POST', '/videos', { json });
			pass(1);
		};
		await make({ title: 'One Maths', description: 'numbers', tags: ['x', 'y'] });
		await make({ title: 'Two', tags: ['x'], metadata: [{ key: 'Author', value: 'Ann' }] });
		await make({
			title: 'A third Maths',
			metadata: [
				{ key: 'Author', value: 'Bob' },
				{ key: 'n', value: '1' },
			],
		});
		const titles = async (query: string) =>
			(
				(await call(emulator.current, 'GET', `/videos?${query}`)).body.data as unknown as Array<{
					title: string;
				}>
			).map(({ title }) => title);
		expect(await titles('')).toEqual(['A third Maths', 'Two', 'One Maths']);
		expect(await titles('sortBy=title&sortOrder=asc')).toEqual([
			'A third Maths',
			'One Maths',
			'Two',
		]);
		expect(await titles('title=Maths&sortBy=publishedAt&sortOrder=asc')).toEqual([
			'One Maths',
			'A third Maths',
		]);
		expect(await titles('description=numbers')).toEqual(['One Maths']);
		expect(await titles('tags[]=x')).toEqual(['Two', 'One Maths']);
		expect(await titles('tags[]=x&tags[]=y')).toEqual(['One Maths']);
		expect(await titles('metadata[Author]=Bob&metadata[n]=1')).toEqual(['A third Maths']);
		expect(await titles('metadata[Author]=Nobody')).toEqual([]);
		expect(await titles('liveStreamId=li123')).toEqual([]);
		expect(await titles('pageSize=1&currentPage=2')).toEqual(['Two']);
	});

	test.each([
		'pageSize=0',
		'pageSize=101',
		'currentPage=0',
		'currentPage=x',
		'sortBy=size',
		'sortOrder=up',
		'foo=1',
	])('the query %s is refused', async (query) => {
		expect(await call(emulator.current, 'GET', `/videos?${query}`)).toMatchObject({
			status: 400,
			slug: 'invalid-query-parameter',
			body: { name: query.split('=')[0] },
		});
	});

	test('are encoded after a while', async () => {
		const videoId = await container(emulator.current);
		const status = async () => {
			const { body } = await call(emulator.current, 'GET', `/videos/${videoId}/status`);
			const { ingest, encoding } = body as unknown as {
				ingest: { status: string; filesize: number | null };
				encoding: { playable: boolean; qualities: Array<{ status: string }> };
			};
			const qualities = [...new Set(encoding.qualities.map((quality) => quality.status))];
			return [ingest.status, ingest.filesize, encoding.playable, ...qualities];
		};
		const manifest = async () =>
			(await fetch(`${emulator.current.url}/vod/${videoId}/hls/manifest.m3u8`)).status;
		expect(await status()).toEqual(['uploading', null, false]);
		await send(emulator.current, videoId, 10);
		expect(await status()).toEqual(['uploaded', 10, false, 'waiting']);
		pass(10);
		expect(await status()).toEqual(['uploaded', 10, false, 'encoding']);
		expect(await manifest()).toBe(202);
		pass(20);
		expect(await status()).toEqual(['ingested', 10, true, 'encoded']);
		expect(await manifest()).toBe(200);
	});

	test('have tags that can be listed', async () => {
		for (const tags of [['Été', 'x'], ['x']]) {
			await call(emulator.current, 'POST', '/videos', { json: { title: 't', tags } });
		}
		const list = async (query: string) =>
			(await call(emulator.current, 'GET', `/tags?${query}`)).body.data;
		expect(await list('sortBy=videoCount')).toEqual([
			{ value: 'x', videoCount: 2 },
			{ value: 'Été', videoCount: 1 },
		]);
		expect(await list('value=ETE')).toEqual([{ value: 'Été', videoCount: 1 }]);
	});
});

test('players are made, listed and deleted', async () => {
	const { body } = await call(emulator.current, 'POST', '/players', { json: { name: 'dark' } });
	expect((await call(emulator.current, 'GET', '/players')).body.data).toEqual([body]);
	expect((await call(emulator.current, 'GET', `/players/${body.playerId}`)).body).toEqual(body);
	expect((await call(emulator.current, 'DELETE', `/players/${body.playerId}`)).status).toBe(204);
	expect((await call(emulator.current, 'GET', `/players/${body.playerId}`)).status).toBe(404);
});

test.each([
	['GET', '/nothing', 404, 'unrecognized-request-url'],
	['PUT', '/videos', 405, 'method-not-allowed'],
	['GET', '/upload', 405, 'method-not-allowed'],
	['POST', '/videos/vi1/status', 405, 'method-not-allowed'],
])('%s %s: %i %s', async (method, path, status, slug) => {
	expect(await call(emulator.current, method, path)).toMatchObject({ status, slug });
});

test('a browser of any origin may call', async () => {
	const answer = await fetch(`${emulator.current.url}/upload?token=x`, {
		method: 'OPTIONS',
		headers: { 'access-control-request-headers': 'content-range,av-origin-client' },
	});
	expect(answer.status).toBe(204);
	expect(answer.headers.get('access-control-allow-origin')).toBe('*');
	expect(answer.headers.get('access-control-allow-headers')).toBe('content-range,av-origin-client');
	expect(emulator.current.requests.entries).toHaveLength(0);
});

describe('rate limits', () => {
	test('are told in every answer', async () => {
		for (const path of ['/videos', '/nothing']) {
			const { headers } = await call(emulator.current, 'GET', path);
			expect(Number(headers.get('x-ratelimit-limit'))).toBeGreaterThan(1000);
			expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(1000);
			expect(Number(headers.get('x-ratelimit-retry-after'))).toBeLessThanOrEqual(60);
		}
	});

	test('what is not named is not limited', async () => {
		const limited = await startEmulator({ rateLimits: { writes: 1 } });
		const make = async () => await call(limited, 'POST', '/videos', { json: { title: 'x' } });
		const answers = [await make(), await make(), await call(limited, 'GET', '/videos')];
		await limited.close();
		expect(answers.map(({ status }) => status)).toEqual([201, 429, 200]);
		expect(Number(answers[2].headers.get('x-ratelimit-limit'))).toBeGreaterThan(1000);
	});

	test('count in windows of another length', async () => {
		const rateLimits = { writes: 1 };
		const limited = await startEmulator({ rateLimits, rateLimitWindowSeconds: 10, now: () => now });
		const make = async () => await call(limited, 'POST', '/videos', { json: { title: 'x' } });
		const first = await make();
		pass(9);
		const refused = await make();
		pass(1);
		const next = await make();
		await limited.close();
		expect([first, refused, next].map(({ status }) => status)).toEqual([201, 429, 201]);
		expect(first.headers.get('x-ratelimit-retry-after')).toBe('10');
		expect(refused.headers.get('x-ratelimit-retry-after')).toBe('1');
	});

	test.each(['uploads', 'writes', 'reads'] as const)('are kept for %s', async (kind) => {
		const limits = documentedRateLimits.sandbox;
		const limited = await startEmulator({ rateLimits: limits, now: () => now });
		// Refused uploads count, too, so the token need not be one.
		const token = 'to123';
		const once = async () => {
			if (kind === 'reads') return await call(limited, 'GET', '/videos');
			if (kind === 'writes')
				return await call(limited, 'POST', '/videos', { json: { title: 'x' } });
			return await call(limited, 'POST', `/upload?token=${token}`, { body: form(1) });
		};
		for (let index = 0; index < limits[kind]; index++) {
			expect((await once()).slug).not.toBe('too-many-requests');
		}
		pass(20);
		const refused = await once();
		expect(refused).toMatchObject({ status: 429, slug: 'too-many-requests' });
		expect(refused.headers.get('x-ratelimit-limit')).toBe(String(limits[kind]));
		expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
		expect(refused.headers.get('x-ratelimit-retry-after')).toBe('40');
		const other = kind === 'reads' ? 'POST' : 'GET';
		expect(
			(await call(limited, other, '/videos', other === 'POST' ? { json: { title: 'x' } } : {}))
				.status,
		).toBeLessThan(300);
		pass(40);
		expect((await once()).status).not.toBe(429);
		await limited.close();
	});
});

test('control over HTTP does what control in code does', async () => {
	const control = async (method: string, path: string, json?: unknown) =>
		await call(emulator.current, method, `/emulator${path}`, { json });
	const { body } = await control('POST', '/faults', [
		{ kind: 'status', status: 503, path: '^/videos$', nth: 2 },
		{ kind: 'latency', milliseconds: 0 },
	]);
	expect(body.ids).toHaveLength(2);
	await container(emulator.current);
	expect((await call(emulator.current, 'GET', '/videos')).status).toBe(503);
	expect((await control('GET', '/faults')).body).toMatchObject([
		{ matched: 2, fired: 1 },
		{ fired: 2 },
	]);
	const [first] = body.ids as unknown as number[];
	expect((await control('DELETE', `/faults/${first}`)).status).toBe(204);
	expect((await control('DELETE', `/faults/${first}`)).status).toBe(404);
	await control('DELETE', '/faults');
	expect(emulator.current.faults.list()).toEqual([]);
	expect((await control('POST', '/faults', { kind: 'earthquake' })).status).toBe(400);

	expect((await control('GET', '/requests')).body).toMatchObject([
		{ method: 'POST', path: '/videos', body: { title: 'A video' }, status: 201 },
		{
			method: 'GET',
			path: '/videos',
			status: 503,
			faults: ['status', 'latency'],
			authorization: 'basic',
		},
	]);
	await control('DELETE', '/requests');
	expect(emulator.current.requests.entries).toEqual([]);

	const videoId = await container(emulator.current);
	expect((await control('GET', '/videos')).body).toEqual([]);
	await send(emulator.current, videoId, 1000);
	expect((await control('GET', '/videos')).body).toEqual([{ videoId, size: 1000 }]);

	const token = await uploadToken(emulator.current);
	expect((await control('POST', `/upload-tokens/${token}/expire`)).status).toBe(204);
	expect((await control('POST', '/upload-tokens/toNobody/expire')).status).toBe(404);
	expect((await call(emulator.current, 'GET', `/upload-tokens/${token}`)).status).toBe(404);
	expect(emulator.current.requests.entries.at(-1)).toMatchObject({
		path: '/upload-tokens/{token}',
		token,
	});
	expect((await control('POST', '/access-tokens/revoke')).status).toBe(204);
	expect((await control('POST', '/reset')).status).toBe(204);
	expect((await call(emulator.current, 'GET', '/videos')).body.data).toEqual([]);
});
