import { Redirects } from '../../../../nodes/ApiVideo/n8n/web/redirects';
import { Unreadable } from '../../../../nodes/ApiVideo/n8n/unreadable';

const START = 'https://a.example/dir/go?token=secret1';
const from = (url = START): Redirects => new Redirects(new URL(url));

function refusal(way: Redirects, location: string | undefined): Unreadable {
	try {
		way.next(302, location);
	} catch (error) {
		if (error instanceof Unreadable) return error;
	}
	throw new Error('It was followed, which the test did not expect');
}

describe('a redirect', () => {
	it.each([
		['film.mp4', 'https://a.example/dir/film.mp4'],
		['/film.mp4?x=1', 'https://a.example/film.mp4?x=1'],
		['?x=1', 'https://a.example/dir/go?x=1'],
		['//b.example:8443/film.mp4', 'https://b.example:8443/film.mp4'],
		['https://b.example/film.mp4#t=10', 'https://b.example/film.mp4'],
	])('to %s is followed', (location, url) => {
		expect(from().next(302, location).href).toBe(url);
	});

	it('leads from http to https', () => {
		expect(from('http://a.example/').next(301, 'https://a.example/').href).toBe(
			'https://a.example/',
		);
	});

	it.each([
		[undefined, 'without saying where to'],
		['', 'without saying where to'],
		['ftp://a.example/film.mp4', 'to something that is no web address'],
		['https://', 'to something that is no web address'],
		['javascript:alert(1)', 'to something that is no web address'],
		['https://me:secret2@b.example/', 'to an address with a user name or a password in it'],
		[
			'http://b.example/film.mp4?token=secret2',
			'from https to http, where the file would travel unencrypted: http://b.example',
		],
	])('to %s is refused, in words without what may be secret', (location, what) => {
		const { message, advice } = refusal(from(), location);
		expect(message).toBe(`The file server at https://a.example redirects ${what} (HTTP 302)`);
		expect(message + advice).not.toContain('secret');
	});

	it.each([
		['to the same address', ['/dir/go?token=secret1']],
		['to the same address with a fragment', ['#top']],
		['back over another address', ['https://b.example/', 'https://a.example/dir/go']],
	])('%s is followed ten times, and is a circle then', (_way, locations) => {
		const way = from();
		for (let turn = 0; turn < 10; turn++) way.next(302, locations[turn % locations.length]);
		expect(refusal(way, locations[0]).message).toContain('in a circle');
	});

	it('is followed ten times', () => {
		const way = from();
		for (let turn = 1; turn <= 10; turn++) way.next(302, `/${turn}`);
		expect(refusal(way, '/11').message).toContain('more than 10 times');
	});
});
