import { poll } from '../../lib/poll.mjs';
import { must } from '../seen';
import { runsOf } from './jobs';
import type { Cluster } from './cluster';
import type { Emulator } from '../../../emulator';

/** What n8n says of an execution whose worker is gone. */
const GONE = /failed to be processed too many times/;

/** Milliseconds for an execution that is run again to end. */
const PATIENCE = 60_000;

/**
 * Presses n8n's own Retry for each execution whose worker has died.
 *
 * @returns what was seen
 * @throws NotOk where anything was uploaded by it
 */
export async function retryStalled(
	cluster: Cluster,
	workflowId: string,
	emulator: Emulator,
): Promise<string> {
	const { client, database, signal } = cluster;
	const failed = (await runsOf(database, workflowId)).filter(({ status }) => status !== 'success');
	const before = emulator.requests.uploads.length;
	const outcomes: string[] = [];
	for (const { id } of failed) {
		const { error } = await client.finished(id, { signal });
		if (!GONE.test(error?.message ?? '')) continue;
		// It answers when the execution has ended, and some do not. A Retry that n8n refuses has shown nothing.
		const refused = client
			.call('POST', `/executions/${id}/retry`, { loadWorkflow: false })
			.then(() => new Promise<never>(() => {}));
		outcomes.push(await Promise.race([refused, endOfRetry(cluster, id)]));
	}
	must(outcomes.length > 0, () => 'none of them says that its worker is gone');
	const sent = emulator.requests.uploads.length - before;
	must(sent === 0, () => `${sent} requests carried parts of files: it does bring them back`);
	return `${outcomes.length} retried, which ended as ${[...new Set(outcomes)].join(', ')}; nothing was uploaded`;
}

/**
 * @param id of the execution that is run again
 * @returns how that ended
 */
async function endOfRetry({ database, client, signal }: Cluster, id: string): Promise<string> {
	const select = `select coalesce(json_agg(json_build_object('id', id::text)), '[]')
		from execution_entity where "retryOf" = '${id}'`;
	const [retry] = await poll(
		async () => {
			const found = await database.ask<Array<{ id: string }>>(select);
			return found.length > 0 ? found : undefined;
		},
		{ what: `the retry of execution ${id}`, timeoutMilliseconds: PATIENCE, signal },
	);
	const { status } = await client.finished(retry.id, {
		timeoutMilliseconds: PATIENCE,
		signal,
	});
	return `'${status}'`;
}
