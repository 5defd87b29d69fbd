import { accountOf, accountOfToken } from '../../../nodes/ApiVideo/api/account';

const SERVER = 'https://ws.api.video';
const credentials = { apiKey: 'the-key', environment: 'production', baseUrl: '' };

it('an account has a name that tells servers and keys apart, and tells neither key nor token', () => {
	const names = [
		accountOf(credentials),
		accountOf({ ...credentials, apiKey: 'another' }),
		accountOf({ ...credentials, environment: 'sandbox' }),
		accountOfToken(SERVER, 'the-key'),
		accountOfToken(SERVER, 'another'),
		accountOfToken('https://sandbox.api.video', 'the-key'),
	];
	expect(new Set(names).size).toBe(names.length);
	for (const name of names)
		expect(name).toMatch(/^https:\/\/(ws|sandbox)\.api\.video [\da-f]{16}$/);
	expect(accountOfToken(SERVER, 'the-key')).toBe(names[3]);
});
