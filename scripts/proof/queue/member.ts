import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { N8nClient } from '../../lib/n8n-client';
import { n8nEnvironment } from '../../lib/n8n-environment';
import { startN8nProcess } from '../../lib/n8n-process';
import { placePackage } from '../../lib/package-copy';
import { freePorts } from '../../lib/ports';
import { withProgress } from '../../lib/progress';
import type { N8nInstallation } from '../../lib/install-n8n';

/** One of n8n's processes. */
export interface Member {
	/** E.g. "worker 1". */
	name: string;
	pid: number;
	url: string;
	/** Everything that it keeps for itself. */
	folder: string;
	log: () => Promise<string>;
	/** Removes the folder, too. */
	stop: () => Promise<void>;
	/** Ends it with SIGKILL, and what it has started. */
	kill: () => void;
}

/** What all of them have in common. */
export interface Surroundings {
	installation: N8nInstallation;
	/** The package. */
	tarball: string;
	binaryMode: 'filesystem' | 'database';
	environment: Record<string, string>;
	/** Where each has its folder. */
	directory: string;
	/** The folder for what they print. */
	logs: string;
	/** The only folder that workflows may read. */
	videos: string;
	signal: AbortSignal;
}

/** Starts one of n8n's processes with the package in it. */
export async function startMember(
	{ name, args, port }: { name: string; args: string[]; port: number },
	surroundings: Surroundings,
): Promise<Member> {
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

/** @param command of n8n */
async function isReady(command: string, url: string) {
	if (command === 'start') return await new N8nClient(url).isReady();
	return await fetch(`${url}/healthz/readiness`).then(
		(response) => response.ok,
		() => false,
	);
}
