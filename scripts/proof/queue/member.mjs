import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { N8nClient } from '../../lib/n8n-client.ts';
import { n8nEnvironment } from '../../lib/n8n-environment.ts';
import { startN8nProcess } from '../../lib/n8n-process.ts';
import { placePackage } from '../../lib/package-copy.ts';
import { freePorts } from '../../lib/ports.ts';
import { withProgress } from '../../lib/progress.ts';

/**
 * @typedef {object} Member one of n8n's processes
 * @property {string} name e.g. "worker 1"
 * @property {number} pid
 * @property {string} url
 * @property {string} folder everything that it keeps for itself
 * @property {() => Promise<string>} log
 * @property {() => Promise<void>} stop removes the folder, too
 * @property {() => void} kill with SIGKILL, and what it has started
 *
 * @typedef {object} Surroundings what all of them have in common
 * @property {import('../../lib/install-n8n.ts').N8nInstallation} installation
 * @property {string} tarball the package
 * @property {'filesystem' | 'database'} binaryMode
 * @property {Record<string, string>} environment
 * @property {string} directory where each has its folder
 * @property {string} logs the folder for what they print
 * @property {string} videos the only folder that workflows may read
 * @property {AbortSignal} signal
 */

/**
 * Starts one of n8n's processes with the package in it.
 * @param {{ name: string, args: string[], port: number }} what
 * @param {Surroundings} surroundings
 * @returns {Promise<Member>}
 */
export async function startMember({ name, args, port }, surroundings) {
	const { installation, tarball, binaryMode, environment, directory, videos, signal } =
		surroundings;
	const fileName = name.replaceAll(' ', '-');
	const folder = join(directory, fileName);
	await mkdir(folder);
	await placePackage(folder, { tarball, node: installation.node });
	const [brokerPort] = await freePorts(1);
	const url = `http://127.0.0.1:${port}`;
	const env = n8nEnvironment({
		userFolder: folder,
		port,
		brokerPort,
		binaryMode,
		readableFolder: videos,
		logLevel: 'info',
		more: { ...environment, QUEUE_HEALTH_CHECK_PORT: String(port) },
	});
	const { pid, log, stop } = await withProgress(`Starting ${name}`, () =>
		startN8nProcess({
			installation,
			args,
			folder,
			env,
			logFile: join(surroundings.logs, `${fileName}.log`),
			isReady: async () => await isReady(args[0], url),
			signal,
		}),
	);
	return {
		name,
		pid,
		url,
		folder,
		log,
		stop: async () => {
			await stop();
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		},
		// n8n leads a group of its own, and its helper processes are in it.
		kill: () => void process.kill(-pid, 'SIGKILL'),
	};
}

/**
 * @param {string} command of n8n
 * @param {string} url
 */
async function isReady(command, url) {
	if (command === 'start') return await new N8nClient(url).isReady();
	return await fetch(`${url}/healthz/readiness`).then(
		(response) => response.ok,
		() => false,
	);
}
