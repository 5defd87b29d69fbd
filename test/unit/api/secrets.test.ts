import { hideSecrets, signatureIn, withoutSecrets } from '../../../nodes/ApiVideo/api/secrets';

describe('hideSecrets', () => {
	it.each<[string, string, string[], string]>([
		['everywhere', 'to1 and to1', ['to1'], '[hidden] and [hidden]'],
		['inside an address', '/upload?token=a%2Bb%20c', ['a+b c'], '/upload?token=[hidden]'],
		['in an address with small letters', 'token=a%2bb%20c', ['a+b c'], 'token=[hidden]'],
		['in an address that encodes everything', 'token=%74%6f1', ['to1'], 'token=[hidden]'],
		[
			'behind the name of its kind',
			'Bearer abc, Bearer%20abc',
			['abc'],
			'Bearer [hidden], Bearer%20[hidden]',
		],
		['with letters that are no ASCII', 'clé and cl%C3%A9', ['clé'], '[hidden] and [hidden]'],
		['several', 'key to1', ['key', 'to1'], '[hidden] [hidden]'],
		['with the characters of a pattern', 'a.c abc', ['a.c'], '[hidden] abc'],
		['none', 'nothing to hide', [], 'nothing to hide'],
		['an empty one', 'nothing to hide', [''], 'nothing to hide'],
	])('%s', (_case, text, secrets, expected) => {
		expect(hideSecrets(text, secrets)).toBe(expected);
	});
});

describe('withoutSecrets', () => {
	const answer = (status: number, body: unknown) =>
		({ kind: 'answer', status, headers: {}, body }) as const;

	it('hides them anywhere in a body that is no success', () => {
		const body = { title: 'abc', problems: [{ name: 'abc', size: 3 }, 'x abc'], detail: null };
		expect(withoutSecrets(answer(400, body), ['abc'])).toEqual(
			answer(400, {
				title: '[hidden]',
				problems: [{ name: '[hidden]', size: 3 }, 'x [hidden]'],
				detail: null,
			}),
		);
		expect(withoutSecrets(answer(502, '<p>abc'), ['abc'])).toEqual(answer(502, '<p>[hidden]'));
	});

	it('leaves what the service gives out as asked', () => {
		const body = { token: 'abc' };
		expect(withoutSecrets(answer(201, body), ['abc'])).toEqual(answer(201, body));
	});

	it('hides them where there is no answer', () => {
		const lost = { kind: 'noAnswer', what: 'Lost: abc', permanent: true } as const;
		expect(withoutSecrets(lost, ['abc'])).toEqual({ ...lost, what: 'Lost: [hidden]' });
	});
});

test.each([
	[undefined, []],
	[{ Accept: 'x' }, []],
	[{ Authorization: 'Bearer abc' }, ['abc']],
])('the access token in the headers %j is %j', (headers, expected) => {
	expect(signatureIn(headers)).toEqual(expected);
});
