import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
	startN8n,
	temporaryFolder,
	type Execution,
	type N8n,
	type Reference,
} from '../scripts/lib/lab';
import { profiling, type Profiling } from './profile';
import { API_KEY, type Receiver } from './receiver';
import type { World } from './world';
import {
	fromAddress,
	LONGEST_RUN,
	manualWorkflow,
	UPLOAD_NODE,
	uploadStep,
	webWorkflow,
	type FileFrom,
	type LastStep,
} from './workflow';

/** Somebody to upload to and a real n8n with the node in it, for one benchmark. */
export interface Stage<R extends Receiver = Receiver> {
	readonly receiver: R;
	readonly n8n: N8n;
	/** Where the benchmark puts its files; removed at the end. */
	readonly folder: string;
	/**
	 * Our node, uploading to `receiver`, with a new credential.
	 *
	 * @param from default: the file that the step before has brought
	 */
	uploadTo(receiver: Receiver, from?: FileFrom): Promise<LastStep>;
	/**
	 * Imports a workflow that uploads what matches `pattern`; returns its id.
	 *
	 * @param to default: the receiver of the stage
	 */
	importUpload(pattern: string, to?: Receiver): Promise<string>;
	/** Imports a workflow that uploads a file on the web to the receiver of the stage; returns its id. */
	importWebUpload(address: string): Promise<string>;
	/** Runs it, and removes what n8n keeps of the run. Its time is one that a CPU profile shows. */
	upload(workflowId: string): Promise<Execution>;
	/**
	 * Runs a workflow, looks at what n8n has kept of the run, and removes that.
	 *
	 * @throws when it has not ended well
	 */
	run(workflowId: string, look?: (execution: Execution) => Promise<void>): Promise<Execution>;
}

/**
 * Milliseconds between two questions whether an execution has ended. Each keeps n8n's main thread busy for 10 to 20 ms,
 * which would count as the node's time.
 */
const ASK_EVERY = 2000;

/** How the stage is set up. */
export interface StageOptions<R extends Receiver> {
	name: string;
	/** Starts whom is uploaded to, with n8n's Node. */
	receiver: (node: string) => Promise<R>;
	/** The node's Options. */
	nodeOptions?: Record<string, unknown>;
	/** More settings for n8n. */
	environment?: Record<string, string>;
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
			environment: {
				...options.environment,
				...profile?.environment,
				EXECUTIONS_DATA_PRUNE: 'false',
			},
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
	const uploadTo = async (receiver: Receiver, from?: FileFrom) =>
		uploadStep(await credentialFor(receiver), nodeOptions, from);
	const run: Stage['run'] = async (workflowId, look) => {
		const execution = await client.execute(workflowId, {
			timeoutMilliseconds: LONGEST_RUN,
			intervalMilliseconds: ASK_EVERY,
			signal,
		});
		try {
			succeeded(execution);
			await look?.(execution);
		} finally {
			await client.deleteExecution(execution.id);
		}
		return execution;
	};
	return {
		...parts,
		uploadTo,
		importUpload: async (pattern, to = parts.receiver) =>
			await client.importWorkflow(manualWorkflow(pattern, await uploadTo(to))),
		importWebUpload: async (address) => {
			const upload = await uploadTo(parts.receiver, fromAddress(address));
			return await client.importWorkflow(webWorkflow(upload));
		},
		upload: async (workflowId) => {
			const execution = await run(workflowId);
			profile?.note(execution.timeOf(UPLOAD_NODE));
			return execution;
		},
		run,
	};
}

/** @throws when a workflow did not end well */
export function succeeded({ status, error }: Execution): void {
	if (status === 'success') return;
	throw new Error(`The workflow ended with ${status}: ${error?.message} ${error?.description}`);
}
