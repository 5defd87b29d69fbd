import { startEmulator, type Fault } from '../../emulator';
import { slugs } from '../../emulator/problem';
import { hasSpecification, readSpecification } from '../contract/support/specification';
import { committed } from '../contract/support/committed';
import type { AllFacts } from '../contract/support/facts';
import { call, container, form, MiB, send, uploadToken, useEmulator } from './caller';

const emulator = useEmulator();
const set = (fault: Fault) => emulator.current.faults.add(fault);
const post = async (path: string, json: unknown) =>
	await call(emulator.current, 'POST', path, { json });
const image = (name: string) => form(new Blob([Buffer.from('89504e470d0a1a0a', 'hex')]), {}, name);

describe('what a schema does not say, but its descriptions do', () => {
	const video = async (more: object) => await post('/videos', { title: 'x', ...more });

	test.each([
		[{ watermark: { top: '10' } }, 'watermark[top]'],
		[{ watermark: { left: '-5px' } }, 'watermark[left]'],
		[{ watermark: { bottom: 'initial' } }, 'watermark[bottom]'],
		[{ watermark: { width: 'auto' } }, 'watermark[width]'],
		[{ watermark: { height: '50' } }, 'watermark[height]'],
		[{ watermark: { opacity: '70px' } }, 'watermark[opacity]'],
		[{ watermark: { opacity: '101%' } }, 'watermark[opacity]'],
		[{ watermark: { id: 'watermark_Nobody' } }, 'watermark[id]'],
		[{ clip: { startTimecode: '1:15' } }, 'clip[startTimecode]'],
		[{ clip: { endTimecode: '00:75:00' } }, 'clip[endTimecode]'],
		[{ source: 'video.mp4' }, 'source'],
		[{ source: 'ftp://example.com/video.mp4' }, 'source'],
	])('%j', async (json, name) => {
		expect(await video(json)).toMatchObject({
			status: 400,
			slug: 'invalid-attribute',
			body: { name },
		});
		expect((await call(emulator.current, 'GET', '/videos')).body.data).toEqual([]);
	});

	test('a clip and a watermark that are as described are taken', async () => {
		const { body } = await call(emulator.current, 'POST', '/watermarks', { body: image('a.png') });
		const watermark = { id: body.watermarkId, left: '5.5%', width: 'initial', opacity: '100%' };
		const clip = { startTimecode: '75', endTimecode: '100:02:33.5' };
		expect((await video({ clip, watermark })).status).toBe(201);
	});

	test.each(['#ff8800', 'rgb(255, 0, 0)', 'red'])('the colour %s', async (linkHover) => {
		expect(await post('/players', { linkHover })).toMatchObject({
			status: 400,
			body: { name: 'linkHover' },
		});
	});

	test('a player theme is named with 100 characters at most', async () => {
		expect((await post('/players', { name: 'n'.repeat(100) })).status).toBe(201);
		expect(await post('/players', { name: 'n'.repeat(101) })).toMatchObject({
			status: 400,
			slug: 'invalid-attribute',
			body: { name: 'name' },
		});
	});

	test('a webhook has events', async () => {
		const url = 'https://example.com/hook';
		for (const events of [[], undefined]) {
			expect(await post('/webhooks', { url, events })).toMatchObject({
				status: 400,
				slug: 'attribute-required',
				body: { name: 'events' },
			});
		}
	});
});

test('an eleventh webhook is refused, until one of the ten is deleted', async () => {
	const json = { url: 'https://example.com/hook', events: ['video.source.recorded'] };
	const made = [];
	for (let count = 0; count < 10; count++) made.push(await post('/webhooks', json));
	expect(made.map(({ status }) => status)).toEqual(Array(10).fill(201));
	expect(await post('/webhooks', json)).toMatchObject({
		status: 400,
		slug: 'webhook-limit-reached',
	});
	await call(emulator.current, 'DELETE', `/webhooks/${made[4].body.webhookId}`);
	expect((await post('/webhooks', json)).status).toBe(201);
});

describe('a file that is text', () => {
	const long = 'This is a long letter, and no film.\n'.repeat(20);
	const texts: Array<[string, string, string]> = [
		['HTML', 'a page', '<!doctype html><html><body>Sign in</body></html>'],
		['HTML', 'a page without a doctype', '\ufeff\n <HTML><head></head></HTML>'],
		['XML', 'an error of a storage', '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'],
		['JSON', 'an error of an API', '{"error": "not found"}'],
		['JSON', 'a list', '[{"id": 1}]'],
		['plain text', 'a letter', long],
		['plain text', 'a letter in another language', 'Größe und Übermut – naïve ✓\n'.repeat(40)],
	];

	test.each(texts)('is refused: %s, %s', async (looks, _what, text) => {
		const videoId = await container(emulator.current);
		expect(await send(emulator.current, videoId, new Blob([text]))).toMatchObject({
			status: 400,
			slug: 'uploaded-file-invalid-file',
			body: { name: 'file', detail: `The file is not a video: it looks like ${looks}.` },
		});
		const { body } = await call(emulator.current, 'GET', `/videos/${videoId}/status`);
		expect(body.ingest).toMatchObject({ status: 'uploading', receivedBytes: [] });
	});

	test.each<[string, Blob]>([
		['a few words', new Blob(['the bytes of a film'])],
		['bytes that begin like a tag', new Blob(['<html', Buffer.from([0, 1, 2, 250])])],
		['zeros', new Blob([Buffer.alloc(2000)])],
		['letters and no blank', new Blob(['x'.repeat(2000)])],
	])('is not what nobody can tell: %s', async (_what, file) => {
		expect((await send(emulator.current, await container(emulator.current), file)).status).toBe(
			201,
		);
	});

	test('is told by the chunk that carries its beginning, whenever it comes', async () => {
		const chunk = 5 * MiB;
		const page = new Blob(['<!doctype html>', Buffer.alloc(chunk - 15, ' ')]);
		const videoId = await container(emulator.current);
		const second = `bytes ${chunk}-${2 * chunk - 1}/${2 * chunk}`;
		expect((await send(emulator.current, videoId, page, second)).status).toBe(201);
		const first = `bytes 0-${chunk - 1}/${2 * chunk}`;
		const refused = { slug: 'uploaded-file-invalid-file' };
		expect(await send(emulator.current, videoId, page, first)).toMatchObject(refused);
		expect(await send(emulator.current, videoId, page, first)).toMatchObject(refused);
		const other = await container(emulator.current);
		expect((await send(emulator.current, other, page, 'part 2/2')).status).toBe(201);
		expect(await send(emulator.current, other, page, 'part 1/2')).toMatchObject(refused);
	});

	test('makes no video when it comes with a token', async () => {
		const path = `/upload?token=${await uploadToken(emulator.current)}`;
		const body = form(new Blob(['<html></html>']));
		expect(await call(emulator.current, 'POST', path, { body })).toMatchObject({
			slug: 'uploaded-file-invalid-file',
		});
		expect((await call(emulator.current, 'GET', '/videos')).body.data).toEqual([]);
	});

	test('is no image either', async () => {
		const videoId = await container(emulator.current);
		const { body: stream } = await post('/live-streams', { name: 'A' });
		const { body: player } = await post('/players', {});
		for (const path of [
			`/videos/${videoId}/thumbnail`,
			`/live-streams/${stream.liveStreamId}/thumbnail`,
			`/players/${player.playerId}/logo`,
			'/watermarks',
		]) {
			const body = form(new Blob(['<!doctype html>']), {}, 'image.png');
			expect(await call(emulator.current, 'POST', path, { body })).toMatchObject({
				status: 400,
				slug: 'uploaded-file-invalid-file',
				body: { detail: 'The file is not an image: it looks like HTML.' },
			});
		}
	});
});

describe('a refusal has the form of its example', () => {
	const problem = (status: number, slug: string, more: object) => ({
		type: `https://docs.api.video/reference/${slug}`,
		status,
		...more,
	});
	const query = (detail: string, name: string) =>
		problem(400, 'request-invalid-query-parameter', {
			title: 'A query parameter is invalid.',
			detail,
			name,
		});

	test.each<[string, object]>([
		[
			'play/count?from:2024-05-20T09:15:05%2B02:00',
			query('This field was not expected.', 'from:2024-05-20T09:15:05+02:00'),
		],
		[
			`play/count?filterBy[referrer][]=${'x'.repeat(2049)}`,
			query('This value should not contain more than 2048 characters.', 'filterBy[referrer]'),
		],
		[
			'view/count?viewDuration=4s',
			query('This view duration is invalid. Use one of "3s", "5s", "10s", "30s".', 'viewDuration'),
		],
	])('/data/metrics/%s', async (path, expected) => {
		const { body } = await call(emulator.current, 'GET', `/data/metrics/${path}`);
		expect(body).toEqual(expected);
	});

	test.each([
		['interval=year', 'This interval is invalid. Use one of "minute", "hour", "day".'],
		['interval=minute', 'This interval cannot be used with a timeframe over 60 minutes.'],
	])('/data/timeseries/play?%s', async (search, detail) => {
		const { body } = await call(emulator.current, 'GET', `/data/timeseries/play?${search}`);
		expect(body).toEqual(query(detail, 'interval'));
	});

	test.each(['/data/buckets/play/country', '/data/timeseries/play'])(
		'%s: also what every list takes',
		async (path) => {
			const answer = await call(emulator.current, 'GET', `${path}?pageSize=101`);
			expect(answer).toMatchObject({ slug: 'request-invalid-query-parameter' });
		},
	);

	test.each([
		[
			'f_r',
			'The "language" attribute must contain only letters and dashes (for example "fr", "fr-BE").',
		],
		['xx', 'The "language" attribute is not valid.'],
	])('a language %s', async (language, detail) => {
		const title = 'An attribute is invalid.';
		const expected = problem(400, 'invalid-attribute', { title, detail, name: 'language' });
		expect((await post('/videos', { title: 'x', language })).body).toEqual(expected);
	});

	test('a wrong key, by the only example that there is', async () => {
		const other = await startEmulator({ wrongKeyStatus: 400 });
		const { body } = await call(other, 'POST', '/auth/api-key', { json: { apiKey: 'wrong' } });
		const title = 'The user credentials were incorrect.';
		expect(body).toEqual(
			problem(400, 'authentication-invalid-user-credentials', { title, name: '' }),
		);
		await other.close();
	});

	const extensions = (listed: string) =>
		problem(400, 'uploaded-file-extension-invalid', {
			title: `Only ${listed} extensions are supported.`,
			name: 'file',
		});

	test('an image of another kind', async () => {
		const { body: player } = await post('/players', {});
		const upload = async (path: string) =>
			(await call(emulator.current, 'POST', path, { body: image('a.gif') })).body;
		expect(await upload('/watermarks')).toEqual(extensions('[jpeg, jpg, JPG, JPEG, png, PNG]'));
		expect(await upload(`/players/${player.playerId}/logo`)).toEqual(
			extensions("['jpg', 'JPG', 'jpeg', 'JPEG', 'png', 'PNG']"),
		);
	});

	test('a thumbnail that is no JPEG, where that is asked for', async () => {
		const videoId = await container(emulator.current);
		const { body: stream } = await post('/live-streams', { name: 'A' });
		const paths = [
			`/videos/${videoId}/thumbnail`,
			`/live-streams/${stream.liveStreamId}/thumbnail`,
		];
		const upload = async (path: string, name: string) =>
			await call(emulator.current, 'POST', path, { body: image(name) });
		for (const path of paths) expect((await upload(path, 'a.webp')).status).toBeLessThan(300);
		set({ kind: 'jpeg-only' });
		for (const path of paths) {
			for (const name of ['a.png', 'a.webp']) {
				expect((await upload(path, name)).body).toEqual(extensions('[jpeg, jpg, JPG, JPEG]'));
			}
			expect((await upload(path, 'a.JPG')).status).toBeLessThan(300);
		}
	});

	/** openapi.yaml is no part of the project; without it one example stands for all. */
	const examples = hasSpecification
		? Object.values(readSpecification()).flatMap(({ refusals }) => refusals)
		: [{ status: 400, body: { title: 'Odd.', name: 'page', status: 400, range: { min: 1 } } }];

	test('whatever it is, where a fault asks for it', async () => {
		for (const { status, body } of examples) {
			emulator.current.faults.clear();
			set({ kind: 'status', status, body });
			const answer = await call(emulator.current, 'GET', '/videos');
			expect([answer.status, answer.body]).toEqual([status, body]);
			expect(answer.headers.get('content-type')).toContain('application/problem+json');
		}
	});
});

test('every slug of the examples is one that the emulator answers with', async () => {
	const facts = JSON.parse(committed('test/contract/facts.json')) as AllFacts;
	const documented = new Set(Object.values(facts).flatMap(({ refusals = [] }) => refusals));
	expect(documented.size).toBeGreaterThan(5);
	const known = Object.entries(slugs).map(([slug, [status]]) => `${status} ${slug}`);
	expect([...documented].filter((one) => !known.includes(one))).toEqual([]);
});
