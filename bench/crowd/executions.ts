import { randomUUID } from 'node:crypto';
import { poll, type Execution, type N8n } from '../../scripts/lib/lab';
import { UPLOAD_NODE, webhookWorkflow, type LastStep } from '../workflow';

/** Milliseconds between two looks at executions: each asks n8n's database, beside what is measured. */
const INTERVAL = 1000;

/** A published workflow that reads the file it is called with. */
export interface Door {
	workflowId: string;
	/** Starts an execution, and does not wait for its end. */
	start(file: string): Promise<void>;
}

/** Publishes a workflow that is started by a webhook, as somebody else's software would start it. */
export async function openDoor({ client }: N8n, last: LastStep): Promise<Door> {
	const path = randomUUID();
	const workflowId = await client.importWorkflow(webhookWorkflow(path, last));
	await client.activate(workflowId);
	return {
		workflowId,
		start: async (file) => {
			const { status } = await client.callWebhook(`${path}?file=${encodeURIComponent(file)}`);
			if (status !== 200) throw new Error(`The webhook answered ${status}`);
		},
	};
}

/** Waits until so many executions of a workflow have ended, good or bad; the newest comes first. */
export async function ended(
	{ client }: N8n,
	workflowId: string,
	count: number,
	options: { timeoutMilliseconds: number; intervalMilliseconds?: number; signal: AbortSignal },
): Promise<Execution[]> {
	const ids = await poll(
		async () => {
			const done = (await client.executionsOf(workflowId)).filter((one) => one.ended);
			return done.length >= count ? done.map(({ id }) => id) : undefined;
		},
		{ what: `${count} executions to end`, intervalMilliseconds: INTERVAL, ...options },
	);
	const executions: Execution[] = [];
	for (const id of ids) executions.push(await client.finished(id, { signal: options.signal }));
	return executions;
}

/** @returns milliseconds from the first step that began to upload to the last one that ended, by n8n's clock */
export function spanOf(executions: readonly Execution[]): number {
	const times = executions.map((execution) => execution.timeOf(UPLOAD_NODE));
	const begun = Math.min(...times.map(({ startedAt }) => startedAt));
	const done = Math.max(...times.map(({ startedAt, milliseconds }) => startedAt + milliseconds));
	return done - begun;
}
