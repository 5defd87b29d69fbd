import { poll } from '../../lib/poll.mjs';
import type { Item } from '../../lib/lab';
import { must, mustSucceed } from '../seen';
import {
	apiVideo,
	byHand,
	GET_MANY,
	readFiles,
	STEP,
	UPLOAD,
	workflowOf,
	type Step,
} from '../steps';
import type { Lab, File } from '../lab';

/** How a step uploads, as far as it differs from one that was just added. */
export interface Upload {
	credentials?: Step['credentials'];
	parameters?: object;
}

/** Milliseconds: long enough for something to happen while one chunk is held up. */
const HELD_UP = 5000;

/** Milliseconds for an upload to have come so far. */
const UNDER_WAY = 120_000;

/**
 * Imports a workflow that is started by hand, and starts it.
 *
 * @returns the id of the execution
 */
export async function startSteps({ n8n }: Lab, steps: Step[]): Promise<string> {
	const id = await n8n.client.importWorkflow(workflowOf([byHand(), ...steps]));
	return await n8n.client.start(id);
}

/** Imports a workflow that is started by hand, and runs it. */
export async function runSteps(lab: Lab, steps: Step[]) {
	const { n8n, signal } = lab;
	return await n8n.client.finished(await startSteps(lab, steps), { signal });
}

/** Steps that read a file from disk and upload it. */
export function uploadSteps(
	lab: Lab,
	file: File,
	{ credentials = lab.withKey, parameters = {} }: Upload = {},
) {
	return [readFiles(file.path), apiVideo(credentials, { ...UPLOAD, ...parameters })];
}

/** Reads a file from disk and uploads it. */
export async function runUpload(lab: Lab, file: File, options?: Upload) {
	return await runSteps(lab, uploadSteps(lab, file, options));
}

/** Lets something happen while a chunk in the middle of a big file is held up. */
export async function midway<T>(
	{ emulator, signal }: Lab,
	upload: () => Promise<T>,
	happen: () => void | Promise<void>,
) {
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
 *
 * @returns the video that the step put out
 */
export async function uploadWhole(lab: Lab, file: File, options?: Upload): Promise<Item> {
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

/** Lists videos. */
export async function listVideos(lab: Lab) {
	const execution = await runSteps(lab, [apiVideo(lab.withKey, GET_MANY)]);
	mustSucceed(execution);
	return execution.items(STEP);
}
