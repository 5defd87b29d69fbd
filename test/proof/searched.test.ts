import { formsOf } from '../../scripts/proof/security/searched';

const PLANTED = 'planted/6f3a"b2=';

it.each([
	['as it is', PLANTED],
	['in an address', `https://a.example/?token=${encodeURIComponent(PLANTED)}&x=1`],
	['in JSON within JSON', JSON.stringify(JSON.stringify({ said: PLANTED }))],
	['in base64, at its beginning', Buffer.from(`${PLANTED}:password`).toString('base64')],
	['in base64, behind one byte', Buffer.from(`u:${PLANTED}`.slice(1)).toString('base64')],
	['in base64, behind two bytes', Buffer.from(`u:${PLANTED}`).toString('base64')],
	['in base64, behind a name', Buffer.from(`someone:${PLANTED}`).toString('base64')],
])('a secret is found %s', (_how, text) => {
	expect(formsOf(PLANTED).some((form) => text.includes(form))).toBe(true);
});

it('another secret is not', () => {
	const text = Buffer.from('someone:planted/6f3a"c3=').toString('base64');
	expect(formsOf(PLANTED).some((form) => text.includes(form))).toBe(false);
});
