import { randomUUID } from 'node:crypto';
import { N8nClient } from '../../lib/n8n-client';
import { poll } from '../../lib/poll.mjs';
import { apiVideo, byHand, readFiles, UPLOAD, workflowOf, type Step } from '../steps';
import type { Cluster } from './cluster';

/** Milliseconds between two looks at executions. */
const INTERVAL = 500;

/** Webhooks that are called at the same time. */
const AT_ONCE = 10;

/** Of an execution in n8n's table. */
const HAS_ENDED = `"stoppedAt" is not null and status not in ('new', 'running', 'waiting')`;

/** A file to be uploaded. */
export interface Job {
	/** For Only Once. */
	key: string;
	/** A path, or a web address. */
	place: string;
}

/** An execution that has ended. */
export interface Run {
	id: string;
	status: string;
	/** Milliseconds since 1970. */
	startedAt: number;
	stoppedAt: number;
}

const webhook: Step = {
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	parameters: { httpMethod: 'GET', responseMode: 'onReceived', options: {} },
};

/** Parameters of an upload that reads from the web. */
export const fromTheWeb = (webAddress: string, options: object = {}) => ({
	...{ resource: 'video', operation: 'upload', fileFrom: 'webAddress' },
	webAddress,
	options,
});

/** A workflow that is started by hand, and uploads a file on the web. */
export const uploadByHand = (credentials: Step['credentials'], webAddress: string) =>
	workflowOf([byHand(), apiVideo(credentials, fromTheWeb(webAddress))]);

/**
 * Steps that upload the file of a job.
 *
 * @param how options: more of them than the key
 */
export function jobSteps(
	credentials: Step['credentials'],
	{ from, options }: { from: 'disk' | 'web'; options?: object },
): Step[] {
	const all = { idempotencyKey: "={{ $('Webhook').item.json.query.key }}", ...options };
	const place = '={{ $json.query.place }}';
	if (from === 'web') return [apiVideo(credentials, fromTheWeb(place, all))];
	return [readFiles(place), apiVideo(credentials, { ...UPLOAD, options: all })];
}

/** A published workflow that webhooks start. */
export interface Door {
	start: (jobs: Job[]) => Promise<void>;
	/** Waits until so many executions have ended, good or bad. */
	ended: (count: number, timeoutMilliseconds: number) => Promise<Run[]>;
	/** Those that have ended. */
	runs: () => Promise<Run[]>;
	workflowId: string;
}

/** Publishes a workflow that webhooks start. */
export async function openDoor(
	{ client, webhook: door, database, signal }: Cluster,
	steps: Step[],
): Promise<Door> {
	const path = randomUUID();
	const first = { ...webhook, webhookId: path, parameters: { ...webhook.parameters, path } };
	const workflowId = await client.importWorkflow(workflowOf([first, ...steps]));
	await client.activate(workflowId);
	const caller = new N8nClient(door.url);
	const runs = async () => await runsOf(database, workflowId);
	return {
		async start(jobs) {
			for (let done = 0; done < jobs.length; done += AT_ONCE) {
				await Promise.all(
					jobs.slice(done, done + AT_ONCE).map(async ({ key, place }) => {
						const query = new URLSearchParams({ key, place });
						const { status } = await caller.callWebhook(`${path}?${query}`);
						if (status !== 200) throw new Error(`The webhook answered ${status}`);
					}),
				);
			}
		},
		runs,
		workflowId,
		ended: async (count, timeoutMilliseconds) =>
			await poll(
				async () => {
					const all = await runs();
					return all.length >= count ? all : undefined;
				},
				{
					what: `${count} executions to end`,
					timeoutMilliseconds,
					intervalMilliseconds: INTERVAL,
					signal,
				},
			),
	};
}

/** The executions of a workflow that have ended. n8n's own list goes no further than 100. */
export async function runsOf(database: Cluster['database'], workflowId: string): Promise<Run[]> {
	return await database.ask(`
		select coalesce(json_agg(json_build_object(
			'id', id::text,
			'status', status,
			'startedAt', extract(epoch from "startedAt") * 1000,
			'stoppedAt', extract(epoch from "stoppedAt") * 1000
		) order by id), '[]')
		from execution_entity
		where "workflowId" = '${workflowId}' and ${HAS_ENDED}`);
}

/** The ids of the executions of a workflow that have not ended. */
export async function runningOf(
	database: Cluster['database'],
	workflowId: string,
): Promise<string[]> {
	return await database.ask(`
		select coalesce(json_agg(id::text order by id), '[]')
		from execution_entity
		where "workflowId" = '${workflowId}' and not (${HAS_ENDED})`);
}
