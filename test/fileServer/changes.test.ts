import { madeContent } from '../../fileServer';
import { ask, askRange, MiB, until, useFileServer } from './client';

const server = useFileServer();
const film = () => `${server.current.url}/film.mp4`;
const size = 64 * MiB;

function made(seed: number, from: number, to: number): Buffer {
	const bytes = Buffer.alloc(to - from + 1);
	madeContent(size, seed).fill(bytes, from);
	return bytes;
}

test('a change counts from the next request on, and an answer under way keeps its file', async () => {
	const file = server.current.file('/film.mp4', { size, seed: 1 });
	let changed = false;
	const { body } = await ask(film(), {
		onBytes: () => {
			if (!changed) file.change({ seed: 2, etag: '"new"' });
			changed = true;
		},
	});
	expect(body.equals(made(1, 0, size - 1))).toBe(true);
	const next = await askRange(film(), 0, 999);
	expect(next.headers.etag).toBe('"new"');
	expect(next.body).toEqual(made(2, 0, 999));
});

test('a change counts after so many bytes of all answers', async () => {
	const file = server.current.file('/film.mp4', { size, etag: '"one"' });
	file.change({ etag: '"two"' }, { afterBytes: 1500 });
	const tags = [];
	for (let nth = 0; nth < 3; nth++) tags.push((await askRange(film(), 0, 999)).headers.etag);
	expect(tags).toEqual(['"one"', '"one"', '"two"']);
});

test('a file that is overwritten in place changes within an answer', async () => {
	const file = server.current.file('/film.mp4', { size, seed: 1 });
	file.change({ seed: 2 }, { afterBytes: MiB, inPlace: true });
	const { body } = await ask(film());
	expect(body.subarray(0, MiB).equals(made(1, 0, MiB - 1))).toBe(true);
	expect(body.subarray(MiB).equals(made(2, MiB, size - 1))).toBe(true);
});

test('an answer under way is slowed down, and cut', async () => {
	const file = server.current.file('/film.mp4', { size });
	file.change({ bytesPerSecond: 100 }, { afterBytes: MiB, inPlace: true });
	const seen = ask(film());
	await until(() => server.current.requests.bytes >= MiB);
	file.change(
		{ bytesPerSecond: undefined, cut: { by: 'fin', afterBytes: 2 * MiB } },
		{ inPlace: true },
	);
	expect((await seen).body.length).toBe(2 * MiB);
});

test('a behaviour is taken back', async () => {
	const file = server.current.file('/film.mp4', { size: 10, ranges: 'none', type: null });
	expect((await askRange(film(), 0, 1)).status).toBe(200);
	file.change({ ranges: undefined, type: undefined });
	expect(await askRange(film(), 0, 1)).toMatchObject({
		status: 206,
		headers: { 'content-type': 'video/mp4' },
	});
});
