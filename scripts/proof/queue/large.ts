import { mebibytes, seconds } from '../../lib/format';
import { highestBytes, measureGrowth } from '../../../bench/measure/memory';
import { must, mustSucceed } from '../seen';
import { STEP } from '../steps';
import { jobSteps, openDoor, uploadByHand } from './jobs';
import { withFileServer, withService, type Service, type FileServer } from './service';
import { growthOf, storedIn } from './stored';
import type { Cluster } from './cluster';
import type { Member } from './member';
import type { Findings } from '../findings';

const MIB = 1024 * 1024;

/** Bytes. */
export const LARGE = 4096 * MIB;

/** Of a large file, how much is uploaded first, so that all that n8n needs for it once is there. */
const FIRST = 0.25;

/** How often the large file goes through a process: what it kept of one would show in the next. */
const TIMES = 2;

/**
 * What a process of n8n may grow by for one file, in bytes: over the most it had taken before it uploaded anything. At
 * rest is no measure here: V8 makes its young generation up to 128 MiB large in any process of n8n that works, at its
 * start for one, and gives it back after some seconds of rest, or not.
 */
const GROWTH_MOST = 96 * MIB;

/** What an execution itself may take in tables and logs, in bytes. */
const WRITTEN_MOST = MIB;

/**
 * Where n8n tells of executions: what ran, for how long, how often, and in its settings that one was the first that went
 * well without somebody at the editor (`instance.firstProductionSuccess`).
 */
const ABOUT_EXECUTIONS = /^(execution_|insights_|settings$|workflow_statistics)/;

/** Where n8n keeps files in its database. */
const BINARY_DATA = 'binary_data';

/** Milliseconds. */
const PATIENCE = 20 * 60_000;

/** Milliseconds between two questions to main whether it is done: each leaves it some garbage. */
const ASK_EVERY = 2000;

const FILM = '/film.mp4';
const SHORTER = '/shorter.mp4';

/**
 * A large file goes from a web address to api.video, through a worker and through main: with the database as binary mode, for
 * which it would be too large.
 *
 * @param options node: runs the file server; size: bytes
 */
export async function proveLarge(
	cluster: Cluster,
	{ node, size, findings }: { node: string; size: number; findings: Findings },
) {
	const shorter = Math.round(size * FIRST);
	const files: Record<string, { size: number; seed: number }> = {
		[FILM]: { size, seed: 1 },
		[SHORTER]: { size: shorter, seed: 2 },
	};
	await withFileServer(node, files, async (server) => {
		await withService(cluster, async (service) => {
			const worker = await throughWorker(cluster, service, server);
			for (const way of [worker, throughMain(cluster, service, server)]) {
				const ownBytes = await highestBytes(way.member.pid);
				const paths = [SHORTER, ...Array.from({ length: TIMES }, () => FILM)];
				for (const [turn, path] of paths.entries()) {
					const again = turn > 1 ? ', once more' : '';
					const what = `${mebibytes(files[path].size)} from a web address, ${way.how}${again}`;
					const sha256 = await server.sha256Of(path);
					const upload = await way.prepare(path);
					await findings.find(
						what,
						async () => await uploadLarge(cluster, service, way, { ownBytes, sha256, upload }),
					);
				}
			}
		});
	});
}

/** How an upload comes to a process. */
export interface Way {
	/** The process. */
	member: Member;
	/** For people. */
	how: string;
	/** All that n8n stores of it but the execution; what comes out uploads, and returns the id of the execution. */
	prepare: (path: string) => Promise<() => Promise<string>>;
	/** Whether the process has run an execution, by its log. */
	wasHere: (log: string, id: string) => boolean;
}

async function throughWorker(
	cluster: Cluster,
	{ credentials }: Service,
	server: FileServer,
): Promise<Way> {
	const { client, signal, workers } = cluster;
	const options = { idempotencyKey: undefined };
	const door = await openDoor(cluster, jobSteps(credentials, { from: 'web', options }));
	let calls = 0;
	return {
		member: workers[0],
		how: 'by webhook: through a worker',
		prepare: async (path) => async () => {
			await door.start([{ key: '', place: server.addressOf(path) }]);
			const run = (await door.ended(++calls, PATIENCE)).at(-1);
			mustSucceed(await client.finished(run?.id ?? '', { signal }));
			return run?.id ?? '';
		},
		wasHere: (log, id) => log.includes(`execution ${id} `),
	};
}

function throughMain(
	{ client, main, signal }: Cluster,
	{ credentials }: Service,
	server: FileServer,
): Way {
	return {
		member: main,
		how: 'started in the editor: through main',
		prepare: async (path) => {
			const workflow = uploadByHand(credentials, server.addressOf(path));
			const workflowId = await client.importWorkflow(workflow);
			return async () => {
				const execution = await client.execute(workflowId, {
					timeoutMilliseconds: PATIENCE,
					intervalMilliseconds: ASK_EVERY,
					signal,
				});
				mustSucceed(execution);
				return execution.id;
			};
		},
		wasHere: (log, id) => !log.includes(`Enqueued execution ${id} `),
	};
}

const kibibytes = (bytes: number) => Math.round(bytes / 1024);

/** @param bytes below 0 for less */
const more = (bytes: number) =>
	bytes < 0 ? `${mebibytes(-bytes)} less` : `${mebibytes(bytes)} more`;

/**
 * @param ask ownBytes: the most that the process had taken before it uploaded anything; sha256: of the file
 * @returns what was seen
 */
async function uploadLarge(
	cluster: Cluster,
	{ emulator }: Service,
	way: Way,
	{ ownBytes, sha256, upload }: { ownBytes: number; sha256: string; upload: () => Promise<string> },
): Promise<string> {
	const { member } = way;
	const before = await storedIn(cluster);
	const { result, idleBytes, peakBytes } = await measureGrowth(member.pid, async () => {
		const began = Date.now();
		return { id: await upload(), took: Date.now() - began };
	});
	const { id, took } = result;
	const after = await storedIn(cluster);
	const growth = growthOf(before, after);
	const execution = await cluster.client.finished(id, { signal: cluster.signal });
	const [video] = execution.items(STEP);
	const arrived = await emulator.videoFile(video.videoId);
	must(arrived?.sha256 === sha256, () => `${arrived?.size} bytes arrived, with another hash`);
	const taken = [
		`${member.name} took ${mebibytes(peakBytes)} at most: ${more(peakBytes - ownBytes)} than before any upload`,
		`(${mebibytes(ownBytes)}), ${more(peakBytes - idleBytes)} than at rest before this one (${mebibytes(idleBytes)})`,
	].join(' ');
	must(peakBytes - ownBytes <= GROWTH_MOST, () => taken);
	must(after.tables[BINARY_DATA].rows === 0, () => `${BINARY_DATA} has rows`);
	const kept = Object.keys(after.files).filter((path) => path.startsWith(cluster.storage));
	must(kept.length === 0, () => `there are files in n8n's storage: ${kept.join(', ')}`);
	const others = Object.keys(growth.rows).filter((table) => !ABOUT_EXECUTIONS.test(table));
	must(others.length === 0, () => `rows were added to ${others.join(', ')}`);
	const written = Math.max(0, growth.tableBytes) + Math.max(0, growth.fileBytes);
	must(
		written <= WRITTEN_MOST,
		() => `${mebibytes(growth.tableBytes)} more in tables, ${mebibytes(growth.fileBytes)} in files`,
	);
	must(growth.newFiles.length === 0, () => `files were written: ${growth.newFiles.join(', ')}`);
	must(way.wasHere(await member.log(), id), () => `${member.name} did not run it`);
	return [
		`byte for byte in ${seconds(took)}`,
		taken,
		`n8n wrote ${kibibytes(written)} KiB, about the execution (${Object.keys(growth.rows).sort().join(', ')})`,
		`${BINARY_DATA} and storage are empty`,
	].join('; ');
}
