import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo } from './demo-video';
import { mebibytes, rate, seconds } from './format';
import { DEMO_LOGIN } from './n8n-client';
import { withProgress } from './progress';
import type { Service } from './service';
import type { N8n } from './start-n8n';
import { StepError } from './step-error.mjs';
import { exampleWorkflow } from './workflows';

/** Bytes. api.video takes up to 200 MiB in one request: this must be sent in several. */
const DEMO_VIDEO_SIZE = 260 * 1024 * 1024;

/** What is in place: the file, and the workflows by their IDs. */
interface Demo {
	file: { path: string; size: number };
	workflows: { upload: string; delegated: string };
}

/** Puts credential, workflows and video in place, as a user would in the editor. */
export async function prepareDemo(n8n: N8n, service: Service, signal: AbortSignal): Promise<Demo> {
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
	const load = async (name: string) =>
		await n8n.client.importWorkflow(
			await exampleWorkflow(name, { file: file.path, credentials: { apiVideoApi } }),
		);
	const upload = await load('upload-from-disk');
	return { file, workflows: { upload, delegated: await load('delegated-token') } };
}

/**
 * The main job: disk -> n8n -> api.video, then a change of the video's details.
 *
 * @returns what happened, for people
 */
export async function runDemo(
	n8n: N8n,
	service: Service,
	{ file, workflows }: Demo,
	signal: AbortSignal,
): Promise<string[]> {
	const execution = await withProgress('Running the workflow: disk → n8n → upload → update', () =>
		n8n.client.execute(workflows.upload, { signal }),
	);
	if (execution.status !== 'success') {
		const { message, description } = execution.error ?? { message: execution.status };
		throw new StepError(`The workflow ended with: ${message}`, description ?? '');
	}
	const [video] = execution.items('Update video');
	const verdict = await withProgress('Comparing what arrived with the file', () =>
		service.verify(video.videoId, file),
	);
	return [
		`Video         ${video.videoId}, "${video.title}", ${file.size} bytes to ${service.name}`,
		`Time          ${seconds(execution.milliseconds)} for the whole workflow, ${rate(file.size, execution.milliseconds)}`,
		`Verified      ${verdict}`,
		`Player        ${video.assets?.player}`,
	];
}

/** @returns where to go on, for people */
export function howToContinue(n8n: N8n, { credential }: Service, { workflows }: Demo): string[] {
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
