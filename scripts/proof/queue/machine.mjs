import { run } from '../../lib/run.ts';
import { machineText } from '../machine.mjs';

/**
 * What a run in queue mode was made on.
 * @param {import('./programs.mjs').Programs} programs
 * @param {import('../../lib/install-n8n.ts').N8nInstallation} installation
 * @param {AbortSignal} signal
 * @returns {Promise<string>} for people
 */
export async function machineOf(programs, installation, signal) {
	const versionOf = async (/** @type {string} */ program) => {
		const { stdout } = await run(program, ['--version'], { signal });
		return /\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? 'of unknown version';
	};
	return [
		machineText(),
		`n8n ${installation.version}`,
		`Node ${installation.nodeVersion}`,
		`Redis ${await versionOf(programs['redis-server'])}`,
		`PostgreSQL ${await versionOf(programs.postgres)}`,
	].join(', ');
}
