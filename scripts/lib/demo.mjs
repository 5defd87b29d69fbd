import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo } from './demo-video.mjs';
import { mebibytes, rate, seconds } from './format.mjs';
import { DEMO_LOGIN } from './n8n-client.mjs';
import { withProgress } from './progress.mjs';
import { StepError } from './step-error.mjs';
import { exampleWorkflow } from './workflows.mjs';

/** Bytes. api.video takes up to 200 MiB in one request: this must be sent in several. */
export const DEMO_VIDEO_SIZE = 260 * 1024 * 1024;

/**
 * Puts credential, workflows and video in place, as a user would in the editor.
 * @param {import('./start-n8n.mjs').N8n} n8n
 * @param {import('./service.mjs').Service} service
 * @param {AbortSignal} signal
 */
export async function prepareDemo(n8n, service, signal) {
	const file = { path: join(n8n.readableFolder, 'demo-video.mp4'), size: DEMO_VIDEO_SIZE };
	await mkdir(n8n.readableFolder, { recursive: true });
	await withProgress(`Making a video of ${mebibytes(file.size)}`, () =>
		makeVideo(file.path, file.size, { signal }),
	);
	const apiVideoApi = await n8n.client.importCredential({
		name: `api.video (${service.name})`,
		type: 'apiVideoApi',
		data: service.credential,
	});
	const chosen = { file: file.path, credentials: { apiVideoApi } };
	const load = async (/** @type {string} */ name) =>
		await n8n.client.importWorkflow(await exampleWorkflow(name, chosen));
	const upload = await load('upload-from-disk');
	const delegated = await load('delegated-token');
	return { file, workflows: { upload, delegated } };
}

/**
 * The main job: disk -> n8n -> api.video, then a change of the video's details.
 * @param {import('./start-n8n.mjs').N8n} n8n
 * @param {import('./service.mjs').Service} service
 * @param {Awaited<ReturnType<typeof prepareDemo>>} demo
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} what happened, for people
 */
export async function runDemo(n8n, service, { file, workflows }, signal) {
	const execution = await withProgress('Running the workflow: disk → n8n → upload → update', () =>
		n8n.client.execute(workflows.upload, { signal }),
	);
	if (execution.status !== 'success') {
		const { message, description } = execution.error ?? { message: execution.status };
		throw new StepError(`The workflow ended with: ${message}`, description ?? '');
	}
	const [video] = execution.items('Update video');
	const { size } = await stat(file.path);
	const verdict = await withProgress('Comparing what arrived with the file', () =>
		service.verify(video.videoId, { ...file, size }),
	);
	return [
		`Video         ${video.videoId}, "${video.title}", ${size} bytes to ${service.name}`,
		`Time          ${seconds(execution.milliseconds)} for the whole workflow, ${rate(size, execution.milliseconds)}`,
		`Verified      ${verdict}`,
		`Player        ${video.assets?.player}`,
	];
}

/**
 * @param {import('./start-n8n.mjs').N8n} n8n
 * @param {import('./service.mjs').Service} service
 * @param {Awaited<ReturnType<typeof prepareDemo>>} demo
 */
export function howToContinue(n8n, { credential }, { workflows }) {
	// A key of the sandbox is the user's own, and no secret is printed.
	const access =
		credential.environment === 'custom'
			? `API Key ${credential.apiKey}, Environment Custom, Base URL ${credential.baseUrl}`
			: 'your API Key, Environment Sandbox';
	return [
		`Editor        ${n8n.url}   login ${DEMO_LOGIN.email}, password ${DEMO_LOGIN.password}`,
		`This workflow ${n8n.url}/workflow/${workflows.upload}`,
		`With a token  ${n8n.url}/workflow/${workflows.delegated}`,
		`To practise   ${access}`,
	];
}
