import { cpus, release, totalmem, type } from 'node:os';
import { run } from '../../lib/run.mjs';

/**
 * What a run was made on: without it the figures say nothing.
 * @param {import('./programs.mjs').Programs} programs
 * @param {import('../../lib/install-n8n.mjs').N8nInstallation} installation
 * @param {AbortSignal} signal
 * @returns {Promise<string>} for people
 */
export async function machineOf(programs, installation, signal) {
	const versionOf = async (/** @type {string} */ program) => {
		const { stdout } = await run(program, ['--version'], { signal });
		return /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? 'of unknown version';
	};
	return [
		`${cpus()[0]?.model.trim()}, ${cpus().length} processors`,
		`${Math.round(totalmem() / 1024 ** 3)} GiB of memory`,
		`${type()} ${release()}`,
		`n8n ${installation.version}`,
		`Node ${installation.nodeVersion}`,
		`Redis ${await versionOf(programs['redis-server'])}`,
		`PostgreSQL ${await versionOf(programs.postgres)}`,
	].join(', ');
}
