import { startServer } from '../../scripts/lib/lab';
import { sha256Of, madeContent, type RequestEntry } from '../../fileServer';
import { ask, KiB } from './client';

test('a server in a process of its own is asked and changed from outside', async () => {
	const file = { size: 100 * KiB, seed: 3 };
	const server = await startServer(process.execPath, [
		'fileServer/main.ts',
		JSON.stringify({ files: { '/film.mp4': file }, latency: 1 }),
	]);
	try {
		const about = '/file-server/files?path=/film.mp4';
		const sha256 = await sha256Of(madeContent(file.size, file.seed));
		expect(await server.call('GET', about)).toEqual({ size: file.size, sha256 });
		expect((await ask(`${server.url}/film.mp4`)).body.length).toBe(file.size);
		expect(await server.call<RequestEntry[]>('GET', '/file-server/requests')).toMatchObject([
			{ path: '/film.mp4', bytes: file.size },
		]);
		await server.call('DELETE', '/file-server/requests');
		expect(await server.call('GET', '/file-server/requests')).toEqual([]);
		await server.call('PATCH', about, { ranges: 'none' });
		expect((await ask(`${server.url}/film.mp4`)).headers['accept-ranges']).toBe('none');
		await server.call('PATCH', '/file-server/limits', { connectionBytesPerSecond: 500_000 });
		const begun = performance.now();
		await ask(`${server.url}/film.mp4`);
		expect(performance.now() - begun).toBeGreaterThan(190);
	} finally {
		await server.stop();
	}
});
