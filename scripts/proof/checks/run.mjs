import { poll } from '../../lib/poll.mjs';
import { must, mustSucceed } from '../seen.mjs';
import { apiVideo, byHand, GET_MANY, readFiles, STEP, UPLOAD, workflowOf } from '../steps.mjs';

/**
 * @typedef {import('../lab.mjs').Lab} Lab
 * @typedef {import('../lab.mjs').File} File
 * @typedef {import('../steps.mjs').Step} Step
 *
 * @typedef {object} Upload how a step uploads, as far as it differs from one that was just added
 * @property {Step['credentials']} [credentials]
 * @property {object} [parameters]
 */

/** Milliseconds: long enough for something to happen while one chunk is held up. */
const HELD_UP = 5000;

/** Milliseconds for an upload to have come so far. */
const UNDER_WAY = 120_000;

/**
 * Imports a workflow that is started by hand, and starts it.
 * @param {Lab} lab
 * @param {Step[]} steps
 * @returns {Promise<string>} the id of the execution
 */
export async function startSteps({ n8n }, steps) {
	const id = await n8n.client.importWorkflow(workflowOf([byHand(), ...steps]));
	return await n8n.client.start(id);
}

/**
 * Imports a workflow that is started by hand, and runs it.
 * @param {Lab} lab
 * @param {Step[]} steps
 */
export async function runSteps(lab, steps) {
	const { n8n, signal } = lab;
	return await n8n.client.finished(await startSteps(lab, steps), { signal });
}

/**
 * Steps that read a file from disk and upload it.
 * @param {Lab} lab
 * @param {File} file
 * @param {Upload} [options]
 */
export function uploadSteps(lab, file, { credentials = lab.withKey, parameters = {} } = {}) {
	return [readFiles(file.path), apiVideo(credentials, { ...UPLOAD, ...parameters })];
}

/**
 * Reads a file from disk and uploads it.
 * @param {Lab} lab
 * @param {File} file
 * @param {Upload} [options]
 */
export async function runUpload(lab, file, options) {
	return await runSteps(lab, uploadSteps(lab, file, options));
}

/**
 * Lets something happen while a chunk in the middle of a big file is held up.
 * @template T
 * @param {Lab} lab
 * @param {() => Promise<T>} upload
 * @param {() => void | Promise<void>} happen
 */
export async function midway({ emulator, signal }, upload, happen) {
	const middle = { method: 'POST', path: '/source$', nth: 6 };
	emulator.faults.add({ kind: 'latency', milliseconds: HELD_UP, ...middle });
	let ended = false;
	const uploading = upload().finally(() => (ended = true));
	const heldUp = () => emulator.requests.uploads.some(({ faults }) => faults.includes('latency'));
	const [result] = await Promise.all([
		uploading,
		poll(() => ended || heldUp() || undefined, {
			what: 'a chunk in the middle of the file',
			timeoutMilliseconds: UNDER_WAY,
			intervalMilliseconds: 20,
			signal,
		}).then(happen),
	]);
	return result;
}

/**
 * Uploads a file, and compares what arrived with it.
 * @param {Lab} lab
 * @param {File} file
 * @param {Upload} [options]
 * @returns {Promise<Record<string, any>>} the video that the step put out
 */
export async function uploadWhole(lab, file, options) {
	const execution = await runUpload(lab, file, options);
	mustSucceed(execution);
	const [video] = execution.items(STEP);
	const arrived = await lab.emulator.videoFile(video?.videoId);
	must(arrived, () => `the step succeeded, and the video '${video?.videoId}' is not complete`);
	must(
		arrived.sha256 === file.sha256,
		() => `${arrived.size} bytes arrived, with another hash than the ${file.size} of the file`,
	);
	return video;
}

/**
 * Lists videos.
 * @param {Lab} lab
 */
export async function listVideos(lab) {
	const execution = await runSteps(lab, [apiVideo(lab.withKey, GET_MANY)]);
	mustSucceed(execution);
	return execution.items(STEP);
}
