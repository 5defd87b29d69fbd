import { onlyOrigins, originOf, urlWithin } from '../../../nodes/ApiVideo/api/origins';

it.each<[unknown, string | undefined]>([
	['https://me:hidden@a.example:8443/path?token=hidden#x', 'https://a.example:8443'],
	['http://a.example', 'http://a.example'],
	['HTTPS://A.example/', 'https://a.example'],
	['ftp://a.example/', undefined],
	['xhttp://a.example/', undefined],
	['httpsx://a.example/', undefined],
	['a.example', undefined],
	['', undefined],
	[undefined, undefined],
	[{ href: 'https://a.example' }, undefined],
])('of %j a message may show %s', (url, origin) => {
	expect(originOf(url)).toBe(origin);
});

it.each([
	['Refused https://a.example/x?sig=hidden at once', 'Refused https://a.example at once'],
	[
		'(HTTP://A.example/hidden) "https://b.example/hidden"',
		'(http://a.example) "https://b.example"',
	],
	[
		"<https://a.example/hidden> 'https://b.example/hidden'",
		"<https://a.example> 'https://b.example'",
	],
	['https://a.example:port/hidden and more', '[address] and more'],
	['nothing of that kind', 'nothing of that kind'],
])('a text keeps of its addresses scheme, host and port: %s', (text, shown) => {
	expect(onlyOrigins(text)).toBe(shown);
});

it('the address that was asked for is found in what was thrown, the outermost one first', () => {
	const inner = Object.assign(new Error('inner'), { config: { url: 'https://inner.example' } });
	const outer = new Error('outer', { cause: inner });
	expect(urlWithin(outer)).toBe('https://inner.example');
	expect(urlWithin(Object.assign(outer, { config: { url: 'https://a.example' } }))).toBe(
		'https://a.example',
	);
	expect(urlWithin(Object.assign(new Error('x'), { config: undefined }))).toBeUndefined();
	expect(urlWithin('https://a.example')).toBeUndefined();
});
