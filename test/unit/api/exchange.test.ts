import { cancelled, exchange } from '../../../nodes/ApiVideo/api/exchange';
import { explain } from '../../../nodes/ApiVideo/api/explain';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import type { NoAnswer } from '../../../nodes/ApiVideo/upload';
import { response } from '../support/fakeNode';
import { networkError, statusError, wrapped, wrappedWithoutCause } from '../support/httpErrors';
import { expectReadable, FORBIDDEN, troubleOf } from '../support/troubles';
import { NEVER } from '../support/never';

const outcomeOf = async (error: unknown, signal = NEVER) =>
	await exchange(async () => await Promise.reject(error), signal);

describe('an answer', () => {
	it('is handed on whatever its status, its header names in lower case', async () => {
		const headers = { 'X-RateLimit-Remaining': '3', 'retry-after': '7' };
		expect(await exchange(async () => response(429, { a: 1 }, headers), NEVER)).toEqual({
			kind: 'answer',
			status: 429,
			headers: { 'x-ratelimit-remaining': '3', 'retry-after': '7' },
			body: { a: 1 },
		});
	});

	it.each([
		['as axios throws it', (error: Error) => error],
		['as n8n wraps it', wrapped],
		['as n8n wraps it twice', (error: Error) => new Error('outer', { cause: wrapped(error) })],
	])('is found in what is thrown at a 401, %s', async (_case, wrap) => {
		const error = wrap(statusError(401, { title: 'No' }, { 'Retry-After': 7 }));
		expect(await outcomeOf(error)).toEqual({
			kind: 'answer',
			status: 401,
			headers: { 'retry-after': '7' },
			body: { title: 'No' },
		});
	});
});

describe('an answer that n8n up to 2.33 has wrapped, and lost but for status and body', () => {
	it.each([401, 500])('is found at a %d', async (status) => {
		const error = wrappedWithoutCause(statusError(status, { title: 'No' }, { 'Retry-After': 7 }));
		expect(await outcomeOf(error)).toEqual({
			kind: 'answer',
			status,
			headers: {},
			body: { title: 'No' },
		});
	});

	it('has an empty body where it was a page', async () => {
		expect(await outcomeOf(wrappedWithoutCause(statusError(401, '<html>')))).toEqual({
			kind: 'answer',
			status: 401,
			headers: {},
			body: '',
		});
	});
});

describe('no answer', () => {
	const TLS = 'The TLS certificate of the service is not trusted';
	const IN_TIME = 'The service did not answer in time';
	const CLOSED = 'The connection was closed before the service answered';
	const UNKNOWN = 'The address of the service is not known';
	const UNREACHABLE = 'The service cannot be reached from this network';

	it.each<[string, string, boolean]>([
		['ECONNREFUSED', 'The service refused the connection', false],
		['ECONNRESET', CLOSED, false],
		['EPIPE', CLOSED, false],
		['ERR_STREAM_PREMATURE_CLOSE', CLOSED, false],
		['ERR_BAD_RESPONSE', CLOSED, false],
		['ETIMEDOUT', IN_TIME, false],
		['ECONNABORTED', IN_TIME, false],
		['ESOCKETTIMEDOUT', IN_TIME, false],
		['ENOTFOUND', UNKNOWN, false],
		['EAI_AGAIN', UNKNOWN, false],
		['EHOSTUNREACH', UNREACHABLE, false],
		['ENETUNREACH', UNREACHABLE, false],
		['ENETDOWN', UNREACHABLE, false],
		['CERT_HAS_EXPIRED', 'The TLS certificate of the service has expired', true],
		['CERT_NOT_YET_VALID', 'The TLS certificate of the service is not valid yet', true],
		['CERT_REVOKED', TLS, true],
		['UNABLE_TO_GET_ISSUER_CERT', TLS, true],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', TLS, true],
		['ERR_TLS_HANDSHAKE_TIMEOUT', TLS, true],
		['DEPTH_ZERO_SELF_SIGNED_CERT', TLS, true],
		['SELF_SIGNED_CERT_IN_CHAIN', TLS, true],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', TLS, true],
		[
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'The TLS certificate of the service is for another server',
			true,
		],
		['HPE_HEADER_OVERFLOW', 'The service sends longer headers than n8n reads', false],
		['HPE_INVALID_CONSTANT', 'The service answers with something that is no HTTP', false],
		['HPE_INVALID_CONTENT_LENGTH', 'The service answers with something that is no HTTP', false],
		['ESOMETHING', 'The connection to the service was interrupted', false],
	])('%s', async (code, what, permanent) => {
		const thrown = networkError(code);
		for (const error of [thrown, wrapped(thrown), wrappedWithoutCause(thrown)]) {
			expect(await outcomeOf(error)).toMatchObject({ kind: 'noAnswer', what, permanent });
		}
		expect(what).not.toMatch(FORBIDDEN);
	});

	it.each([
		['EPROTO', 'A secure connection could not be set up'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'A secure connection could not be set up'],
		['ERR_INVALID_URL', 'The address of the service cannot be read'],
	])('is for ever at %s, also as n8n up to 2.33 wraps it', async (code, what) => {
		expect(await outcomeOf(wrappedWithoutCause(networkError(code)))).toEqual({
			kind: 'noAnswer',
			what,
			permanent: true,
		});
	});

	it.each(['ENOTFOUND', 'EAI_AGAIN'])('tells that nobody knows the address: %s', async (code) => {
		expect(await outcomeOf(networkError(code))).toMatchObject({ unknownAddress: true });
		const other = await outcomeOf(networkError('ECONNREFUSED'));
		expect(other).not.toHaveProperty('unknownAddress');
	});

	it('believes the innermost code', async () => {
		const inner = networkError('ECONNRESET');
		const outer = Object.assign(new Error('outer', { cause: inner }), { code: 'ERR_BAD_REQUEST' });
		expect(await outcomeOf(outer)).toMatchObject({ what: CLOSED });
	});

	it('is for ever when n8n could not even send the request', async () => {
		const thrown = new TypeError('Unsupported protocol');
		for (const error of [thrown, wrapped(thrown), wrappedWithoutCause(thrown)]) {
			expect(await outcomeOf(error)).toEqual({
				kind: 'noAnswer',
				what: 'n8n could not send the request (Unsupported protocol)',
				permanent: true,
			});
		}
	});

	it.each([
		'The request was blocked because it resolves to a restricted IP address',
		'The request was blocked because the destination hostname is restricted',
	])('is for ever where n8n itself blocks the request: %s', async (said) => {
		const thrown = new Error(said);
		for (const error of [thrown, wrapped(thrown), wrappedWithoutCause(thrown)]) {
			const outcome = (await outcomeOf(error)) as NoAnswer;
			expect(outcome).toMatchObject({
				what: 'n8n blocks requests to the service',
				permanent: true,
			});
			expectReadable(explain(outcome));
			expect(explain(outcome).advice).toContain('N8N_SSRF_ALLOWED_IP_RANGES');
		}
	});

	it('repeats no address of what n8n says but scheme, host and port', async () => {
		const said = "Refused 'https://b.example:8443/get/secret1?sig=secret2' (http://c.example)";
		expect(await outcomeOf(new Error(said))).toMatchObject({
			what: "n8n could not send the request (Refused 'https://b.example:8443' (http://c.example))",
		});
	});

	it.each([
		['ETIMEDOUT', 'The file server did not answer in time'],
		['ECONNRESET', 'The connection was closed before the file server answered'],
		['ECONNREFUSED', 'The file server refused the connection'],
		['ENOTFOUND', 'The address of the file server is not known'],
		['EHOSTUNREACH', 'The file server cannot be reached from this network'],
		['EIO', 'The connection to the file server was interrupted'],
		['CERT_HAS_EXPIRED', 'The TLS certificate of the file server has expired'],
	])('is told of whoever was asked: %s', async (code, what) => {
		const send = async () => await Promise.reject(Object.assign(new Error('x'), { code }));
		const outcome = await exchange(send, NEVER, undefined, undefined, 'file server');
		expect(outcome).toMatchObject({ kind: 'noAnswer', what });
	});

	it.each([
		['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
		['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
		['UNABLE_TO_GET_ISSUER_CERT', /NODE_EXTRA_CA_CERTS/],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
		['CERT_HAS_EXPIRED', /renewed, and check the clock/],
		['CERT_NOT_YET_VALID', /renewed, and check the clock/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /name that the certificate is for/],
		['CERT_REVOKED', /replaced/],
	])('comes with what to do about a certificate: %s', async (code, advice) => {
		const outcome = (await outcomeOf(networkError(code))) as NoAnswer;
		expect(outcome.advice).toMatch(advice);
		expectReadable(explain(outcome));
		expect(explain(outcome).advice).toBe(outcome.advice);
	});

	it('repeats no more than 100 characters of what n8n says', async () => {
		const { what } = (await outcomeOf(new TypeError('x'.repeat(1000)))) as NoAnswer;
		expect(what).toBe(`n8n could not send the request (${'x'.repeat(100)}…)`);
	});
});

describe('the address, where no answer came', () => {
	const URL_WITH_SECRETS = 'https://me:pass-1@api.example:8443/base/upload?token=toSecret1#x';
	const ORIGIN = 'https://api.example:8443';
	const failing = (code: string | undefined) =>
		Object.assign(networkError(code, `connect ${code} ${URL_WITH_SECRETS}`), {
			config: { url: URL_WITH_SECRETS, headers: { Authorization: 'Bearer access1' } },
		});
	const told = async (error: Error, url?: string) => {
		const outcome = await exchange(async () => await Promise.reject(error), NEVER, undefined, url);
		return (outcome as NoAnswer).what;
	};

	it.each([
		['ECONNREFUSED', 'The service refused the connection'],
		['ENOTFOUND', 'The address of the service is not known'],
		['EAI_AGAIN', 'The address of the service is not known'],
		['ECONNRESET', 'The connection was closed before the service answered'],
		['ETIMEDOUT', 'The service did not answer in time'],
		['ECONNABORTED', 'The service did not answer in time'],
		['EHOSTUNREACH', 'The service cannot be reached from this network'],
		['ENETUNREACH', 'The service cannot be reached from this network'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'The TLS certificate of the service is not trusted'],
		['CERT_HAS_EXPIRED', 'The TLS certificate of the service has expired'],
		['EPROTO', 'A secure connection could not be set up'],
		['ESOMETHING', 'The connection to the service was interrupted'],
	])('is named at %s, in every version of n8n', async (code, what) => {
		const thrown = failing(code);
		// Signed by n8n, whose error class has lost the address up to 2.33; and not signed at all.
		for (const error of [thrown, wrapped(thrown), wrappedWithoutCause(thrown)]) {
			expect(await told(error, URL_WITH_SECRETS)).toBe(`${what}: ${ORIGIN}`);
		}
		// Found in what is thrown, where nobody has told it.
		for (const error of [thrown, wrapped(thrown)]) {
			expect(await told(error)).toBe(`${what}: ${ORIGIN}`);
		}
		expect(await told(wrappedWithoutCause(thrown))).toBe(what);
	});

	it('is named where n8n could not send the request', async () => {
		const message = 'Unsupported protocol';
		expect(await told(new TypeError(message), 'http://localhost:8080/videos')).toBe(
			`n8n could not send the request (${message}): http://localhost:8080`,
		);
	});

	it.each([
		['http://localhost/videos', 'http://localhost'],
		['http://[::1]:3000/videos?token=a', 'http://[::1]:3000'],
		['HTTPS://API.Example/x', 'https://api.example'],
		['https://ws.api.video', 'https://ws.api.video'],
	])('is scheme, host and port: %s', async (url, origin) => {
		expect(await told(networkError('ECONNREFUSED'), url)).toBe(
			`The service refused the connection: ${origin}`,
		);
	});

	it.each([
		'',
		'nowhere',
		'/upload?token=a',
		'ftp://me:pass@host/x',
		'http://me:pa/ss@host',
		'data:,x',
	])('is left out where it is none to show: %s', async (url) => {
		expect(await told(networkError('ECONNREFUSED'), url)).toBe(
			'The service refused the connection',
		);
	});
});

describe('what is thrown on', () => {
	it('is the trouble that signing in had, out of whatever n8n wraps around it', async () => {
		const trouble = new Trouble('No key', 'Enter one.');
		expect(await troubleOf(() => outcomeOf(wrapped(trouble)))).toBe(trouble);
		expect(await troubleOf(() => outcomeOf(trouble))).toBe(trouble);
	});

	it.each([
		['with a status', 'No ECONNRESET key', 401],
		['without a status', 'No key', undefined],
		['with a status n8n has words for', 'No key', 503],
	])(
		'is that trouble made again, where n8n up to 2.33 has lost it: %s',
		async (_c, words, status) => {
			const trouble = new Trouble(words, 'Enter one.', status);
			const again = await troubleOf(() => outcomeOf(wrappedWithoutCause(trouble)));
			expect(again).not.toBe(trouble);
			expect([again.message, again.advice, again.httpStatus]).toEqual([
				words,
				'Enter one.',
				status,
			]);
		},
	);

	it('shows as itself where n8n shows what it has wrapped, as in the test of a credential', () => {
		for (const wrap of [wrapped, wrappedWithoutCause]) {
			const shown = wrap(new Trouble('No key', 'Enter one.', 401));
			expect([shown.message, shown.description]).toEqual(['No key', 'Enter one.']);
		}
	});

	it('is that the execution was cancelled, whatever the abort looks like', async () => {
		const signal = AbortSignal.abort();
		for (const error of [networkError('ERR_CANCELED'), wrapped(networkError('ECONNRESET')), 'x']) {
			const trouble = await troubleOf(() => outcomeOf(error, signal));
			expect(trouble.message).toBe(cancelled().message);
		}
		expectReadable(cancelled());
	});

	it('is nothing when the answer was quicker than the cancelling', async () => {
		const outcome = await exchange(
			async () => response(201, { videoId: 'vi1' }),
			AbortSignal.abort(),
		);
		expect(outcome).toMatchObject({ kind: 'answer', status: 201 });
	});
});

describe('a proxy that n8n is set up with', () => {
	const told = async (error: Error, url: string) =>
		(await exchange(async () => await Promise.reject(error), NEVER, undefined, url)) as NoAnswer;
	const inEveryVersion = (error: Error) => [error, wrapped(error), wrappedWithoutCause(error)];

	it.each([
		[
			'ECONNREFUSED',
			'connect ECONNREFUSED 10.0.0.1:3128',
			'The proxy of n8n refused the connection',
		],
		['ECONNREFUSED', 'connect ECONNREFUSED ::1:3128', 'The proxy of n8n refused the connection'],
		['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:3128', 'The proxy of n8n did not answer in time'],
		[
			'EHOSTUNREACH',
			'connect EHOSTUNREACH 10.0.0.1:3128 - Local (10.0.0.2:41234)',
			'The proxy of n8n cannot be reached from this network',
		],
		[
			'ENOTFOUND',
			'getaddrinfo ENOTFOUND proxy.example',
			'The address of the proxy of n8n is not known',
		],
		[
			undefined,
			'Proxy connection ended before receiving CONNECT response',
			'The connection was closed before the proxy of n8n answered',
		],
	])('is told of where it is the one that cannot be had: %s', async (code, said, what) => {
		for (const error of inEveryVersion(networkError(code, said))) {
			expect(await told(error, 'https://a.example/videos?token=x')).toMatchObject({
				what: `${what}, on the way to https://a.example`,
				permanent: false,
			});
		}
	});

	it.each([
		['https://a.example/', 'connect ECONNREFUSED 10.0.0.1:443'],
		['http://a.example/', 'connect ECONNREFUSED 10.0.0.1:80'],
		['http://[::1]:8080/', 'connect ECONNREFUSED ::1:8080'],
		['https://A.example/', 'getaddrinfo ENOTFOUND a.example'],
		['https://a.example/', 'socket hang up'],
		['https://a.example/', ''],
	])('is not thought of where the server was asked itself: %s, %s', async (url, said) => {
		for (const error of inEveryVersion(networkError('ECONNREFUSED', said))) {
			expect((await told(error, url)).what).toMatch(/^The service refused the connection: http/);
		}
	});
});
