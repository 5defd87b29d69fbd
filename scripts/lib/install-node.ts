import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './folders.mjs';
import { installOnce, isInstalled } from './install-once';
import { installPackages } from './npm';
import { npmStep } from './npm-step';
import { run } from './run';
import type { Needs } from './versions';

export interface NodeInstallation {
	/** The executable. */
	path: string;
	/** Folder that node-gyp may use as `nodedir`; undefined: it has to download the headers. */
	headers?: string;
	/** e.g. "24.21.0" */
	version: string;
	/** Version of the binary interface: compiled modules fit only this one. */
	abi: string;
}

/** A Node that an n8n runs on: the running one if its major version fits, else one from the npm registry, in a folder of its own. */
export async function ensureNode(
	{ version, oldest, newest }: Needs['node'],
	signal?: AbortSignal,
): Promise<NodeInstallation> {
	const runningMajor = Number(process.versions.node.split('.')[0]);
	if (runningMajor >= oldest && runningMajor <= newest) return await describe(process.execPath);

	const [system, file] =
		process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node'];
	const name = `node-${system}-${process.arch}`;
	const folder = join(cacheFolder(), `${name}-${version}`);
	const executableIn = (parent: string) => join(parent, 'node_modules', name, 'bin', file);
	const install = async (unfinished: string) => {
		await installPackages({ dependencies: { [name]: version } }, { cwd: unfinished, signal });
		await run(executableIn(unfinished), ['--version'], { signal });
	};
	if (!isInstalled(folder)) {
		await npmStep(`Installing Node ${version}, which n8n needs`, () =>
			installOnce(folder, install, { signal }),
		);
	}
	return await describe(executableIn(folder));
}

async function describe(path: string): Promise<NodeInstallation> {
	const { node, modules } = JSON.parse(
		(await run(path, ['-p', 'JSON.stringify(process.versions)'])).stdout,
	) as NodeJS.ProcessVersions;
	const folder = dirname(dirname(path));
	const headers = existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
	return { path, headers, version: node, abi: modules };
}
