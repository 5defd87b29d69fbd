import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem, type as system } from 'node:os';
import { promisify } from 'node:util';
import type { N8nInstallation } from '../scripts/lib/lab';
import { GIB } from './files';

/** What the figures were measured on: without it they say nothing. */
export interface Machine {
	processor: string;
	cores: number;
	memory: string;
	system: string;
	/** Runs n8n, the emulator and the official client. */
	node: string;
	n8n: string;
	client: string;
	/** Processes that wanted the processor in the minute before, on average: 0 on an idle machine. */
	load: number;
}

export async function describeMachine({ node, version }: N8nInstallation): Promise<Machine> {
	const clientPackage = require.resolve('@api.video/nodejs-client/package.json');
	const { version: client } = JSON.parse(await readFile(clientPackage, 'utf8')) as {
		version: string;
	};
	return {
		processor: cpus()[0]?.model.trim() ?? 'unknown',
		cores: cpus().length,
		memory: `${(totalmem() / GIB).toFixed(1)} GiB`,
		system: `${system()} ${release()}`,
		node: (await firstLine(node, '--version')).replace(/^v/, ''),
		n8n: version,
		client,
		load: Number(loadavg()[0].toFixed(2)),
	};
}

async function firstLine(command: string, ...args: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(command, args);
	return stdout.split('\n')[0].trim();
}

/** One line for people. */
export function machineText(machine: Machine): string {
	const { processor, cores, memory, system: os, node, n8n, client, load } = machine;
	return (
		`${processor}, ${cores} cores, ${memory} of memory, ${os}; Node ${node} for n8n ${n8n}, the ` +
		`emulator and @api.video/nodejs-client ${client}; load before the run ${load}`
	);
}
