import { ask, askRange, useFileServer } from './client';

let now = Date.parse('2026-03-01T12:00:00Z');
const server = useFileServer({ now: () => now });
const bytes = Buffer.from('0123456789');

async function fresh(): Promise<string> {
	const { status, headers } = await ask(`${server.current.url}/go/film.mp4`);
	expect(status).toBe(302);
	return new URL(headers.location ?? '', server.current.url).href;
}

beforeEach(() => {
	server.current.file('/film.mp4', { bytes, type: 'video/webm' });
});

test('each request is sent to a signed address of its own, where the file is with all its ways', async () => {
	server.current.link('/go/film.mp4', '/film.mp4');
	const [one, two] = [await fresh(), await fresh()];
	expect(one).toMatch(/\/signed\/film\.mp4\?signature=[0-9a-f]{64}&expires=\d+$/);
	expect(two).not.toBe(one);
	expect(await askRange(one, 2, 4)).toMatchObject({
		status: 206,
		headers: { 'content-type': 'video/webm' },
		body: Buffer.from('234'),
	});
	expect((await ask(`${server.current.url}/signed/film.mp4`)).status).toBe(403);
	expect((await ask(`${one}0`)).status).toBe(200);
	expect((await ask(one.replace('signature=', 'signature=0'))).status).toBe(403);
});

test.each([401, 403, 410] as const)('good for two requests, then %s', async (refusal) => {
	server.current.link('/go/film.mp4', '/film.mp4', { requests: 2, refusal });
	const address = await fresh();
	const statuses = [];
	for (let nth = 0; nth < 3; nth++) statuses.push((await ask(address)).status);
	expect(statuses).toEqual([200, 200, refusal]);
	expect((await ask(await fresh())).status).toBe(200);
});

test('good for some time of the server', async () => {
	server.current.link('/go/film.mp4', '/film.mp4', { milliseconds: 5000 });
	const address = await fresh();
	expect(new URL(address).searchParams.get('expires')).toBe(String(now / 1000 + 5));
	now += 4999;
	expect((await ask(address)).status).toBe(200);
	server.current.setClock(1);
	expect((await ask(address)).status).toBe(403);
	expect((await ask(await fresh())).status).toBe(200);
});

test('all that were given out expire at once, and the link points where it is told', async () => {
	const link = server.current.link('/go/film.mp4', '/film.mp4', {
		status: 307,
		origin: server.current.at('localhost'),
	});
	const address = `${server.current.url}${link.sign()}`;
	expect((await ask(address)).status).toBe(200);
	link.expire();
	expect((await ask(address)).status).toBe(403);
	const { status, headers } = await ask(`${server.current.url}/go/film.mp4`);
	expect(status).toBe(307);
	expect(headers.location).toMatch(/^http:\/\/localhost:\d+\/signed\/film\.mp4\?/);
	expect(() => server.current.link('/go', '/none.mp4')).toThrow('There is no file /none.mp4.');
});
