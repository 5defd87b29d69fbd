import { must, mustSucceed } from '../seen.mjs';
import { apiVideo, byHand, GET_MANY, readFiles, STEP, UPLOAD, workflowOf } from '../steps.mjs';

/**
 * @typedef {import('../lab.mjs').Lab} Lab
 * @typedef {import('../lab.mjs').File} File
 * @typedef {import('../steps.mjs').Step} Step
 */

/**
 * Imports a workflow that is started by hand, and runs it.
 * @param {Lab} lab
 * @param {Step[]} steps
 */
export async function runSteps({ n8n, signal }, steps) {
	const id = await n8n.client.importWorkflow(workflowOf([byHand(), ...steps]));
	return await n8n.client.execute(id, { signal });
}

/**
 * Reads a file from disk and uploads it.
 * @param {Lab} lab
 * @param {File} file
 * @param {{ credentials?: Step['credentials'], parameters?: object }} [options]
 */
export async function runUpload(lab, file, { credentials = lab.withKey, parameters = {} } = {}) {
	const upload = apiVideo(credentials, { ...UPLOAD, ...parameters });
	return await runSteps(lab, [readFiles(file.path), upload]);
}

/**
 * Uploads a file, and compares what arrived with it.
 * @param {Lab} lab
 * @param {File} file
 * @param {Parameters<typeof runUpload>[2]} [options]
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
