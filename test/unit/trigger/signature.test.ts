import { createHmac } from 'node:crypto';
import { isSigned } from '../../../nodes/ApiVideo/trigger/signature';

const SECRET = 'sig_sec_of_this_test';
// Not what JSON.stringify would give: the bytes count, not their meaning.
const BODY = Buffer.from('{ "type":"x",\n"quality" : "é" }');
const sign = (body: Buffer, secret = SECRET): string =>
	createHmac('sha256', secret).update(body).digest('hex');

test('takes the signature of exactly these bytes', () => {
	expect(isSigned(BODY, sign(BODY), SECRET)).toBe(true);
	expect(isSigned(BODY, sign(BODY).toUpperCase(), SECRET)).toBe(true);
});

test('knows the value that the specification of HMAC-SHA256 gives', () => {
	const known = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
	expect(isSigned(Buffer.from('what do ya want for nothing?'), known, 'Jefe')).toBe(true);
});

test.each<[string, Buffer, unknown, string]>([
	['another body', Buffer.from('{ "type":"x",\n"quality" : "e" }'), sign(BODY), SECRET],
	['the same JSON in other bytes', Buffer.from('{"type":"x","quality":"é"}'), sign(BODY), SECRET],
	['another secret', BODY, sign(BODY, 'other'), SECRET],
	['a signature that is cut', BODY, sign(BODY).slice(0, -1), SECRET],
	['a signature that is too long', BODY, `${sign(BODY)}0`, SECRET],
	['an empty signature', BODY, '', SECRET],
	['no signature', BODY, undefined, SECRET],
	['two signatures', BODY, [sign(BODY)], SECRET],
	['no secret, and a signature made without one', BODY, sign(BODY, ''), ''],
])('refuses %s', (_name, body, signature, secret) => {
	expect(isSigned(body, signature, secret)).toBe(false);
});
