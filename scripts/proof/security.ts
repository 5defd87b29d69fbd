import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator } from '../../emulator';
import { diagnosing } from '../../bench/measure/diagnostics';
import { ensureBuild, ensureN8n, startN8n, temporaryFolder } from '../lib/lab';
import { findingsOf, type Findings, type Section } from './findings';
import { Between, TROUBLES, type Trouble } from './security/between';
import { findLargeBodies } from './security/largeBodies';
import { plant, type Secret } from './security/planting';
import { runAll, runTrigger, type Triggered } from './security/running';
import { everythingOf, formsOf, placesOf, type Kept } from './security/searched';

/** Where n8n keeps the settings of steps, and with them what somebody has typed there. */
const SETTINGS = /^workflow_|^execution_data\.workflowData$/;

/** Where n8n keeps what a step remembers: with the workflow, and with each execution of it. */
const REMEMBERED = /^workflow_entity\.staticData$|^execution_data\.workflowData$/;

const ABOUT =
	'Secrets of every kind are handed to a real n8n, which runs steps that use them while what stands in front of the service does what it can to have them told. Then every table, every file and the log at level debug are searched.';

/** Secrets are planted in a real n8n, and searched for wherever it keeps something. */
export async function proveSecurity(args: string[], signal: AbortSignal): Promise<Section> {
	parseArgs({ args });
	const findings = findingsOf(signal);
	await findSecrets(findings, TROUBLES, signal);
	return { title: 'Secrets', about: ABOUT, findings: findings.list };
}

/**
 * Runs every step under these troubles, and says of each secret where it is.
 *
 * @param findings get what was seen
 */
export async function findSecrets(
	findings: Findings,
	troubles: readonly Trouble[],
	signal?: AbortSignal,
): Promise<void> {
	await ensureBuild(signal);
	const installation = await ensureN8n({ signal });
	const apiKey = `planted${randomBytes(16).toString('hex')}`;
	const cleanUp: Array<() => Promise<unknown>> = [];
	try {
		const emulator = await startEmulator({ apiKey });
		cleanUp.push(async () => await emulator.close());
		const between = await Between.start(emulator.url);
		cleanUp.push(async () => between.stop());
		const folder = await temporaryFolder('security');
		cleanUp.push(async () => await rm(folder, { recursive: true, force: true }));
		const diagnostics = join(folder, 'held.json');
		const environment = diagnosing(diagnostics);
		const n8n = await startN8n({ installation, logLevel: 'debug', environment, signal });
		cleanUp.push(async () => await n8n.stop());
		const ground = await plant(n8n, emulator, between, apiKey);
		cleanUp.push(async () => await ground.stop());
		const ran = await runAll(n8n, between, ground, troubles, signal);
		const triggered = await runTrigger(n8n, ground, signal);
		await findLargeBodies(n8n, ground, triggered, diagnostics, findings, signal);
		const kept = await everythingOf(n8n, installation.node);
		await findings.find('The steps met what they should', () => {
			const unmet = troubles.filter(
				({ name }) => name !== TROUBLES[0].name && !ran.troubled.get(name),
			);
			const ended = [...ran.ended].join('; ');
			if (unmet.length > 0) {
				const names = unmet.map(({ name }) => name).join(', ');
				throw new Error(`no request met ${names} (executions ended with: ${ended})`);
			}
			if (ran.good === 0 || ran.bad === 0)
				throw new Error(`${ran.good} went well, ${ran.bad} did not`);
			return `${ran.executions} executions under ${troubles.length} kinds of trouble: ${ran.good} steps went well, ${ran.bad} did not`;
		});
		await findings.find('The search finds what n8n keeps as it should', () =>
			mustFind(ground.control, kept),
		);
		const tokens = [...between.tokens].map((value) => ({ what: 'an access token', value }));
		for (const secret of [...ground.secrets, triggered.secret, ...together(tokens)]) {
			await findings.find(`Nobody is shown ${secret.what}`, () =>
				mustHide(secret, kept, triggered),
			);
		}
		await findings.find('Where the service redirects to, no secret travels', () => {
			const all = between.elsewhere.map((text) => ({ place: 'the other host', text }));
			const sent = [...ground.secrets, ...tokens].filter(
				({ value }) => placesOf(value, all).size > 0,
			);
			if (sent.length > 0) throw new Error(sent.map(({ what }) => what).join(', '));
			return `${all.length} requests reached the other host`;
		});
		await findings.find('Only a signed event starts a workflow, and once', () =>
			mustStartOnce(triggered),
		);
	} finally {
		for (const undo of cleanUp.reverse()) await undo();
	}
}

/** All access tokens are one finding. */
function together(tokens: readonly Secret[]): Array<Secret & { values?: string[] }> {
	if (tokens.length === 0) throw new Error('No access token went by: the steps have not signed in');
	const values = tokens.map(({ value }) => value);
	return [{ what: `any of ${values.length} access and refresh tokens`, value: values[0], values }];
}

function mustFind(control: string, kept: readonly Kept[]): string {
	const places = placesOf(control, kept);
	const missing = ['workflow_entity.nodes', 'execution_data.workflowData'].filter(
		(place) => !places.has(place),
	);
	if (missing.length > 0) throw new Error(`not found in ${missing.join(' and ')}`);
	const bytes = kept.reduce((sum, { text }) => sum + text.length, 0);
	const log = kept.find(({ place }) => place === 'log')?.text.split('\n').length ?? 0;
	return `${kept.length} texts with ${Math.round(bytes / 1024)} KiB were searched, ${log} lines of the log among them`;
}

function mustHide(
	{ value, values = [value], isTyped }: Secret & { values?: string[] },
	kept: readonly Kept[],
	{ secret }: Triggered,
): string {
	const places = new Map(values.flatMap((one) => [...placesOf(one, kept)]));
	const isAllowed = (place: string) =>
		(isTyped === true && SETTINGS.test(place)) ||
		(value === secret.value && REMEMBERED.test(place));
	const told = [...places].filter(([place]) => !isAllowed(place));
	const seen = [...places.keys()].join(', ');
	if (told.length > 0) {
		throw new Error(told.map(([place, count]) => `${place} (${count} times)`).join(', '));
	}
	const where = seen === '' ? 'in no text' : `only where n8n keeps what belongs there: ${seen}`;
	return `${where}, in ${formsOf(value).length} ways to write it`;
}

function mustStartOnce({ answers, executions }: Triggered): string {
	const { forged, unsigned, signed, replayed } = answers;
	const seen = `forged ${forged}, unsigned ${unsigned}, signed ${signed}, the same again ${replayed}: ${executions} executions`;
	const isRight = forged === 401 && unsigned === 401 && signed === 200 && replayed === 200;
	if (!isRight || executions !== 1) throw new Error(seen);
	return seen;
}
