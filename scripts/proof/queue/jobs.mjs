import { randomUUID } from 'node:crypto';
import { N8nClient } from '../../lib/n8n-client.ts';
import { poll } from '../../lib/poll.mjs';
import { apiVideo, byHand, readFiles, UPLOAD, workflowOf } from '../steps.mjs';

/** Milliseconds between two looks at executions. */
const INTERVAL = 500;

/** Webhooks that are called at the same time. */
const AT_ONCE = 10;

/** Of an execution in n8n's table. */
const HAS_ENDED = `"stoppedAt" is not null and status not in ('new', 'running', 'waiting')`;

/**
 * @typedef {import('./cluster.mjs').Cluster} Cluster
 * @typedef {import('../steps.mjs').Step} Step
 *
 * @typedef {object} Job a file to be uploaded
 * @property {string} key for Only Once
 * @property {string} place a path, or a web address
 *
 * @typedef {object} Run an execution that has ended
 * @property {string} id
 * @property {string} status
 * @property {number} startedAt milliseconds since 1970
 * @property {number} stoppedAt
 */

/** @type {Step} */
const webhook = {
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	parameters: { httpMethod: 'GET', responseMode: 'onReceived', options: {} },
};

/**
 * Parameters of an upload that reads from the web.
 * @param {string} webAddress
 * @param {object} [options]
 */
export const fromTheWeb = (webAddress, options = {}) => ({
	...{ resource: 'video', operation: 'upload', fileFrom: 'webAddress' },
	webAddress,
	options,
});

/**
 * A workflow that is started by hand, and uploads a file on the web.
 * @param {Step['credentials']} credentials
 * @param {string} webAddress
 */
export const uploadByHand = (credentials, webAddress) =>
	workflowOf([byHand(), apiVideo(credentials, fromTheWeb(webAddress))]);

/**
 * Steps that upload the file of a job.
 * @param {Step['credentials']} credentials
 * @param {{ from: 'disk' | 'web', options?: object }} how options: more of them than the key
 * @returns {Step[]}
 */
export function jobSteps(credentials, { from, options }) {
	const all = { idempotencyKey: "={{ $('Webhook').item.json.query.key }}", ...options };
	const place = '={{ $json.query.place }}';
	if (from === 'web') return [apiVideo(credentials, fromTheWeb(place, all))];
	return [readFiles(place), apiVideo(credentials, { ...UPLOAD, options: all })];
}

/**
 * @typedef {object} Door a published workflow that webhooks start
 * @property {(jobs: Job[]) => Promise<void>} start
 * @property {(count: number, timeoutMilliseconds: number) => Promise<Run[]>} ended waits until so many executions
 *   have ended, good or bad
 * @property {() => Promise<Run[]>} runs those that have ended
 * @property {string} workflowId
 */

/**
 * Publishes a workflow that webhooks start.
 * @param {Cluster} cluster
 * @param {Step[]} steps
 * @returns {Promise<Door>}
 */
export async function openDoor({ client, webhook: door, database, signal }, steps) {
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

/**
 * The executions of a workflow that have ended. n8n's own list goes no further than 100.
 * @param {Cluster['database']} database
 * @param {string} workflowId
 * @returns {Promise<Run[]>}
 */
export async function runsOf(database, workflowId) {
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

/**
 * The ids of the executions of a workflow that have not ended.
 * @param {Cluster['database']} database
 * @param {string} workflowId
 * @returns {Promise<string[]>}
 */
export async function runningOf(database, workflowId) {
	return await database.ask(`
		select coalesce(json_agg(id::text order by id), '[]')
		from execution_entity
		where "workflowId" = '${workflowId}' and not (${HAS_ENDED})`);
}
