import { findingsOf } from '../../scripts/proof/findings';
import { findSecrets } from '../../scripts/proof/security';
import { TROUBLES } from '../../scripts/proof/security/between';
import { NEVER } from '../unit/support/never';
import { START_TIMEOUT } from './realN8n';

/** `npm run proof -- security` runs all of them. */
const SHORT = [
	'nothing',
	'HTTP 403, quoting',
	'a redirect to another host (HTTP 307)',
	'JSON that is cut',
];

it(
	'keeps secrets out of all that n8n stores and says',
	async () => {
		const findings = findingsOf(NEVER, () => undefined);
		const troubles = TROUBLES.filter(({ name }) => SHORT.some((short) => name.startsWith(short)));
		expect(troubles).toHaveLength(SHORT.length);

		await findSecrets(findings, troubles);

		expect(findings.list.filter(({ ok }) => !ok)).toEqual([]);
		expect(findings.list.length).toBeGreaterThan(10);
	},
	START_TIMEOUT,
);
