import { readWebAddress } from '../../../../nodes/ApiVideo/n8n/web/webAddress';
import { expectReadable, troubleOf } from '../../support/troubles';

describe('Web Address', () => {
	it.each([
		['https://files.example.com/film.mp4', 'https://files.example.com/film.mp4'],
		[' HTTP://Files.Example.com:80/film.mp4 ', 'http://files.example.com/film.mp4'],
		['https://files.example.com/my film.mp4#t=10', 'https://files.example.com/my%20film.mp4'],
		['https://bücher.example/ä.mp4', 'https://xn--bcher-kva.example/%C3%A4.mp4'],
		['http://127.0.0.1:8080/film.mp4?a=b%20c&d', 'http://127.0.0.1:8080/film.mp4?a=b%20c&d'],
		['http://[::1]:8080/', 'http://[::1]:8080/'],
	])('is read: %s', (value, url) => {
		expect(readWebAddress(value).href).toBe(url);
	});

	it.each([
		'',
		null,
		undefined,
		['https://a.example/1.mp4'],
		{ url: 'https://a.example/1.mp4' },
		'ftp://a.example/film.mp4',
		'file:///etc/passwd',
		'films/film.mp4',
		'https://a.example/1.mp4, https://a.example/2.mp4',
		'https://a.example/1.mp4?sign=pass1234, https://a.example/2.mp4?sign=pass1234',
		{ url: 'https://a.example/1.mp4?sign=pass1234' },
		'ftp://a.example/film.mp4?sign=pass1234',
		'https://me:pass1234@a.example/film.mp4',
		'https://token1234@a.example/film.mp4',
		'https://:pass1234@a.example/film.mp4',
	])('is refused, without what may be secret: %j', async (value) => {
		const trouble = await troubleOf(() => readWebAddress(value));
		expectReadable(trouble);
		expect(trouble.message).toContain('Web Address');
		expect(`${trouble.message} ${trouble.advice}`).not.toMatch(/pass1234|token1234/);
	});

	it('says where a password belongs', async () => {
		const trouble = await troubleOf(() => readWebAddress('https://me:pass1234@a.example:8443/x'));
		expect(trouble.message).toBe(
			'Web Address has a user name or a password in it: https://a.example:8443',
		);
		expect(trouble.advice).toContain('Sign In to Server With');
	});
});
