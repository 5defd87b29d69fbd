import { rm } from 'node:fs/promises';
import { ensureBuild, ensureN8n, temporaryFolder } from '../../scripts/lib/lab';
import { packProject } from '../../scripts/lib/pack';
import { findingsOf } from '../../scripts/proof/findings';
import { openCluster, type Cluster } from '../../scripts/proof/queue/cluster';
import { proveKilled } from '../../scripts/proof/queue/killed';
import { libraryOnDisk } from '../../scripts/proof/queue/library';
import { findPrograms } from '../../scripts/proof/queue/programs';

const MIB = 1024 * 1024;

/** Milliseconds: a minute and a half on two processors, and more where others use them. */
const START_TIMEOUT = 20 * 60_000;
const TEST_TIMEOUT = 20 * 60_000;

/**
 * n8n's own settings of when a worker is gone, in milliseconds. As they are, it takes n8n up to 150 s to notice; half
 * a minute of that is not to be had otherwise.
 */
const SOONER = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/** The library of `npm run proof -- queue`, in small: files up to 21 MiB, over a line that takes ten seconds for all. */
const FACTOR = 0.1;
const COUNT = 18;
const LINE_SECONDS = 10;

/** By which a worker may grow, in bytes; one that has only just started loads much of n8n's own code meanwhile. */
const GROWTH_MOST = 384 * MIB;

const never = new AbortController().signal;

let folder: string;
let cluster: Cluster;

beforeAll(async () => {
	await ensureBuild();
	const programs = await findPrograms();
	folder = await temporaryFolder('queue-test');
	cluster = await openCluster({
		programs,
		installation: await ensureN8n(),
		tarball: await packProject(folder),
		binaryMode: 'filesystem',
		workers: 2,
		environment: SOONER,
		signal: never,
	});
}, START_TIMEOUT);

afterAll(async () => {
	await cluster?.close(false);
	if (folder) await rm(folder, { recursive: true, force: true });
}, TEST_TIMEOUT);

it(
	'a worker of queue mode is killed in the middle of a chunk, and the same keys once more finish all',
	async () => {
		const library = await libraryOnDisk(cluster.videos, FACTOR, { signal: never, count: COUNT });
		const findings = findingsOf(never);

		await proveKilled(cluster, library, {
			what: 'Short form',
			from: 'disk',
			lineSeconds: LINE_SECONDS,
			growthMost: GROWTH_MOST,
			findings,
		});

		expect(findings.list.filter(({ ok }) => !ok)).toEqual([]);
		expect(findings.list.map(({ title }) => title)).toEqual(
			[
				'a worker is killed in the middle of a chunk',
				'n8n ends its executions, and does not run them again',
				"n8n's own Retry of them uploads nothing",
				'run again with the same keys, all end well',
				'every file is there once, byte for byte',
				'nothing that had arrived was sent again',
				'each worker stays within its memory',
			].map((title) => `Short form: ${title}`),
		);
	},
	TEST_TIMEOUT,
);
