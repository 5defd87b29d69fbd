import type { FileBehaviour } from '../../../fileServer';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { expectReadable } from '../../unit/support/troubles';
import { useFileServer, withSource } from '../support/webFile';

const world = useFileServer();
const HIDDEN = 'hidden1234';

/** What is said of a file that cannot be had. */
async function said(behaviour: Partial<FileBehaviour>): Promise<Trouble> {
	const { server } = world;
	server.file(`/${HIDDEN}/film.mp4`, { size: 1000, ...behaviour });
	const reason = await withSource(
		`${server.url}/${HIDDEN}/film.mp4?sig=${HIDDEN}`,
		async () => new Error('It was read'),
	).catch((error: unknown) => error);
	if (!(reason instanceof Trouble)) throw reason as Error;
	expectReadable(reason);
	expect(`${reason.message} ${reason.advice}`).not.toContain(HIDDEN);
	expect(`${reason.message} ${reason.advice}`).not.toMatch(/n8n has kept|step that brings/);
	return reason;
}

const answering = (status: number): Partial<FileBehaviour> => ({
	instead: { page: 'text', status, text: HIDDEN, type: 'text/plain' },
});

describe('a file that the file server does not hand out', () => {
	it.each([
		[401, 'asks for a sign-in (HTTP 401)', /Sign In to Server With/],
		[403, 'does not hand out the file (HTTP 403)', /get a new one/],
		[404, 'has no file at this address (HTTP 404)', /Check Web Address/],
		[407, 'cannot be reached, as the proxy asks for a sign-in (HTTP 407)', /proxy/],
		[410, 'no longer has the file at this address (HTTP 410)', /get a new one/],
		[429, 'takes no more requests for now (HTTP 429)', /later/],
		[500, 'cannot hand out the file at the moment (HTTP 500)', /later/],
		[503, 'cannot hand out the file at the moment (HTTP 503)', /later/],
		[204, 'answers with something else than the file (HTTP 204)', /Check Web Address/],
		[304, 'answers with something else than the file (HTTP 304)', /Check Web Address/],
		[418, 'answers with something else than the file (HTTP 418)', /Check Web Address/],
	])('is told with HTTP %d', async (status, does, advice) => {
		const { message, advice: given } = await said(answering(status));
		expect(message).toBe(`The file server at ${world.server.url} ${does}`);
		expect(given).toMatch(advice);
	});

	it('is not asked for again where that cannot help, and some times where it can', async () => {
		const { requests } = world.server;
		const tries = async (status: number) => {
			requests.clear();
			await said(answering(status));
			return requests.entries.length;
		};
		expect(await tries(401)).toBe(1);
		expect(await tries(404)).toBe(1);
		expect(await tries(500)).toBe(4);
		expect(await tries(503)).toBe(10);
	});

	it('is told where nobody listens', async () => {
		const reason = await withSource(
			`http://127.0.0.1:1/${HIDDEN}?sig=${HIDDEN}`,
			async () => {},
		).catch((error: unknown) => error as Trouble);
		expectReadable(reason as Trouble);
		expect((reason as Trouble).message).toBe(
			'The file server refused the connection: http://127.0.0.1:1',
		);
	});
});

describe('a file whose end is not known', () => {
	it('is refused where it ends with the connection', async () => {
		const reason = await said({ ranges: 'none', length: 'close' });
		expect(reason.message).toContain('neither says how long the file is nor marks its end');
		expect(reason.advice).toMatch(/HTTP Request node .* File From set to Binary Field\.$/);
	});
});

describe('a size that no video has', () => {
	it.each([
		['no byte, in parts', { size: 0 }],
		['no byte, as a whole', { size: 0, ranges: 'none' as const }],
		['no byte, and any type', { instead: { page: 'empty' as const } }],
	])('is refused: %s', async (_case, behaviour) => {
		expect((await said(behaviour)).message).toBe(`The file at ${world.server.url} is empty`);
	});

	it('is refused: more than api.video takes', async () => {
		const { message } = await said({ size: 31 * 1024 ** 3 });
		expect(message).toBe(
			`The file at ${world.server.url} is too large: it has 31.0 GiB, api.video takes 30 GiB at most`,
		);
	});
});

describe('a first answer that is not what was asked for', () => {
	it.each([
		[0, / is empty$/],
		[300_000, / does not hand out a part of the file \(HTTP 416\)$/],
	])('is refused: no part of a file of %d bytes, and some text', async (size, says) => {
		const headers = { 'content-range': `bytes */${size}` };
		const { message } = await said({ instead: { page: 'text', status: 416, headers } });
		expect(message).toMatch(says);
	});

	it.each([
		['of other bytes', { size: 4000, lie: { kind: 'shifted', by: 1000 } }],
		['without Content-Range', { lie: { kind: 'no-content-range' } }],
		['in several parts', { lie: { kind: 'multipart' } }],
		['longer than it says', { lie: { kind: 'other-length', by: 10 } }],
		['shorter than it says', { lie: { kind: 'other-length', by: -10 } }],
	] as Array<[string, Partial<FileBehaviour>]>)('is refused: %s', async (_case, behaviour) => {
		expect((await said(behaviour)).message).toMatch(
			/sends other bytes of the file than it was asked for$/,
		);
	});
});
