import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../lib/folders.mjs';
import { N8N_VERSION } from '../lib/versions';
import { checks } from './checks/index';
import { checksNamed } from './chosen';
import { compatibilityPage } from './compatibility';
import { openLab } from './lab';
import { runMatrix, type Column } from './matrix';
import { writePage } from './page';
import { count, table } from './report';
import { tarballOf } from './tarball';
import type { Finding, Section } from './findings';

/** The last n8n 1, the last n8n 2 that runs on Node 20, and the one that `npm start` runs. */
const VERSIONS = ['1.123.81', '2.8.4', N8N_VERSION];

const PAGE = join('docs', 'compatibility.md');

/** @param args versions of n8n, `--package <tarball>`, and `--only <words of a title>` */
export async function proveVersions(args: string[], signal: AbortSignal): Promise<Section> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { package: { type: 'string' }, only: { type: 'string' } },
	});
	const chosen = checksNamed(checks, values.only);
	const folder = await temporaryFolder('package');
	try {
		const tarball = await tarballOf(values.package, folder, signal);
		const columns = await runMatrix(positionals.length > 0 ? positionals : VERSIONS, chosen, {
			openLab: (version) => openLab(version, { tarball, signal }),
			signal,
		});
		const { ok, notOk } = count(columns);
		console.log(`\n${table(chosen, columns)}\n\n${ok} ok, ${notOk} not ok`);
		const isWhole = !values.package && !values.only && positionals.length === 0;
		if (isWhole) await writePage(PAGE, compatibilityPage(checks, columns, new Date()));
		return {
			title: 'Versions of n8n',
			about:
				'The packed package in each n8n of [compatibility.md](compatibility.md), which has every single check.',
			findings: columns.map(summaryOf),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function summaryOf(column: Column): Finding {
	const { ok, notOk } = count([column]);
	const node = column.nodeVersion === undefined ? '' : ` on Node ${column.nodeVersion}`;
	return {
		title: `n8n ${column.version}${node}`,
		ok: notOk === 0,
		seen: `${ok} of ${ok + notOk} checks`,
	};
}
