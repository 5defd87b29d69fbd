import type { FileBehaviour } from '../../fileServer';
import { ask, askRange, useFileServer } from './client';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const server = useFileServer({ now: () => NOW });
const bytes = Buffer.from('0123456789');
const film = () => `${server.current.url}/film.mp4`;
const headers = async () => (await ask(film())).headers;
const serve = (behaviour: FileBehaviour = {}) =>
	server.current.file('/film.mp4', { bytes, ...behaviour });

async function statusIf(ifRange: string): Promise<number> {
	return (await askRange(film(), 2, 4, { headers: { 'if-range': ifRange } })).status;
}

test('a strong tag follows the content, a weak one too, and either may be missing', async () => {
	const file = server.current.file('/film.mp4', { size: 10, seed: 1 });
	const { etag } = await headers();
	expect(etag).toMatch(/^"[^"]+"$/);
	expect((await headers()).etag).toBe(etag);
	file.change({ seed: 2 });
	const other = (await headers()).etag;
	expect(other).not.toBe(etag);
	file.change({ size: 11 });
	expect([etag, other]).not.toContain((await headers()).etag);
	file.change({ size: 10, seed: 1, etag: 'weak' });
	expect((await headers()).etag).toBe(`W/${etag}`);
	file.change({ etag: 'none', lastModified: null });
	expect(await headers()).not.toHaveProperty('etag');
	expect(await headers()).not.toHaveProperty('last-modified');
});

test('a tag may change without the content, and the content without its tag', async () => {
	const file = serve({ etag: '"one"' });
	expect(await headers()).toMatchObject({ etag: '"one"' });
	file.change({ etag: 'W/"two"' });
	expect(await ask(film())).toMatchObject({ headers: { etag: 'W/"two"' }, body: bytes });
	file.change({ bytes: Buffer.from('other') });
	expect(await ask(film())).toMatchObject({
		headers: { etag: 'W/"two"' },
		body: Buffer.from('other'),
	});
	file.change({ lastModified: new Date(NOW - 60_000) });
	expect((await headers())['last-modified']).toBe('Sun, 01 Mar 2026 11:59:00 GMT');
});

test('If-Range with the tag of the file', async () => {
	const file = serve({ etag: '"one"' });
	expect(await statusIf('"one"')).toBe(206);
	expect(await statusIf('"two"')).toBe(200);
	expect(await statusIf('W/"one"')).toBe(200);
	file.change({ etag: 'W/"one"' });
	expect(await statusIf('W/"one"')).toBe(200);
	expect(await statusIf('"one"')).toBe(200);
});

test('If-Range with the date of the file', async () => {
	const lastModified = new Date(NOW - 60_000);
	const file = serve({ lastModified });
	expect(await statusIf(lastModified.toUTCString())).toBe(206);
	expect(await statusIf(new Date(NOW).toUTCString())).toBe(200);
	expect(await statusIf(new Date(NOW - 120_000).toUTCString())).toBe(200);
	file.change({ lastModified: new Date(NOW) });
	expect(await statusIf(new Date(NOW).toUTCString())).toBe(200);
	file.change({ lastModified: null });
	expect(await statusIf(lastModified.toUTCString())).toBe(200);
});

test('If-Range that is ignored', async () => {
	serve({ etag: '"one"', ifRange: 'ignored' });
	expect(await statusIf('"two"')).toBe(206);
});
