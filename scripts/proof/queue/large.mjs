import { mebibytes, seconds } from '../../lib/format.mjs';
import { measureGrowth } from '../../lib/memory.ts';
import { must, mustSucceed } from '../seen.mjs';
import { STEP } from '../steps.mjs';
import { jobSteps, openDoor, uploadByHand } from './jobs.mjs';
import { withFileServer, withService } from './service.mjs';
import { growthOf, storedIn } from './stored.mjs';

const MIB = 1024 * 1024;

/** Bytes. */
export const LARGE = 4096 * MIB;

/** What a process of n8n may grow by for one file, in bytes. */
const GROWTH_MOST = 96 * MIB;

/** What an execution itself may take in tables and logs, in bytes. */
const WRITTEN_MOST = MIB;

/** Where n8n tells of executions: what ran, for how long, how often. */
const ABOUT_EXECUTIONS = /^(execution_|insights_|workflow_statistics)/;

/** Where n8n keeps files in its database. */
const BINARY_DATA = 'binary_data';

/** Milliseconds. */
const PATIENCE = 20 * 60_000;

const FILM = '/film.mp4';
const SHORT = '/short.mp4';

/**
 * @typedef {import('./cluster.mjs').Cluster} Cluster
 * @typedef {import('./cluster.mjs').Member} Member
 * @typedef {import('../findings.mjs').Findings} Findings
 * @typedef {import('./service.mjs').Service} Service
 */

/**
 * A large file goes from a web address to api.video, once through a worker and once through main: with the
 * database as binary mode, for which it would be too large.
 * @param {Cluster} cluster
 * @param {{ node: string, size: number, findings: Findings }} options node: runs the file server; size: bytes
 */
export async function proveLarge(cluster, { node, size, findings }) {
	const { client, main } = cluster;
	const [worker] = cluster.workers;
	const files = { [FILM]: { size, seed: 1 }, [SHORT]: { size: 20 * MIB, seed: 2 } };
	await withFileServer(node, files, async (server) => {
		await withService(cluster, async (service) => {
			const options = { idempotencyKey: undefined };
			const steps = jobSteps(service.credentials, { from: 'web', options });
			const door = await openDoor(cluster, steps);
			let calls = 0;
			const byWebhook = async (/** @type {string} */ path) => {
				await door.start([{ key: '', place: server.addressOf(path) }]);
				const run = (await door.ended(++calls, PATIENCE)).at(-1);
				mustSucceed(await client.finished(run?.id ?? '', { signal: cluster.signal }));
				return run?.id ?? '';
			};
			const byHand = async (/** @type {string} */ workflowId) => {
				const execution = await client.execute(workflowId, {
					timeoutMilliseconds: PATIENCE,
					signal: cluster.signal,
				});
				mustSucceed(execution);
				return execution.id;
			};
			const imported = async (/** @type {string} */ path) =>
				await client.importWorkflow(uploadByHand(service.credentials, server.addressOf(path)));
			const sha256 = await server.sha256Of(FILM);
			const what = `${mebibytes(size)} from a web address`;
			// Code that is loaded on first use counts neither as growth nor as written.
			await byWebhook(SHORT);
			await findings.find(`${what}, by webhook: through a worker`, async () => {
				const seen = await uploadLarge(cluster, worker, service, sha256, () => byWebhook(FILM));
				const log = await worker.log();
				must(log.includes(`execution ${seen.id} `), () => `${worker.name} did not run it`);
				return seen.text;
			});
			await byHand(await imported(SHORT));
			const film = await imported(FILM);
			await findings.find(`${what}, started in the editor: through main`, async () => {
				const seen = await uploadLarge(cluster, main, service, sha256, () => byHand(film));
				const log = await main.log();
				must(!log.includes(`Enqueued execution ${seen.id} `), () => 'main did not run it');
				return seen.text;
			});
		});
	});
}

/** @param {number} bytes */
const kibibytes = (bytes) => Math.round(bytes / 1024);

/**
 * @param {Cluster} cluster
 * @param {Member} member that runs it
 * @param {Service} service
 * @param {string} sha256 of the file
 * @param {() => Promise<string>} upload
 * @returns {Promise<{ id: string, text: string }>} id: of the execution
 */
async function uploadLarge(cluster, member, { emulator }, sha256, upload) {
	const before = await storedIn(cluster);
	const { result, growthBytes } = await measureGrowth(member.pid, async () => {
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
	must(growthBytes <= GROWTH_MOST, () => `${member.name} grew by ${mebibytes(growthBytes)}`);
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
	return {
		id,
		text: [
			`byte for byte in ${seconds(took)}`,
			`${member.name} grew by ${mebibytes(growthBytes)}`,
			`n8n wrote ${kibibytes(written)} KiB, about the execution (${Object.keys(growth.rows).sort().join(', ')})`,
			`${BINARY_DATA} and storage are empty`,
		].join('; '),
	};
}
