import { ask, askRange, MiB, oneConnection, until, useFileServer } from './client';

const server = useFileServer();
const film = () => `${server.current.url}/film.mp4`;

test('a request is noted with what it asked for and what it got', async () => {
	server.current.file('/film.mp4', { size: 100 });
	await askRange(`${film()}?a=1`, 10, 19, { headers: { 'X-Key': 'open' } });
	await until(() => server.current.requests.underWay.length === 0);
	expect(server.current.requests.entries).toEqual([
		{
			id: 1,
			method: 'GET',
			path: '/film.mp4',
			query: { a: '1' },
			host: new URL(film()).host,
			headers: expect.objectContaining({ 'x-key': 'open', range: 'bytes=10-19' }),
			range: 'bytes=10-19',
			connection: 1,
			status: 206,
			bytes: 10,
			faults: [],
			startedAt: expect.any(Number),
			endedAt: expect.any(Number),
			ended: 'whole',
		},
	]);
	server.current.requests.clear();
	expect(server.current.requests.bytes).toBe(0);
});

test('connections are told apart, and counted while they are open', async () => {
	server.current.file('/film.mp4', { size: 1 });
	const agent = oneConnection();
	for (const one of [agent, agent, false] as const) await ask(film(), { agent: one });
	expect(server.current.requests.entries.map(({ connection }) => connection)).toEqual([1, 1, 2]);
	await until(() => server.current.openConnections === 1);
	agent.destroy();
	await until(() => server.current.openConnections === 0);
});

test('a client that goes away has left', async () => {
	server.current.file('/film.mp4', { size: 64 * MiB });
	await ask(film(), { onBytes: (_bytes, leave) => leave() });
	await until(() => server.current.requests.underWay.length === 0);
	expect(server.current.requests.entries).toMatchObject([{ ended: 'left', status: 200 }]);
	expect(server.current.requests.matching('GET', /film/)).toHaveLength(1);
	expect(server.current.requests.matching('HEAD', '/film.mp4')).toEqual([]);
});

test('stopping ends what is under way', async () => {
	server.current.file('/film.mp4', { size: 64 * MiB, bytesPerSecond: 1000 });
	const seen = ask(film());
	await until(() => server.current.requests.bytes > 0);
	await server.current.stop();
	expect((await seen).broke).toBe('ECONNRESET');
	expect(server.current.requests.underWay).toEqual([]);
});
