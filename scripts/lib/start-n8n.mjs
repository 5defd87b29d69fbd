import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './folders.mjs';
import { N8nClient } from './n8n-client.mjs';
import { n8nEnvironment } from './n8n-environment.mjs';
import { executeByCommand } from './n8n-execute.mjs';
import { startN8nProcess } from './n8n-process.mjs';
import { placePackage } from './package-copy.mjs';
import { freePorts } from './ports.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} N8n a running n8n with our node in it
 * @property {string} url the editor's address
 * @property {number} pid
 * @property {string} folder everything it writes; removed by `stop`
 * @property {string} readableFolder where files for workflows belong
 * @property {N8nClient} client logged in as the owner
 * @property {() => Promise<string>} log what it printed so far
 * @property {(args: string[]) => Promise<{ stdout: string, stderr: string }>} command
 *   runs `n8n <args>` on the same database
 * @property {(workflowId: string) => Promise<import('./execution.mjs').Execution>} executeByCommand
 *   runs a workflow with `n8n execute`, in a process of its own
 * @property {() => Promise<void>} stop
 */

/**
 * Starts n8n in a fresh folder on free ports with our package installed, and waits until it
 * really answers.
 * @param {object} options
 * @param {import('./install-n8n.mjs').N8nInstallation} options.installation
 * @param {'filesystem' | 'database' | 'default'} [options.binaryMode] where files between nodes are
 *   kept; 'default' is memory
 * @param {string} [options.userFolder] `folder` of an n8n started before that has ended without
 *   `stop`: this one goes on with its database and files
 * @param {string} [options.readableFolder] the only folder workflows may read; default: one inside
 * @param {string} [options.logLevel]
 * @param {Record<string, string>} [options.environment] more settings for n8n
 * @param {string} [options.tarball] what `npm pack` made, in place of what is built in this checkout
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<N8n>}
 */
export async function startN8n(options) {
	const folder = options.userFolder ?? (await temporaryFolder('n8n'));
	try {
		return await startIn(folder, options);
	} catch (error) {
		await removeFolder(folder);
		throw error;
	}
}

/**
 * @param {string} folder
 * @param {Parameters<typeof startN8n>[0]} options
 * @returns {Promise<N8n>}
 */
async function startIn(folder, options) {
	const { installation, binaryMode = 'filesystem', logLevel = 'info', signal } = options;
	const environment = { ...installation.environment, ...options.environment };
	const readableFolder = options.readableFolder ?? join(folder, 'files');
	await mkdir(readableFolder, { recursive: true });
	await placePackage(folder, { tarball: options.tarball, node: installation.node });

	const [port, brokerPort] = await freePorts(2);
	const settings = { userFolder: folder, binaryMode, readableFolder, more: environment };
	const url = `http://127.0.0.1:${port}`;
	const client = new N8nClient(url);
	const n8n = await startN8nProcess({
		installation,
		args: ['start'],
		folder,
		env: n8nEnvironment({ ...settings, port, brokerPort, logLevel }),
		logFile: join(folder, 'n8n.log'),
		isReady: async () => await client.isReady(),
		signal,
	});
	const stop = async () => {
		await n8n.stop();
		await removeFolder(folder);
	};
	const command = async (/** @type {string[]} */ args) => {
		// A command starts a task broker of its own, which needs its own port.
		const [ownPort, ownBrokerPort] = await freePorts(2);
		const ports = { port: ownPort, brokerPort: ownBrokerPort };
		return await run(installation.node, [installation.script, ...args], {
			cwd: folder,
			env: n8nEnvironment({ ...settings, ...ports, logLevel: 'info' }),
			signal,
		});
	};

	try {
		await (options.userFolder === undefined ? client.setUpOwner() : client.logIn());
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		url,
		pid: n8n.pid,
		folder,
		readableFolder,
		client,
		log: n8n.log,
		command,
		executeByCommand: async (workflowId) => await executeByCommand(command, workflowId),
		stop,
	};
}

/** @param {string} folder */
async function removeFolder(folder) {
	// A process that was just stopped may hold a file for a moment (Windows).
	await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
