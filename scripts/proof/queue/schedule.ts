import { seconds } from '../../lib/format';
import { poll } from '../../lib/poll.mjs';
import { exampleWorkflow } from '../../lib/workflows';
import { must } from '../seen';
import type { Reference } from '../../lib/lab';
import { runsOf } from './jobs';
import { killWorker } from './killing';
import { mustBeThere, type Library } from './library';
import { withService } from './service';
import type { Cluster } from './cluster';
import type { Findings } from '../findings';

/** The example, and its steps in which something is chosen. */
const EXAMPLE = 'library-on-workers';
const HEADER_STEPS = ['Hand to a worker', 'One source'];
const LIST = 'List of sources';

/** Seconds between two runs, in place of the hour of the example. */
const EVERY_SECONDS = 30;

/** Seconds in which all files would arrive over the line, if nothing else took time. */
const LINE_SECONDS = 40;

/** Milliseconds. */
const PATIENCE = 10 * 60_000;

/**
 * The example workflow uploads a library by itself, although a worker is killed in the middle.
 *
 * @param cluster with three workers
 * @param library on the web
 */
export async function proveSchedule(cluster: Cluster, library: Library, { find }: Findings) {
	const { client, signal } = cluster;
	const { files, bytes } = library;
	await withService(cluster, async ({ emulator, credentials, videos, complete }) => {
		const bytesPerSecond = Math.round(bytes / LINE_SECONDS);
		emulator.faults.add({ kind: 'bandwidth', bytesPerSecond, shared: true, path: '/source$' });
		const id = await client.importWorkflow(await workflowFor(cluster, credentials, files));
		const killAndWait = async () => {
			const killed = await killWorker(cluster, emulator, bytes);
			const began = Date.now();
			const allThere = async () => ((await complete()) >= files.length ? true : undefined);
			await poll(allThere, {
				what: 'all files',
				timeoutMilliseconds: PATIENCE,
				intervalMilliseconds: 1000,
				signal,
			});
			return { killed, took: Date.now() - began };
		};
		const title =
			'examples/library-on-workers.json: a worker is killed, and the schedule alone finishes all';
		await find(title, async () => {
			await client.activate(id);
			const { killed, took } = await killAndWait().finally(async () => await client.deactivate(id));
			const keyed = files.map((file) => ({ ...file, key: `library-${file.key}` }));
			await mustBeThere({ ...library, files: keyed }, emulator, await videos());
			const runs = await runsOf(cluster.database, id);
			must(runs.length > files.length, () => `${runs.length} executions`);
			return `${killed.name} was in the middle of a chunk; ${seconds(took)} later all ${files.length} files were there, each once`;
		});
	});
}

async function workflowFor(
	{ client }: Cluster,
	credentials: Record<string, Reference>,
	files: Library['files'],
) {
	const workflow = await exampleWorkflow(EXAMPLE, { credentials });
	const httpHeaderAuth = await client.importCredential({
		name: 'Proof',
		type: 'httpHeaderAuth',
		data: { name: 'X-Proof', value: 'not-a-secret-this-n8n-is-thrown-away' },
	});
	const sources = files.map(({ key, place }) => ({ id: key, title: key, url: place }));
	for (const node of workflow.nodes) {
		if (HEADER_STEPS.includes(node.name)) node.credentials = { httpHeaderAuth };
		if (node.name === LIST) node.parameters.jsonOutput = JSON.stringify({ sources });
		if (node.type.endsWith('.scheduleTrigger')) {
			node.parameters.rule = { interval: [{ field: 'seconds', secondsInterval: EVERY_SECONDS }] };
		}
	}
	return workflow;
}
