import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../lib/folders.mjs';
import { ensureN8n } from '../lib/install-n8n';
import { numberOf, SCALES } from '../lib/number-of';
import { StepError } from '../lib/step-error.mjs';
import { N8N_VERSION } from '../lib/versions';
import { writePage } from './page';
import { openCluster, type Cluster } from './queue/cluster';
import { findingsOf, type Section } from './findings';
import { machineOf } from './queue/machine';
import { parts, type Work } from './queue/parts';
import { findPrograms } from './queue/programs';
import { scalingPage } from './queue/scaling';
import { tarballOf } from './tarball';

const PAGE = join('docs', 'scaling.md');

/** @param args names of parts; `--scale <n>`: less of everything; `--package <tarball>` */
export async function proveQueue(args: string[], signal: AbortSignal): Promise<Section> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { package: { type: 'string' }, scale: { type: 'string', default: '1' } },
	});
	const names = positionals.length > 0 ? positionals : Object.keys(parts);
	const unknown = names.filter((name) => !Object.hasOwn(parts, name));
	if (unknown.length > 0) {
		throw new StepError(
			`There is no part called ${unknown.join(', ')}.`,
			`There is: ${Object.keys(parts).join(', ')}.`,
		);
	}
	const scale = numberOf('--scale', values.scale, SCALES);
	const programs = await findPrograms();
	const folder = await temporaryFolder('package');
	try {
		const tarball = await tarballOf(values.package, folder, signal);
		const installation = await ensureN8n({ version: N8N_VERSION, signal });
		const findings = findingsOf(signal);
		const work: Work = { node: installation.node, scale, findings, signal };
		for (const binaryMode of ['database', 'filesystem'] as const) {
			const here = Object.entries(parts)
				.filter(([name, part]) => names.includes(name) && part.binaryMode === binaryMode)
				.map(([, part]) => part);
			if (here.length === 0) continue;
			console.log(`\nn8n ${N8N_VERSION} in queue mode, binary mode ${binaryMode}`);
			const [{ workers }] = here;
			await withCluster(
				{ programs, installation, tarball, binaryMode, workers, signal },
				findings,
				async (cluster) => {
					for (const part of here) {
						while (cluster.workers.length < part.workers) await cluster.addWorker();
						await part.run(cluster, work);
					}
				},
			);
		}
		const notOk = findings.list.filter(({ ok }) => !ok).length;
		console.log(`\n${findings.list.length - notOk} ok, ${notOk} not ok`);
		if (values.package === undefined && scale === 1 && positionals.length === 0) {
			const machine = await machineOf(programs, installation, signal);
			const { throughput } = work;
			const page = scalingPage({ date: new Date(), machine, findings: findings.list, throughput });
			await writePage(PAGE, page);
		}
		return {
			title: 'Queue mode',
			about:
				'One main, one webhook process and three workers with Redis and PostgreSQL; [scaling.md](scaling.md) tells how it is set up.',
			findings: findings.list,
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function withCluster(
	options: Parameters<typeof openCluster>[0],
	findings: Work['findings'],
	work: (cluster: Cluster) => Promise<void>,
) {
	const cluster = await openCluster(options);
	let isWell = false;
	try {
		await work(cluster);
		isWell = findings.list.every(({ ok }) => ok);
	} finally {
		await cluster.close(!isWell && !options.signal.aborted);
	}
}
