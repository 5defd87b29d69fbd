import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../lib/folders.mjs';
import { N8nClient } from '../../lib/n8n-client';
import { freePorts } from '../../lib/ports';
import { startMember, type Member } from './member';
import { startPostgres, type Postgres } from './postgres';
import { startRedis } from './redis';
import type { Programs } from './programs';
import type { N8nInstallation } from '../../lib/install-n8n';

/** Jobs that a worker works on at the same time: the fewest that n8n recommends. */
export const CONCURRENCY = 5;

/** n8n in queue mode. */
export interface Cluster {
	main: Member;
	webhook: Member;
	/** Those that have not been killed. */
	workers: Member[];
	/** Of main, logged in as the owner. */
	client: N8nClient;
	/** Where all of them keep binary data that is not in the database. */
	storage: string;
	/** The only folder that workflows may read. */
	videos: string;
	database: Postgres;
	signal: AbortSignal;
	addWorker: () => Promise<Member>;
	/** A worker, as a kernel does that needs the memory. */
	kill: (worker: Member) => void;
	close: (keepLogs: boolean) => Promise<void>;
}

/** Starts Redis, PostgreSQL, a main process, a process for webhooks, and workers. */
export async function openCluster(options: {
	programs: Programs;
	installation: N8nInstallation;
	/** The package. */
	tarball: string;
	binaryMode: 'filesystem' | 'database';
	workers: number;
	/** More settings for all of n8n's processes. */
	environment?: Record<string, string>;
	signal: AbortSignal;
}): Promise<Cluster> {
	const { programs, installation, tarball, binaryMode, signal } = options;
	const directory = await temporaryFolder('queue');
	const [logs, storage, videos] = ['logs', 'storage', 'videos'].map((name) =>
		join(directory, name),
	);
	/** What has to be undone at the end, last thing first. */
	const cleanUp: Array<() => Promise<unknown>> = [
		async () => await rm(storage, { recursive: true, force: true }),
	];
	cleanUp.push(async () => await rm(videos, { recursive: true, force: true }));
	const close = async (keepLogs: boolean) => {
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
		const start = async (what: Parameters<typeof startMember>[0]) => {
			const member = await startMember(what, surroundings);
			cleanUp.push(member.stop);
			return member;
		};
		const main = await start({ name: 'main', args: ['start'], port: mainPort });
		const client = new N8nClient(main.url);
		await client.setUpOwner();
		const workers: Member[] = [];
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
		const kill = (worker: Member) => {
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

/** Waits for all of them, also where one of them fails: whoever is still starting could not be ended otherwise. */
async function all<T>(starting: Array<Promise<T>>): Promise<T[]> {
	await Promise.allSettled(starting);
	return await Promise.all(starting);
}
