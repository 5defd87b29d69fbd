import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { printedExecution, type Execution } from './execution';
import { temporaryFolder } from './folders.mjs';
import type { N8nInstallation } from './install-n8n';
import { N8nClient } from './n8n-client';
import { n8nEnvironment, type BinaryMode } from './n8n-environment';
import { startN8nProcess, type N8nProcess } from './n8n-process';
import { placePackage } from './package-copy';
import { freePorts } from './ports';
import { run } from './run';

/** A running n8n with our node in it. */
export interface N8n extends N8nProcess {
	/** The editor's address. */
	url: string;
	/** Everything it writes; removed by `stop`. */
	folder: string;
	/** Where files for workflows belong. */
	readableFolder: string;
	/** Logged in as the owner. */
	client: N8nClient;
	/** Runs `n8n <args>` on the same database. */
	command(args: string[]): Promise<{ stdout: string; stderr: string }>;
	/**
	 * Runs a workflow with `n8n execute`, as a cron job on a server would: in a process of its own. Rejects with what n8n
	 * printed when the workflow fails.
	 */
	executeByCommand(workflowId: string): Promise<Execution>;
}

/** Starts n8n in a fresh folder on free ports with our package installed, and waits until it really answers. */
export async function startN8n(options: {
	installation: N8nInstallation;
	/** Where files between nodes are kept; 'default' is memory. */
	binaryMode?: BinaryMode;
	/** `folder` of an n8n started before that has ended without `stop`: this one goes on with its database and files. */
	userFolder?: string;
	/** The only folder workflows may read; default: one inside. */
	readableFolder?: string;
	logLevel?: 'debug' | 'info' | 'warn' | 'error';
	/** More settings for n8n. */
	environment?: Record<string, string>;
	/** What `npm pack` made, in place of what is built in this checkout. */
	tarball?: string;
	signal?: AbortSignal;
}): Promise<N8n> {
	const { installation, binaryMode = 'filesystem', logLevel = 'info', signal } = options;
	const folder = options.userFolder ?? (await temporaryFolder('n8n'));
	const readableFolder = options.readableFolder ?? join(folder, 'files');
	const more = { ...installation.environment, ...options.environment };
	const settings = { userFolder: folder, binaryMode, readableFolder, more };
	let n8n: N8nProcess | undefined;
	const stop = async () => {
		await n8n?.stop();
		// A process that was just stopped may hold a file for a moment (Windows).
		await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	};
	const command = async (args: string[]) => {
		// A command starts a task broker of its own, which needs its own port.
		const [port, brokerPort] = await freePorts(2);
		const env = n8nEnvironment({ ...settings, port, brokerPort, logLevel: 'info' });
		return await run(installation.node, [installation.script, ...args], {
			cwd: folder,
			env,
			signal,
		});
	};
	try {
		await mkdir(readableFolder, { recursive: true });
		await placePackage(folder, { tarball: options.tarball, node: installation.node });
		const [port, brokerPort] = await freePorts(2);
		const url = `http://127.0.0.1:${port}`;
		const client = new N8nClient(url);
		n8n = await startN8nProcess({
			installation,
			args: ['start'],
			folder,
			env: n8nEnvironment({ ...settings, port, brokerPort, logLevel }),
			logFile: join(folder, 'n8n.log'),
			isReady: async () => await client.isReady(),
			signal,
		});
		await (options.userFolder === undefined ? client.setUpOwner() : client.logIn());
		const executeByCommand = async (workflowId: string) =>
			printedExecution((await command(['execute', `--id=${workflowId}`, '--rawOutput'])).stdout);
		return { ...n8n, url, folder, readableFolder, client, command, executeByCommand, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
