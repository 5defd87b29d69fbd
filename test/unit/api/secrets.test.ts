import { hideSecrets } from '../../../nodes/ApiVideo/api/secrets';

describe('hideSecrets', () => {
	it.each<[string, string, string[], string]>([
		['everywhere', 'to1 and to1', ['to1'], '[hidden] and [hidden]'],
		['inside an address', '/upload?token=a%2Bb%20c', ['a+b c'], '/upload?token=[hidden]'],
		['several', 'key to1', ['key', 'to1'], '[hidden] [hidden]'],
		['with the characters of a pattern', 'a.c abc', ['a.c'], '[hidden] abc'],
		['none', 'nothing to hide', [], 'nothing to hide'],
		['an empty one', 'nothing to hide', [''], 'nothing to hide'],
	])('%s', (_case, text, secrets, expected) => {
		expect(hideSecrets(text, secrets)).toBe(expected);
	});
});
