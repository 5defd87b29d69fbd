import {
	allOfIt,
	badRedirect,
	brokenOff,
	changed,
	encoded,
	isTextType,
	noEnd,
	onTheWay,
	otherBytes,
	pageInstead,
	refused,
	tooLong,
	unanswered,
	unseenEnd,
	unreachable,
} from '../../../../nodes/ApiVideo/n8n/web/serverWords';
import { Trouble } from '../../../../nodes/ApiVideo/api/trouble';
import { Unreadable } from '../../../../nodes/ApiVideo/n8n/unreadable';
import { expectReadable } from '../../support/troubles';

const url = new URL('https://files.example:8443/film.mp4?signature=hidden');
const AT = 'The file server at https://files.example:8443';

describe('an answer without a file', () => {
	it.each<[number, string, RegExp, boolean]>([
		[401, 'asks for a sign-in', /^Choose a way to sign in .* get a new one/, false],
		[403, 'does not hand out the file', /may read it\. Where n8n goes through a proxy/, false],
		[404, 'has no file at this address', /^Check Web Address: .* get a new one/, false],
		[407, 'cannot be reached, as the proxy asks for a sign-in', /HTTPS_PROXY/, false],
		[410, 'no longer has the file at this address', /^Check Web Address: /, false],
		[416, 'does not hand out a part of the file', /^Download the file in a step before/, false],
		[408, 'cannot hand out the file at the moment', /later\. Where n8n goes through a prox/, true],
		[500, 'cannot hand out the file at the moment', /later\. Where n8n goes through a prox/, true],
		// These have been asked for several times by then.
		[429, 'takes no more requests for now', /^Run the step again later\.$/, false],
		[503, 'cannot hand out the file at the moment', /^Run the step again later\. /, false],
		[204, 'answers with something else than the file', /^Check Web Address: .*itself\.$/, false],
		[400, 'answers with something else than the file', /^Check Web Address: .*itself\.$/, false],
	])('is told by its status: %d', (status, does, advice, passes) => {
		const found = refused({ url, signed: false }, status);
		expectReadable(new Trouble(found.message, found.advice));
		expect(found).toMatchObject({ message: `${AT} ${does} (HTTP ${status})`, passes });
		expect(found.advice).toMatch(advice);
	});

	it('is another thing where the credential was sent along', () => {
		const { message, advice } = refused({ url, signed: true }, 401);
		expect(message).toBe(`${AT} does not accept the credential (HTTP 401)`);
		expect(advice).toMatch(/^Check the credential under Credential for the File Server, /);
		const other = refused({ url, signed: true }, 403);
		expect(other).toEqual(refused({ url, signed: false }, 403));
	});
});

describe('no answer', () => {
	const what = 'The file server refused the connection';

	it.each([
		[false, true, /^Run the step again later\. Check Web Address, the network/],
		[true, false, /^Check Web Address, the network/],
	])('for ever or not: %s', (permanent, passes, advice) => {
		const found = unanswered({ kind: 'noAnswer', what, permanent });
		expect(found).toMatchObject({ message: what, passes });
		expect(found.advice).toMatch(advice);
	});

	it('keeps an advice of its own', () => {
		const told = { kind: 'noAnswer', what, permanent: true, advice: 'Renew it.' } as const;
		expect(unanswered(told)).toMatchObject({ message: what, advice: 'Renew it.', passes: false });
	});

	it('keeps what was thrown for the log', () => {
		const cause = new Error('x');
		expect(unreachable(what, true, cause).cause).toBe(cause);
	});
});

describe('a request that was redirected', () => {
	const first = new URL('https://links.example/film?signature=hidden');
	const cause = new Error('x');
	const why = { passes: true, isAnother: true, cause };
	const reason = new Unreadable('It is gone', 'Enter another one.', why);

	it('says how it came to another server than the one that was entered', () => {
		const told = onTheWay(reason, first, url) as Unreadable;
		expect(told).toMatchObject({ message: 'It is gone', ...why });
		expect(told.advice).toBe(
			'The file server at https://links.example, which Web Address names, redirects there. Enter another one.',
		);
	});

	it('says nothing of it where it came to the same one, or nobody knows what happened', () => {
		expect(onTheWay(reason, new URL('/link', url), url)).toBe(reason);
		expect(onTheWay(cause, first, url)).toBe(cause);
	});
});

it.each([
	['is redirected in a circle', badRedirect(url, 302, 'in a circle'), /in a circle \(HTTP 302\)$/],
	['has changed', changed(url), /has changed on the file server/],
	['comes with other bytes', otherBytes(url), /sends other bytes of the file/],
	['comes as a whole', allOfIt(url), /sends all of the file where a part was asked for/],
	['is compressed', encoded(url), /sends the file compressed/],
	['breaks off', brokenOff(url, new Error('x')), /broke off in the middle of the file/],
	['has a page in its place', pageInstead(url), /sends a page in place of the file/],
	[
		'has no end that could be seen',
		noEnd(url),
		/neither says how long the file is nor marks its end/,
	],
	['may have been compressed', unseenEnd(url), /n8n does not show whether it was compressed/],
	[
		'is longer than api.video takes',
		tooLong(url),
		/has more than the 30 GiB that api\.video takes/,
	],
])('a file that %s is told in words, and with what to do', (_what, { message, advice }, says) => {
	expectReadable(new Trouble(message, advice));
	expect(message).toMatch(says);
});

it.each([
	['text/html', true],
	[' TEXT/plain; charset=utf-8', true],
	['application/json', true],
	['application/json; charset=utf-8', true],
	['application/problem+json', true],
	['application/xml ;a=b', true],
	['image/svg+xml', true],
	['video/mp4', false],
	['application/octet-stream', false],
	['application/jsonl', false],
	['video/mp4; of=text/html', false],
	['video/mp4; of=application/json', false],
	['', false],
	[undefined, false],
])('the media type %s is that of a text: %s', (type, isText) => {
	expect(isTextType(type)).toBe(isText);
});
