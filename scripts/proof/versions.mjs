import { access, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder, temporaryFolder } from '../lib/folders.mjs';
import { packProject } from '../lib/pack.mjs';
import { ensureBuild } from '../lib/project.mjs';
import { StepError } from '../lib/step-error.mjs';
import { N8N_VERSION } from '../lib/versions.mjs';
import { checks } from './checks/index.mjs';
import { checksNamed } from './chosen.mjs';
import { compatibilityPage } from './compatibility.mjs';
import { openLab } from './lab.mjs';
import { runMatrix } from './matrix.mjs';
import { count, table } from './report.mjs';

/** The last n8n 1, the last n8n 2 that runs on Node 20, and the one that `npm start` runs. */
const VERSIONS = ['1.123.81', '2.8.4', N8N_VERSION];

const PAGE = join('docs', 'compatibility.md');

/**
 * @param {string[]} args versions of n8n, `--package <tarball>`, and `--only <words of a title>`
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether everything was ok
 */
export async function proveVersions(args, signal) {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { package: { type: 'string' }, only: { type: 'string' } },
	});
	const chosen = checksNamed(checks, values.only);
	const folder = await temporaryFolder('package');
	try {
		const tarball = values.package ? await packed(values.package) : await pack(folder, signal);
		const columns = await runMatrix(positionals.length > 0 ? positionals : VERSIONS, chosen, {
			openLab: (version) => openLab(version, { tarball, signal }),
			signal,
		});
		const { ok, notOk } = count(columns);
		console.log(`\n${table(chosen, columns)}\n\n${ok} ok, ${notOk} not ok`);
		const isWhole = !values.package && !values.only && positionals.length === 0;
		if (isWhole) await writePage(columns);
		return notOk === 0;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * @param {string} path as the user gave it
 * @throws StepError when there is nothing: it would be noticed only after n8n has been installed
 */
async function packed(path) {
	const tarball = resolve(path);
	await access(tarball).catch(() => {
		throw new StepError(`There is no package ${tarball}.`, 'Make one with: npm pack');
	});
	return tarball;
}

/**
 * @param {string} folder
 * @param {AbortSignal} signal
 */
async function pack(folder, signal) {
	await ensureBuild({ signal });
	return await packProject(folder, { signal });
}

/** @param {import('./matrix.mjs').Column[]} columns */
async function writePage(columns) {
	const { format, resolveConfig } = await import('prettier');
	const file = join(projectFolder, PAGE);
	const page = compatibilityPage(checks, columns, new Date());
	await writeFile(file, await format(page, { ...(await resolveConfig(file)), filepath: file }));
	console.log(`Written: ${PAGE}`);
}
