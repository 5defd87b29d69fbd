import { cancelled, exchange } from '../../../nodes/ApiVideo/api/exchange';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { response } from '../support/fakeNode';
import { networkError, statusError, wrapped } from '../support/httpErrors';
import { expectReadable, FORBIDDEN, troubleOf } from '../support/troubles';

const outcomeOf = async (error: unknown, signal?: AbortSignal) =>
	await exchange(async () => await Promise.reject(error), signal);

describe('an answer', () => {
	it('is handed on whatever its status, its header names in lower case', async () => {
		const headers = { 'X-RateLimit-Remaining': '3', 'retry-after': '7' };
		expect(await exchange(async () => response(429, { a: 1 }, headers))).toEqual({
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
		['ENOTFOUND', UNKNOWN, false],
		['EAI_AGAIN', UNKNOWN, false],
		['EHOSTUNREACH', UNREACHABLE, false],
		['ENETUNREACH', UNREACHABLE, false],
		['CERT_HAS_EXPIRED', TLS, true],
		['DEPTH_ZERO_SELF_SIGNED_CERT', TLS, true],
		['SELF_SIGNED_CERT_IN_CHAIN', TLS, true],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', TLS, true],
		['ERR_TLS_CERT_ALTNAME_INVALID', TLS, true],
		['ESOMETHING', 'The connection to the service was interrupted', false],
	])('%s', async (code, what, permanent) => {
		expect(await outcomeOf(networkError(code))).toEqual({ kind: 'noAnswer', what, permanent });
		expect(await outcomeOf(wrapped(networkError(code)))).toEqual({
			kind: 'noAnswer',
			what,
			permanent,
		});
		expect(what).not.toMatch(FORBIDDEN);
	});

	it('believes the innermost code', async () => {
		const inner = networkError('ECONNRESET');
		const outer = Object.assign(new Error('outer', { cause: inner }), { code: 'ERR_BAD_REQUEST' });
		expect(await outcomeOf(outer)).toMatchObject({ what: CLOSED });
	});

	it('is for ever when n8n could not even send the request', async () => {
		expect(await outcomeOf(new TypeError('Unsupported protocol'))).toEqual({
			kind: 'noAnswer',
			what: 'n8n could not send the request (Unsupported protocol)',
			permanent: true,
		});
	});
});

describe('what is thrown on', () => {
	it('is the trouble that signing in had, out of whatever n8n wraps around it', async () => {
		const trouble = new Trouble('No key', 'Enter one.');
		expect(await troubleOf(() => outcomeOf(wrapped(trouble)))).toBe(trouble);
		expect(await troubleOf(() => outcomeOf(trouble))).toBe(trouble);
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
