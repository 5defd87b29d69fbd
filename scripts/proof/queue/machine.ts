import { run } from '../../lib/run';
import { machineText } from '../machine';
import type { Programs } from './programs';
import type { N8nInstallation } from '../../lib/install-n8n';

/**
 * What a run in queue mode was made on.
 *
 * @returns for people
 */
export async function machineOf(
	programs: Programs,
	installation: N8nInstallation,
	signal: AbortSignal,
): Promise<string> {
	const versionOf = async (program: string) => {
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
