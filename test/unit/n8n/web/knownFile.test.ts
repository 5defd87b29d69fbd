import type { OpenFile } from '../../../../nodes/ApiVideo/n8n/web/fileServer';
import { lastByteOf } from '../../../../nodes/ApiVideo/n8n/web/knownFile';

const WANTED = { from: 1000, to: 1999 };

function answered(contentRange: string): OpenFile {
	const url = new URL('https://files.example/film.mp4');
	const headers = { 'content-range': contentRange };
	return { url, status: 206, headers, close: () => {} } as unknown as OpenFile;
}

describe('an answer to a range of a file that is known', () => {
	it.each([
		['all of it', 'bytes 1000-1999/5000', 1999],
		['its beginning alone', 'bytes 1000-1000/5000', 1000],
	])('may bring %s', (_what, contentRange, last) => {
		expect(lastByteOf(answered(contentRange), WANTED, { size: 5000, type: 'video/mp4' })).toBe(
			last,
		);
	});

	it.each([
		['begins before it', 'bytes 999-1998/5000'],
		['begins in its middle', 'bytes 1001-1999/5000'],
		['ends behind it', 'bytes 1000-2000/5000'],
		['does not say how long the file is', 'bytes 1000-1999/*'],
	])('is refused where it %s', (_what, contentRange) => {
		expect(() =>
			lastByteOf(answered(contentRange), WANTED, { size: 5000, type: 'video/mp4' }),
		).toThrow(/sends other bytes/);
	});
});
