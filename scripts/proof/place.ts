import { parseArgs } from 'node:util';
import type { Execution } from '../lib/lab';
import { findingsOf, type Findings, type Section } from './findings';
import { Elsewhere, PASSWORD, type Standing, type Uploaded } from './place/elsewhere';

/** What is looked at where an n8n stands. */
type Look = (findings: Findings, at: Elsewhere) => Promise<void>;

/**
 * The package in a real n8n in networks that are not as at home.
 *
 * @param args none
 */
export async function provePlace(args: string[], signal: AbortSignal): Promise<Section> {
	parseArgs({ args });
	const findings = findingsOf(signal);
	const standings: Array<[Standing, Look]> = [
		[{}, lookBehindProxy],
		[{ signIn: `someone:not-${PASSWORD}` }, lookWithWrongPassword],
		[{ trusts: false }, lookWithoutAuthority],
	];
	for (const [standing, look] of standings) {
		const at = await Elsewhere.open(standing);
		try {
			await look(findings, at);
		} finally {
			await at.close();
		}
	}
	return {
		title: 'Other networks',
		about:
			'A real n8n behind a proxy that wants a sign-in and looks into what is encrypted, set up by HTTPS_PROXY and NODE_EXTRA_CA_CERTS alone; and a service that has an IPv6 address only.',
		findings: findings.list,
	};
}

/** Uploads through the proxy, and to a service on IPv6. */
export async function lookBehindProxy({ find }: Findings, at: Elsewhere): Promise<void> {
	const arrives = async (upload: () => Promise<Uploaded>) => {
		const { execution, hasArrived } = await upload();
		if (execution.error) throw new Error(execution.error.message);
		if (!hasArrived) throw new Error('the file has not arrived where it should');
		await mustNotShow(at, execution);
		return 'all of the file arrived, and the password of the proxy shows nowhere';
	};
	await find('A file from disk, through the proxy', async () => await arrives(() => at.upload()));
	await find(
		'A file on the web, read and sent through the proxy',
		async () => await arrives(() => at.uploadFromWeb()),
	);
	await find(
		'A file from disk, to a service on IPv6',
		async () => await arrives(() => at.uploadToIPv6()),
	);
}

async function lookWithWrongPassword({ find }: Findings, at: Elsewhere): Promise<void> {
	await find('A wrong password for the proxy', async () => {
		const { execution } = await at.upload();
		await mustNotShow(at, execution);
		return wordsOf(execution, /^The proxy of n8n asks for a sign-in \(HTTP 407\)/);
	});
}

async function lookWithoutAuthority({ find }: Findings, at: Elsewhere): Promise<void> {
	await find('A proxy whose authority n8n does not know', async () =>
		wordsOf((await at.upload()).execution, /^The TLS certificate of the service is not trusted/),
	);
}

/**
 * @throws Error where the step said something else, or nothing
 */
function wordsOf({ error }: Execution, expected: RegExp): string {
	const { message = 'the step succeeded', description } = error ?? {};
	if (!expected.test(message)) throw new Error(message);
	return `“${message}”, and: “${description}”`;
}

async function mustNotShow(at: Elsewhere, execution: Execution): Promise<void> {
	const where = await at.shownIn(PASSWORD, execution);
	if (where !== undefined) throw new Error(`the password of the proxy shows: ${where}`);
}
