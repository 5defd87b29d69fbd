/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
	startN8n,
	temporaryFolder,
	type Execution,
	type N8n,
	type Reference,
} from '../scripts/lib/lab.mjs';
import { profiling, type Profiling } from './profile';
import { API_KEY, type Receiver } from './receiver';
import type { World } from './world';
import { manualWorkflow, UPLOAD_NODE, uploadStep, type LastStep } from './workflow';

/** Milliseconds: 30 GiB on a slow disk. */
export const LONGEST_RUN = 2 * 3_600_000;

/** Somebody to upload to and a real n8n with the node in it, for one benchmark. */
export interface Stage<R extends Receiver = Receiver> {
	readonly receiver: R;
	readonly n8n: N8n;
	/** Where the benchmark puts its files; removed at the end. */
	readonly folder: string;
	/** Our node, uploading to `receiver`, with a new credential. */
	uploadTo(receiver: Receiver): Promise<LastStep>;
	/**
	 * Imports a workflow that uploads what matches `pattern`; returns its id.
	 *
	 * @param to default: the receiver of the stage
	 */
	importUpload(pattern: string, to?: Receiver): Promise<string>;
	/** Runs it, and removes what n8n keeps of the run. */
	upload(workflowId: string): Promise<Execution>;
}

/** How the stage is set up. */
export interface StageOptions<R extends Receiver> {
	name: string;
	/** Starts whom is uploaded to, with n8n's Node. */
	receiver: (node: string) => Promise<R>;
	/** The node's Options. */
	nodeOptions?: Record<string, unknown>;
	/** Whether a CPU profile may be written. It takes memory, so not where memory is measured. */
	mayProfile?: boolean;
}

/** Sets a stage up, works on it, and clears it away, whatever happens. */
export async function onStage<R extends Receiver, T>(
	world: World,
	options: StageOptions<R>,
	work: (stage: Stage<R>) => Promise<T>,
): Promise<T> {
	const folder = await temporaryFolder('bench');
	const profile =
		options.mayProfile && world.options.profile
			? profiling(join(world.results, `${options.name}-profile`))
			: undefined;
	let receiver: R | undefined;
	let n8n: N8n | undefined;
	try {
		world.say('  starting n8n and whom it uploads to');
		receiver = await options.receiver(world.installation.node);
		n8n = await startN8n({
			installation: world.installation,
			binaryMode: 'filesystem',
			readableFolder: folder,
			logLevel: 'warn',
			// Executions are deleted by whoever has looked at them: a crowd is more than n8n would keep.
			environment: { ...profile?.environment, EXECUTIONS_DATA_PRUNE: 'false' },
			signal: world.signal,
		});
		return await work(build(world, options, { receiver, n8n, folder }, profile));
	} finally {
		await n8n?.stop();
		await receiver?.stop();
		await rm(folder, { recursive: true, force: true });
		for (const line of (await profile?.summary()) ?? []) world.say(`  ${line}`);
	}
}

function build<R extends Receiver>(
	{ signal }: World,
	{ nodeOptions = {} }: StageOptions<R>,
	parts: Pick<Stage<R>, 'receiver' | 'n8n' | 'folder'>,
	profile: Profiling | undefined,
): Stage<R> {
	const { client } = parts.n8n;
	const credentialFor = async ({ url }: Receiver): Promise<Reference> =>
		await client.importCredential({
			name: 'benchmark',
			type: 'apiVideoApi',
			data: { apiKey: API_KEY, environment: 'custom', baseUrl: url },
		});
	const uploadTo = async (receiver: Receiver) =>
		uploadStep(await credentialFor(receiver), nodeOptions);
	return {
		...parts,
		uploadTo,
		importUpload: async (pattern, to = parts.receiver) =>
			await client.importWorkflow(manualWorkflow(pattern, await uploadTo(to))),
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
