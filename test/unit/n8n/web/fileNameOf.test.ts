import { fileNameOf } from '../../../../nodes/ApiVideo/n8n/web/fileNameOf';

const named = (first: string, last = first, disposition?: string): string =>
	fileNameOf(disposition, new URL(first), new URL(last));

const LONG = 'Zm9yLXRoZS1leWVzLW9mLW9uZS1wZXJzb24tb25seQ';

describe('the name of a file on the web', () => {
	it.each([
		['https://a.example/dir/film.mp4?signature=1', undefined, 'film.mp4'],
		['https://a.example/%C3%84pfel%20%26%20Birnen.mp4', undefined, 'Äpfel & Birnen.mp4'],
		['https://a.example/100%.mp4', undefined, '100%.mp4'],
		['https://a.example/a%2Fb%5Cfilm.mp4', undefined, 'film.mp4'],
		// An address that names a file, before one that does not.
		['https://a.example/get/12', 'https://b.example/film.mov', 'film.mov'],
		['https://a.example/film.mp4', 'https://b.example/x/blob.bin', 'film.mp4'],
		['https://a.example/film', undefined, 'film'],
		['https://a.example/', undefined, 'video'],
		['https://a.example/dir/', undefined, 'video'],
		// An ID or a token is no name.
		[`https://a.example/files/${LONG}?alt=media`, undefined, 'video'],
		[`https://a.example/${LONG}`, 'https://b.example/file', 'file'],
		[`https://a.example/${'x'.repeat(24)}`, undefined, 'x'.repeat(24)],
		[`https://a.example/${'x'.repeat(25)}`, undefined, 'video'],
		// A dot alone makes no extension.
		[`https://a.example/${LONG}.`, undefined, 'video'],
		[`https://a.example/${LONG}.mp4x`, undefined, `${LONG}.mp4x`],
		[`https://a.example/${LONG}.${'x'.repeat(11)}`, undefined, 'video'],
	])('is what %s ends with', (first, last, name) => {
		expect(named(first, last)).toBe(name);
	});

	it('is what the file server says', () => {
		const disposition = "attachment; filename*=UTF-8''%E2%82%AC.mp4";
		expect(named('https://a.example/film.mp4', undefined, disposition)).toBe('€.mp4');
		expect(named('https://a.example/film.mp4', undefined, 'attachment')).toBe('film.mp4');
	});

	it('has 255 characters at most, and keeps its extension', () => {
		const name = named(`https://a.example/${'x'.repeat(400)}.mp4`);
		expect(name).toBe(`${'x'.repeat(251)}.mp4`);
	});
});
