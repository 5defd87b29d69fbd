import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../lib/folders.mjs';
import { N8nClient } from '../../lib/n8n-client.ts';
import { freePorts } from '../../lib/ports.ts';
import { startMember } from './member.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/** Jobs that a worker works on at the same time: the fewest that n8n recommends. */
export const CONCURRENCY = 5;

/**
 * @typedef {import('./member.mjs').Member} Member
 *
 * @typedef {object} Cluster n8n in queue mode
 * @property {Member} main
 * @property {Member} webhook
 * @property {Member[]} workers those that have not been killed
 * @property {N8nClient} client of main, logged in as the owner
 * @property {string} storage where all of them keep binary data that is not in the database
 * @property {string} videos the only folder that workflows may read
 * @property {import('./postgres.mjs').Postgres} database
 * @property {AbortSignal} signal
 * @property {() => Promise<Member>} addWorker
 * @property {(worker: Member) => void} kill a worker, as a kernel does that needs the memory
 * @property {(keepLogs: boolean) => Promise<void>} close
 */

/**
 * Starts Redis, PostgreSQL, a main process, a process for webhooks, and workers.
 * @param {object} options
 * @param {import('./programs.mjs').Programs} options.programs
 * @param {import('../../lib/install-n8n.ts').N8nInstallation} options.installation
 * @param {string} options.tarball the package
 * @param {'filesystem' | 'database'} options.binaryMode
 * @param {number} options.workers
 * @param {Record<string, string>} [options.environment] more settings for all of n8n's processes
 * @param {AbortSignal} options.signal
 * @returns {Promise<Cluster>}
 */
export async function openCluster(options) {
	const { programs, installation, tarball, binaryMode, signal } = options;
	const directory = await temporaryFolder('queue');
	const [logs, storage, videos] = ['logs', 'storage', 'videos'].map((name) =>
		join(directory, name),
	);
	/** What has to be undone at the end, last thing first. @type {Array<() => Promise<unknown>>} */
	const cleanUp = [async () => await rm(storage, { recursive: true, force: true })];
	cleanUp.push(async () => await rm(videos, { recursive: true, force: true }));
	const close = async (/** @type {boolean} */ keepLogs) => {
		for (const undo of cleanUp.reverse()) await undo();
		if (keepLogs) console.log(`What the processes have printed stands in ${logs}`);
		else await rm(directory, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		for (const folder of [logs, storage, videos]) await mkdir(folder);
		const redis = await startRedis({
			programs,
			folder: directory,
			logFile: join(logs, 'redis.log'),
			signal,
		});
		cleanUp.push(redis.stop);
		// PostgreSQL runs as somebody else, who may not look into the folder of the others.
		const folder = await temporaryFolder('postgres');
		cleanUp.push(async () => await rm(folder, { recursive: true, force: true }));
		const database = await startPostgres({
			programs,
			folder,
			logFile: join(logs, 'postgres.log'),
			signal,
		});
		cleanUp.push(database.stop);

		const [mainPort, webhookPort] = await freePorts(2);
		const surroundings = {
			installation,
			tarball,
			binaryMode,
			environment: {
				...installation.environment,
				...database.environment,
				EXECUTIONS_MODE: 'queue',
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(redis.port),
				QUEUE_HEALTH_CHECK_ACTIVE: 'true',
				N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
				N8N_STORAGE_PATH: storage,
				N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
				WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
				EXECUTIONS_DATA_PRUNE: 'false',
				...options.environment,
			},
			directory,
			logs,
			videos,
			signal,
		};
		const start = async (/** @type {Parameters<typeof startMember>[0]} */ what) => {
			const member = await startMember(what, surroundings);
			cleanUp.push(member.stop);
			return member;
		};
		const main = await start({ name: 'main', args: ['start'], port: mainPort });
		const client = new N8nClient(main.url);
		await client.setUpOwner();
		/** @type {Member[]} */
		const workers = [];
		let started = 0;
		const addWorker = async () => {
			const name = `worker ${++started}`;
			const [port] = await freePorts(1);
			const args = ['worker', `--concurrency=${CONCURRENCY}`];
			const worker = await start({ name, args, port });
			workers.push(worker);
			return worker;
		};
		// The first one has made the tables; from now on they do not wait for each other.
		const [webhook] = await all([
			start({ name: 'webhook', args: ['webhook'], port: webhookPort }),
			...Array.from({ length: options.workers }, addWorker),
		]);
		const kill = (/** @type {Member} */ worker) => {
			worker.kill();
			workers.splice(workers.indexOf(worker), 1);
		};
		const n8n = { main, webhook, workers, client, addWorker, kill };
		return { ...n8n, storage, videos, database, signal, close };
	} catch (error) {
		await close(!signal.aborted);
		throw error;
	}
}

/**
 * Waits for all of them, also where one of them fails: whoever is still starting could not be ended otherwise.
 * @template T
 * @param {Array<Promise<T>>} starting
 * @returns {Promise<T[]>}
 */
async function all(starting) {
	await Promise.allSettled(starting);
	return await Promise.all(starting);
}
