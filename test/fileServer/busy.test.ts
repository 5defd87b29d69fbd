import type { Busy } from '../../fileServer';
import { ask, until, useFileServer } from './client';

const server = useFileServer();
const film = () => `${server.current.url}/film.mp4`;

test.each([
	[{ status: 429, retryAfter: 2 }, '2'],
	[{ status: 503, retryAfter: 'Sun, 01 Mar 2026 12:00:00 GMT' }, 'Sun, 01 Mar 2026 12:00:00 GMT'],
	[{ status: 503 }, undefined],
] as const)('refuses what comes while two requests are under way: %o', async (busy, retryAfter) => {
	const file = server.current.file('/film.mp4', {
		size: 10,
		busy: { ...busy, above: 2 },
		stall: { times: 2 },
	});
	const two = [ask(film()), ask(film())].map(async (asked) => await asked.catch(() => 'ended'));
	await until(
		() => server.current.requests.entries.filter(({ ended }) => ended === 'stalled').length === 2,
	);
	const { status, headers } = await ask(film());
	expect({ status, retryAfter: headers['retry-after'] }).toEqual({
		status: busy.status,
		retryAfter,
	});
	expect(server.current.requests.mostAtOnce).toBe(3);
	file.change({ busy: { status: 429, above: 3 } });
	expect((await ask(film())).status).toBe(200);
	await server.current.stop();
	expect(await Promise.all(two)).toEqual(['ended', 'ended']);
});

test('refuses by chance, the same for the same seed', async () => {
	const statuses = async (busy: Busy) => {
		server.current.file('/film.mp4', { size: 1, busy });
		const seen = [];
		for (let nth = 0; nth < 20; nth++) seen.push((await ask(film())).status);
		return seen;
	};
	const one = await statuses({ status: 429, chance: 0.5, seed: 1 });
	expect(new Set(one)).toEqual(new Set([200, 429]));
	expect(await statuses({ status: 429, chance: 0.5, seed: 1 })).toEqual(one);
	expect(await statuses({ status: 429, chance: 0.5, seed: 2 })).not.toEqual(one);
});
