import fc from 'fast-check';
import { bindAccessToken, boundAccessToken } from '../../../nodes/ApiVideo/api/accessToken';

const KEY = { apiKey: 'key-1', environment: 'sandbox', baseUrl: '' };
const stored = (accessToken: string) => ({ ...KEY, accessToken });

describe('an access token', () => {
	it('comes back exactly as it was stored, whatever characters a token may have', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[\w.~+/-]+=*$/), (token) => {
				expect(boundAccessToken(stored(bindAccessToken(token, KEY)))).toBe(token);
			}),
		);
	});

	it.each([
		['key', { apiKey: 'key-2' }],
		['environment', { environment: 'production' }],
		['address', { environment: 'custom', baseUrl: 'http://localhost:1' }],
	])('of another %s is not used', (_what, other) => {
		const accessToken = bindAccessToken('token', { ...KEY, ...other });
		expect(boundAccessToken({ ...KEY, accessToken })).toBeUndefined();
		expect(boundAccessToken({ ...KEY, ...other, accessToken })).toBe('token');
	});

	it.each(['', 'token', ' token', 'x token'])('that nobody has bound is not used: %j', (text) => {
		expect(boundAccessToken(stored(text))).toBeUndefined();
		expect(boundAccessToken(KEY)).toBeUndefined();
	});

	it('does not carry the API key along', () => {
		expect(bindAccessToken('token', KEY)).not.toContain('key-1');
	});

	it('cannot be claimed by moving text from one field to the next', () => {
		const accessToken = bindAccessToken('token', { apiKey: 'a', environment: 'b', baseUrl: 'c' });
		const moved = { apiKey: 'ab', environment: '', baseUrl: 'c', accessToken };
		expect(boundAccessToken(moved)).toBeUndefined();
	});
});
