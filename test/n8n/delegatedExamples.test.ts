/** The workflows of examples/ that hand out delegated tokens, as their callers and consumers see them. */
import type { RequestListener } from 'node:http';
import { exampleWorkflow } from '../../scripts/lib/lab';
import { startInternet, type Internet } from './internet';
import { API_KEY, RealN8n, START_TIMEOUT, TEST_TIMEOUT } from './realN8n';
import { claimsOf, LOGIN, permit, publishUploadPage } from './uploadPage';

interface Delivery {
	path: string;
	key: string | undefined;
	body: Record<string, unknown>;
}

/** What has come to the secret store and to the chat. */
const stored: Delivery[] = [];
const told: Delivery[] = [];
let storeStatus = 200;

let internet: Internet;
let real: RealN8n;

beforeAll(async () => {
	internet = await startInternet({
		'vault.example.com': receive(stored, () => storeStatus),
		'chat.example.com': receive(told, () => 200),
	});
	real = await RealN8n.start({ environment: internet.environment });
	await publishUploadPage(real);
}, START_TIMEOUT);

afterAll(async () => {
	await real?.stop();
	await internet?.close();
}, TEST_TIMEOUT);

beforeEach(() => {
	real.emulator.reset();
	stored.length = 0;
	told.length = 0;
	storeStatus = 200;
});

function receive(deliveries: Delivery[], status: () => number): RequestListener {
	return (request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const key = request.headers['x-vault-token'] as string | undefined;
			const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
			deliveries.push({ path: String(request.url), key, body });
			response.writeHead(status(), { 'content-type': 'application/json' }).end('{"data":{}}');
		});
	};
}

/** Calls one of the workflow's webhooks as the page does. */
async function ask(action: 'start' | 'done', authorization: string | undefined, body: object) {
	const response = await fetch(`${real.n8n.url}/webhook/upload-page/${action}`, {
		method: 'POST',
		headers: {
			origin: 'null',
			'content-type': 'application/json',
			...(authorization && { authorization: `Bearer ${authorization}` }),
		},
		body: JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? {} : parsed(text), response };
}

function parsed(text: string): Record<string, string> {
	try {
		return JSON.parse(text) as Record<string, string>;
	} catch {
		return { text };
	}
}

async function open(login: string | undefined) {
	return await fetch(`${real.n8n.url}/webhook/upload-page`, {
		headers: login ? { authorization: `Basic ${Buffer.from(login).toString('base64')}` } : {},
	});
}

const opened = async () => await (await open(`${LOGIN.user}:${LOGIN.password}`)).text();

async function permitOfPage(): Promise<string> {
	return /data-permit="([^"]+)"/.exec(await opened())?.[1] ?? '';
}

/** Sends a file as the page does, in one request. */
async function send({ token, videoId }: Record<string, string>): Promise<number> {
	const form = new FormData();
	form.append('videoId', videoId);
	form.append('file', new Blob([new Uint8Array(64)]), 'film.mp4');
	const address = `${real.emulator.url}/upload?token=${token}`;
	return (await fetch(address, { method: 'POST', body: form })).status;
}

/** What api.video has. */
async function api(path: string) {
	const authorization = `Basic ${Buffer.from(`${API_KEY}:`).toString('base64')}`;
	const response = await fetch(real.emulator.url + path, { headers: { authorization } });
	return (await response.json()) as Record<string, unknown>;
}

const titles = async () =>
	((await api('/videos')).data as Array<{ title: string }>).map(({ title }) => title);
const tokens = async () =>
	((await api('/upload-tokens')).data as Array<{ token: string }>).map(({ token }) => token);

describe('the upload page', () => {
	it.each([
		['without a password', undefined],
		['with a wrong one', `${LOGIN.user}:guessed`],
	])('does not open %s', async (_, login) => {
		const response = await open(login);

		expect(response.status).toBe(401);
		expect(await response.text()).not.toContain('data-permit');
	});

	it('opens in the sandbox of n8n, is kept nowhere, and makes nothing', async () => {
		const response = await open(`${LOGIN.user}:${LOGIN.password}`);
		const html = await response.text();

		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(response.headers.get('content-security-policy')).toMatch(/^sandbox .*allow-scripts/);
		expect(html).toContain('<h1>Upload videos</h1>');
		expect(html).toContain('data-upload-to="https://ws.api.video"');
		expect(html).not.toContain('{{');
		expect(html).not.toContain(API_KEY);
		expect(real.emulator.requests.matching('POST', '/upload-tokens')).toEqual([]);
		expect(real.emulator.requests.matching('POST', '/videos')).toEqual([]);
	});

	it('lets its permit be used for a day', async () => {
		const { exp, iat } = claimsOf(await permitOfPage()) as { exp: number; iat: number };

		expect(exp - iat).toBeGreaterThanOrEqual(86_399);
		expect(exp - iat).toBeLessThanOrEqual(86_401);
	});
});

describe('a click', () => {
	const hour = () => Math.floor(Date.now() / 1000) + 3600;

	it.each([
		['no permit', () => undefined],
		['one that another secret has signed', () => permit({ exp: hour() }, 'another secret')],
		['one that is over', () => permit({ exp: hour() - 7200 })],
	])('makes nothing with %s', async (_, authorization) => {
		const { status } = await ask('start', authorization(), { name: 'film.mp4' });

		expect([401, 403]).toContain(status);
		expect(await tokens()).toEqual([]);
		expect(await titles()).toEqual([]);
	});

	it('makes a token for an hour and an empty video, and lets a page without an origin read it', async () => {
		const { status, body, response } = await ask('start', await permitOfPage(), {
			name: '<b>film</b>.mp4',
		});

		expect(status).toBe(200);
		expect(response.headers.get('access-control-allow-origin')).toBe('null');
		expect(Object.keys(body)).toEqual(['videoId', 'token', 'receipt']);
		expect(await titles()).toEqual(['<b>film</b>.mp4']);
		const [{ token, ttl }] = (await api('/upload-tokens')).data as Array<Record<string, unknown>>;
		expect({ token, ttl }).toEqual({ token: body.token, ttl: 3600 });
	});

	it('with a receipt makes a new token for the same video, and the time of the page is not prolonged', async () => {
		const ofPage = await permitOfPage();
		const first = (await ask('start', ofPage, { name: 'film.mp4' })).body;

		const second = (await ask('start', first.receipt, { name: 'film.mp4' })).body;

		expect(second.videoId).toBe(first.videoId);
		expect(second.token).not.toBe(first.token);
		expect(await titles()).toHaveLength(1);
		expect(claimsOf(second.receipt)).toMatchObject({
			videoId: first.videoId,
			token: second.token,
			exp: claimsOf(ofPage).exp,
		});
	});
});

describe('the end of an upload', () => {
	const start = async () => (await ask('start', await permitOfPage(), { name: 'film.mp4' })).body;

	it('sets the title and deletes the token, also when it is told twice', async () => {
		const granted = await start();
		expect(await send(granted)).toBe(201);

		const first = await ask('done', granted.receipt, { title: 'Holidays <i>2026</i>' });
		const second = await ask('done', granted.receipt, { title: 'Holidays <i>2026</i>' });

		expect([first.status, second.status]).toEqual([200, 200]);
		expect(first.body).toEqual({ videoId: granted.videoId });
		expect(await api(`/videos/${granted.videoId}`)).toMatchObject({
			title: 'Holidays <i>2026</i>',
			metadata: [{ key: 'source', value: 'upload page' }],
		});
		expect(await tokens()).toEqual([]);
		expect(await send(granted)).toBe(401);
	});

	it('is not believed before api.video has the file', async () => {
		const granted = await start();

		const { status, body } = await ask('done', granted.receipt, { title: 'Not there' });

		expect({ status, body }).toEqual({ status: 409, body: { arrived: false } });
		expect(await titles()).toEqual(['film.mp4']);
		expect(await tokens()).toEqual([granted.token]);
	});

	it('is about the video that was signed, whatever else is named', async () => {
		const [mine, other] = [await start(), await start()];
		await send(mine);
		await send(other);
		const { videoId, token } = other;

		await ask('done', mine.receipt, { title: 'Mine', videoId, token });

		expect((await api(`/videos/${other.videoId}`)).title).toBe('film.mp4');
		expect(await tokens()).toEqual([other.token]);
	});

	it('cannot be told with the permit of the page, which names no video', async () => {
		const granted = await start();
		await send(granted);
		const { videoId, token } = granted;

		const { status } = await ask('done', await permitOfPage(), { title: 'Hm', videoId, token });

		expect(status).not.toBe(200);
		expect(await titles()).toEqual(['film.mp4']);
		expect(await tokens()).toEqual([token]);
	});

	it('keeps the name of the file as title where none is given', async () => {
		const granted = await start();
		await send(granted);

		const { status } = await ask('done', granted.receipt, {});

		expect(status).toBe(200);
		expect(await titles()).toEqual(['film.mp4']);
	});

	it('changes nothing where the title is no text', async () => {
		const granted = await start();
		await send(granted);

		const { status } = await ask('done', granted.receipt, { title: { of: 'something' } });

		expect(status).toBe(500);
		expect(await titles()).toEqual(['film.mp4']);
		expect(await tokens()).toEqual([granted.token]);
	});
});

describe('the rotation of a token', () => {
	async function imported(credential = real.credential): Promise<string> {
		const { client } = real.n8n;
		const httpHeaderAuth = await client.importCredential({
			name: 'Secret store',
			type: 'httpHeaderAuth',
			data: { name: 'X-Vault-Token', value: 'key-of-the-store' },
		});
		const credentials = { apiVideoApi: credential, httpHeaderAuth };
		const workflow = await exampleWorkflow('rotate-token', { credentials });
		return await client.importWorkflow(workflow);
	}

	const rotate = async (credential = real.credential) =>
		await real.n8n.client.execute(await imported(credential));

	it(
		'hands a token for a week to the secret store, and tells nobody where all went well',
		async () => {
			const execution = await rotate();

			expect(execution.error).toBeUndefined();
			const [{ token, ttl, expiresAt }] = (await api('/upload-tokens')).data as Array<
				Record<string, unknown>
			>;
			expect(ttl).toBe(7 * 86_400);
			expect(stored).toEqual([
				{
					path: '/v1/secret/data/api-video',
					key: 'key-of-the-store',
					body: { data: { uploadToken: token, expiresAt } },
				},
			]);
			expect(told).toEqual([]);
		},
		TEST_TIMEOUT,
	);

	it(
		'tells the team when the store does not take it, ends as failed, and shows the token to nobody else',
		async () => {
			storeStatus = 503;

			const execution = await rotate();

			const [token] = await tokens();
			expect(stored).toHaveLength(3);
			expect(told).toHaveLength(1);
			expect(told[0].path).toBe('/hooks/video-team');
			expect(told[0].body.text).toMatch(/needs a look: .*503|needs a look: .*[Ss]ervice/);
			expect(told[0].body.text).toMatch(/execution \d+\)$/);
			expect(told[0].body.text).not.toContain(token);
			expect(execution.status).toBe('error');
			expect(execution.error?.node?.name).toBe('End as failed');
		},
		TEST_TIMEOUT,
	);

	it(
		'tells the team what to do when no token could be made',
		async () => {
			const execution = await rotate(await real.addCredential('not-the-key'));

			expect(stored).toEqual([]);
			expect(told[0].body.text).toMatch(/needs a look: .*API key.*credential/s);
			expect(execution.status).toBe('error');
		},
		TEST_TIMEOUT,
	);
});
