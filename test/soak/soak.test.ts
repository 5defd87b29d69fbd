/** The short form of `npm run proof -- soak`: one minute. Of memory it tells little, as n8n has only begun to work. */
import { findingsOf } from '../../scripts/proof/findings';
import { soak } from '../../scripts/proof/soak/soak';
import { START_TIMEOUT } from '../n8n/realN8n';

const MINUTE = 60_000;

it(
	'a minute of mixed work with faults: what is called done is done, and nothing is left',
	async () => {
		const { signal } = new AbortController();
		const findings = findingsOf(signal, () => undefined);

		await soak(MINUTE, findings, signal, { judgeSlope: false });

		expect(findings.list.filter(({ ok }) => !ok)).toEqual([]);
		expect(findings.list.length).toBeGreaterThan(8);
	},
	START_TIMEOUT,
);
