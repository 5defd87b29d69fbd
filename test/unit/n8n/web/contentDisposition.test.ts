import { nameInDisposition } from '../../../../nodes/ApiVideo/n8n/web/contentDisposition';

/** As Node hands over what a server has sent in UTF-8. */
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

describe('the name in Content-Disposition', () => {
	it.each([
		['attachment; filename="film.mp4"', 'film.mp4'],
		['inline; filename=film.mp4', 'film.mp4'],
		['ATTACHMENT ; FileName = "film.mp4" ; size=12', 'film.mp4'],
		['attachment; filename="a \\"b\\" c.mp4"', 'a "b" c.mp4'],
		['attachment; filename="one; two.mp4"', 'one; two.mp4'],
		["attachment; filename*=UTF-8''%E2%82%AC%20rates.mp4", '€ rates.mp4'],
		["attachment; filename*=utf-8'de'%c3%84pfel.mp4", 'Äpfel.mp4'],
		["attachment; filename*=ISO-8859-1''%C4pfel.mp4", 'Äpfel.mp4'],
		// That of the UTF-8 form counts, wherever it stands.
		[`attachment; filename="EURO.mp4"; filename*=UTF-8''%E2%82%AC.mp4`, '€.mp4'],
		[`attachment; filename*=UTF-8''%E2%82%AC.mp4; filename="EURO.mp4"`, '€.mp4'],
		// Where that cannot be read, the other one does.
		[`attachment; filename="film.mp4"; filename*=UTF-8''%FF.mp4`, 'film.mp4'],
		[`attachment; filename="film.mp4"; filename*=UTF-8''%4.mp4`, 'film.mp4'],
		[`attachment; filename="film.mp4"; filename*=KOI8-R''%C4.mp4`, 'film.mp4'],
		[bytesOf('attachment; filename="Äpfel €.mp4"'), 'Äpfel €.mp4'],
		['attachment; filename="\u00c4pfel.mp4"', 'Äpfel.mp4'],
		// A server decides about the name and not about the folder.
		['attachment; filename="../../etc/film.mp4"', 'film.mp4'],
		['attachment; filename="C:\\\\Users\\\\me\\\\film.mp4"', 'film.mp4'],
		["attachment; filename*=UTF-8''..%2Ffilm.mp4", 'film.mp4'],
		["attachment; filename*=UTF-8''a%0D%0Ab.mp4", 'ab.mp4'],
		["attachment; filename*=UTF-8''a%00b.mp4", 'ab.mp4'],
		// Written from right to left, it would end with another extension.
		["attachment; filename*=UTF-8''film%E2%80%AE4pm.exe", 'film4pm.exe'],
		["attachment; filename*=UTF-8''%E2%81%A6film%E2%81%A9.mp4", 'film.mp4'],
		['attachment; name="filename.mp4"; filename="film.mp4"', 'film.mp4'],
		['attachment; name="one; filename=other.mp4"; filename="film.mp4"', 'film.mp4'],
		['attachment; filename="film.mp4" ; filename="other.mp4"', 'film.mp4'],
		["attachment; filename='film.mp4'", "'film.mp4'"],
	])('is read: %s', (header, name) => {
		expect(nameInDisposition(header)).toBe(name);
	});

	it.each([
		'',
		'attachment',
		'inline; size=12',
		'attachment; filename=',
		'attachment; filename=""',
		'attachment; filename=".."',
		"attachment; filename*=film.mp4'",
		"attachment; filename*=UTF-8''%ZZ",
	])('is none where nothing can be read: %s', (header) => {
		expect(nameInDisposition(header)).toBeUndefined();
	});
});
