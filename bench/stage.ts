/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startN8n, temporaryFolder, type Execution, type N8n } from '../scripts/lib/lab.mjs';
import { profiling, type Profiling } from './profile';
import { API_KEY, startService, type Service } from './service';
import type { World } from './world';
import { UPLOAD_NODE, uploadWorkflow } from './workflow';

/** Milliseconds: 30 GiB on a slow disk. */
export const LONGEST_RUN = 2 * 3_600_000;

/** An emulator and a real n8n with the node in it, for one benchmark. */
export interface Stage {
	readonly service: Service;
	readonly n8n: N8n;
	/** Where the benchmark puts its files; removed at the end. */
	readonly folder: string;
	/** Imports a workflow that uploads what matches `pattern`; returns its id. */
	importUpload(pattern: string): Promise<string>;
	/** Runs it, and removes what n8n keeps of the run. */
	upload(workflowId: string): Promise<Execution>;
}

/** How the stage is set up. */
export interface StageOptions {
	name: string;
	/** The node's Options. */
	nodeOptions?: Record<string, unknown>;
	/** Whether the emulator allows only 40 uploads a minute. */
	rateLimit?: boolean;
	/** Whether a CPU profile may be written. It takes memory, so not where memory is measured. */
	mayProfile?: boolean;
}

/** Sets a stage up, works on it, and clears it away, whatever happens. */
export async function onStage<T>(
	world: World,
	options: StageOptions,
	work: (stage: Stage) => Promise<T>,
): Promise<T> {
	const folder = await temporaryFolder('bench');
	const profile =
		options.mayProfile && world.options.profile
			? profiling(join(world.results, `${options.name}-profile`))
			: undefined;
	let service: Service | undefined;
	let n8n: N8n | undefined;
	try {
		world.say('  starting emulator and n8n');
		service = await startService(world.installation.node, options.rateLimit ?? false);
		n8n = await startN8n({
			installation: world.installation,
			binaryMode: 'filesystem',
			readableFolder: folder,
			logLevel: 'warn',
			environment: profile?.environment,
			signal: world.signal,
		});
		return await work(await build(world, options, { service, n8n, folder }, profile));
	} finally {
		await n8n?.stop();
		await service?.stop();
		await rm(folder, { recursive: true, force: true });
		for (const line of (await profile?.summary()) ?? []) world.say(`  ${line}`);
	}
}

async function build(
	{ signal }: World,
	{ nodeOptions = {} }: StageOptions,
	parts: Pick<Stage, 'service' | 'n8n' | 'folder'>,
	profile: Profiling | undefined,
): Promise<Stage> {
	const { client } = parts.n8n;
	const credential = await client.importCredential({
		name: 'emulator',
		type: 'apiVideoApi',
		data: { apiKey: API_KEY, environment: 'custom', baseUrl: parts.service.url },
	});
	return {
		...parts,
		importUpload: async (pattern) =>
			await client.importWorkflow(uploadWorkflow(pattern, credential, nodeOptions)),
		upload: async (workflowId) => {
			const execution = await client.execute(workflowId, {
				timeoutMilliseconds: LONGEST_RUN,
				signal,
				keep: false,
			});
			succeeded(execution);
			profile?.note(execution.timeOf(UPLOAD_NODE));
			return execution;
		},
	};
}

/** @throws when a workflow did not end well */
export function succeeded({ status, error }: Execution): void {
	if (status === 'success') return;
	throw new Error(`The workflow ended with ${status}: ${error?.message} ${error?.description}`);
}
