import { findingsOf } from '../../scripts/proof/findings';
import { lookBehindProxy } from '../../scripts/proof/place';
import { Elsewhere } from '../../scripts/proof/place/elsewhere';
import { START_TIMEOUT, TEST_TIMEOUT } from './realN8n';

let at: Elsewhere;

beforeAll(async () => {
	at = await Elsewhere.open();
}, START_TIMEOUT);

afterAll(async () => await at?.close(), TEST_TIMEOUT);

// `npm run proof -- place` has the rest: what is said where the proxy refuses the sign-in, or n8n does not trust it.
test(
	'n8n behind a proxy with a sign-in and an authority of its own, and a service on IPv6',
	async () => {
		const findings = findingsOf(new AbortController().signal, () => undefined);
		await lookBehindProxy(findings, at);
		expect(findings.list).toHaveLength(3);
		expect(findings.list.filter(({ ok }) => !ok)).toEqual([]);
	},
	3 * TEST_TIMEOUT,
);
