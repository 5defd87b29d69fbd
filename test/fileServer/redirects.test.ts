import { FileServer } from '../../fileServer';
import { ask, useFileServer } from './client';

const server = useFileServer();
const other = useFileServer();
const go = () => `${server.current.url}/go`;
const bytes = Buffer.from('film');

test.each([301, 302, 303, 307, 308] as const)('%s to a path', async (status) => {
	server.current.redirect('/go', { status, to: '/film.mp4' });
	expect(await ask(go())).toMatchObject({ status, headers: { location: '/film.mp4' } });
});

test('Location is sent as it is given', async () => {
	const route = server.current.redirect('/go', { to: '../a/film.mp4?x=1' });
	for (const to of [
		'../a/film.mp4?x=1',
		'//host/film',
		'ftp://host/film',
		'http://me:word@host/film',
	]) {
		route.change({ to });
		expect(await ask(go())).toMatchObject({ status: 302, headers: { location: to } });
	}
	route.change({ to: null });
	const { status, headers } = await ask(go());
	expect(status).toBe(302);
	expect(headers).not.toHaveProperty('location');
});

test('to another port, another name of the host, and another scheme', async () => {
	const secure = await FileServer.start({ tls: true });
	try {
		for (const target of [server.current, other.current, secure])
			target.file('/film.mp4', { bytes });
		const origins = [other.current.url, server.current.at('localhost'), secure.url];
		for (const origin of origins) {
			server.current.redirect('/go', { to: `${origin}/film.mp4` });
			const { location = '' } = (await ask(go())).headers;
			expect(await ask(location, { ca: secure.certificate })).toMatchObject({
				status: 200,
				body: bytes,
			});
		}
		const [entry] = server.current.requests.matching('GET', '/film.mp4');
		expect(entry.host).toBe(new URL(server.current.at('localhost')).host);
	} finally {
		await secure.stop();
	}
});

test('in a circle, and without an end', async () => {
	server.current.redirect('/there', { to: '/back' });
	server.current.redirect('/back', { to: '/there' });
	await expect(fetch(`${server.current.url}/there`)).rejects.toMatchObject({
		cause: { message: expect.stringContaining('redirect count exceeded') },
	});
	server.current.requests.clear();
	server.current.redirect('/go', { to: 'endless' });
	await expect(fetch(go())).rejects.toThrow();
	const asked = server.current.requests.entries.map(({ query }) => query.hop);
	expect(asked.length).toBeGreaterThan(10);
	expect(new Set(asked).size).toBe(asked.length);
});

test('a client that follows gets the file', async () => {
	server.current.file('/film.mp4', { bytes });
	server.current.redirect('/go', { to: '/film.mp4' });
	const answer = await fetch(go());
	expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
});
