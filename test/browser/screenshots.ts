import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { withCleanUp, type CleanUp } from '../../scripts/lib/clean-up';
import { makeVideo } from '../../scripts/lib/demo-video';
import { projectFolder, temporaryFolder } from '../../scripts/lib/folders.mjs';
import { ensureN8n } from '../../scripts/lib/install-n8n';
import type { Reference } from '../../scripts/lib/n8n-client';
import { poll } from '../../scripts/lib/poll.mjs';
import { withProgress } from '../../scripts/lib/progress';
import { ensureBuild } from '../../scripts/lib/build';
import { startService, type Service } from '../../scripts/lib/service';
import { startN8n, type N8n } from '../../scripts/lib/start-n8n';
import { exampleNames, exampleWorkflow } from '../../scripts/lib/workflows';
import { apiVideo, UPLOAD, workflowOf } from '../../scripts/proof/steps';
import { openEditor, PATIENCE } from './support/openEditor';
import { stillness } from './support/stillness';

/** In pixels; npm and GitHub show a README about 900 wide. */
const SIZE = { width: 1280, height: 720 };

const MIB = 1024 * 1024;

/** Where pictures are taken. */
interface Studio {
	page: Page;
	n8n: N8n;
	/** Calls `take`, and keeps what the page, or the part of it that `take` returns, shows then. */
	picture(name: string, take: () => Promise<Pick<Page, 'screenshot'> | void>): Promise<void>;
}

/**
 * `npm run screenshots`: makes the pictures of the documents again (docs/images/), in a real n8n with a local api.video, by
 * mouse in a real Chromium. CHROMIUM_PATH names another Chromium.
 *
 *   npm run screenshots -- [--dark] [--to <folder>] [--examples]
 *
 * --examples: only those of the workflows in examples/.
 */
export async function main(args: string[], signal: AbortSignal): Promise<number> {
	const { values } = parseArgs({
		args,
		options: { dark: { type: 'boolean' }, to: { type: 'string' }, examples: { type: 'boolean' } },
	});
	const target = resolve(values.to ?? join(projectFolder, 'docs', 'images'));
	await mkdir(target, { recursive: true });
	await ensureBuild(signal);
	await withCleanUp(async (cleanUp) => {
		const directory = await temporaryFolder('screenshots');
		cleanUp.push(async () => await rm(directory, { recursive: true, force: true, maxRetries: 3 }));
		const service = await startService({ directory: join(directory, 'received') });
		cleanUp.push(service.close);
		const studio = await openStudio({ directory, target, isDark: values.dark, signal }, cleanUp);
		if (!values.examples) await firstSteps(studio, service);
		await canvases(studio);
	});
	return 0;
}

async function openStudio(
	where: { directory: string; target: string; isDark?: boolean; signal: AbortSignal },
	cleanUp: CleanUp,
): Promise<Studio> {
	const { directory, target, isDark, signal } = where;
	const installation = await ensureN8n({ signal });
	const n8n = await withProgress('Starting n8n', () =>
		startN8n({ installation, readableFolder: join(directory, 'videos'), signal }),
	);
	cleanUp.push(n8n.stop);
	const { page, stop } = await withProgress('Opening the editor', () =>
		openEditor(n8n.url, { viewport: SIZE, colorScheme: isDark ? 'dark' : 'light' }),
	);
	cleanUp.push(stop);
	const picture: Studio['picture'] = async (name, take) =>
		await withProgress(`${name}.png`, async () => {
			signal.throwIfAborted();
			const shown = (await take()) ?? page;
			await shown.screenshot({ path: join(target, `${name}.png`) });
		});
	return { page, n8n, picture };
}

/** From the credential to the video that plays. */
async function firstSteps({ page, n8n, picture }: Studio, service: Service): Promise<void> {
	const { url, client } = n8n;
	await picture('credential', async () => await credential(page, url, service.credential));
	await deleteCredential(page, url);
	const apiVideoApi = await client.importCredential({
		name: 'api.video account',
		type: 'apiVideoApi',
		data: service.credential,
	});
	const first = `${url}/workflow/${await client.importWorkflow(firstUpload(apiVideoApi))}`;
	const video = join(n8n.readableFolder, 'maths-lesson.mp4');
	await makeVideo(video, 24 * MIB);
	await picture('node-panel', async () => await nodePanel(page, first));
	await picture('upload-form', async () => await uploadForm(page, first, video));
	await makeVideo(video, 260 * MIB);
	const chosen = { file: video, credentials: { apiVideoApi } };
	const fromDisk = await client.importWorkflow(await exampleWorkflow('upload-from-disk', chosen));
	await picture('workflow', async () => await workflow(page, `${url}/workflow/${fromDisk}`));
	const [uploaded] = (await client.execute(fromDisk)).items('Update video');
	await picture('player', async () => await player(page, String(uploaded.assets?.player)));
	await page.setViewportSize(SIZE);
}

/** The workflow that the README builds: a form with a file, and the upload. */
function firstUpload(apiVideoApi: Reference): object {
	const form = {
		name: 'On form submission',
		type: 'n8n-nodes-base.formTrigger',
		typeVersion: 2.6,
		webhookId: 'a91d3e03-0000-4000-8000-000000000002',
		parameters: {
			formTitle: 'Upload a video',
			formFields: { values: [{ fieldLabel: 'data', fieldType: 'file', multipleFiles: false }] },
		},
	};
	const upload = apiVideo({ apiVideoApi }, UPLOAD, { name: 'Upload video' });
	return { ...workflowOf([form, upload]), name: 'My first upload' };
}

/** All workflows of examples/, as they are when they were imported. */
async function canvases({ page, n8n, picture }: Studio): Promise<void> {
	for (const name of await exampleNames()) {
		const example = await exampleWorkflow(name, { credentials: {} });
		const id = await n8n.client.importWorkflow(example);
		await picture(name, async () => {
			await openWorkflow(page, `${n8n.url}/workflow/${id}`);
			await closeToasts(page);
			await page.getByTestId('zoom-to-fit').click();
			// n8n fits the steps into the whole window, also to where its buttons lie over them.
			await page.addStyleTag({
				content:
					'[class*="executionButtons"], [data-test-id^="execute-workflow-button"] { display: none }',
			});
			await settled(page);
		});
	}
}

/** The form of the API key, after a test that worked. */
async function credential(page: Page, url: string, { apiKey, baseUrl }: Service['credential']) {
	await page.goto(`${url}/home/credentials/create`);
	await page.getByTestId('new-credential-type-select').locator('input').fill('api.video');
	await page
		.getByTestId('new-credential-type-select-option')
		.filter({ hasText: /^\s*api\.video API\s*$/ })
		.click();
	await page.getByTestId('new-credential-type-button').click();
	const dialog = page.getByTestId('editCredential-modal');
	await dialog.getByTestId('parameter-input-apiKey').locator('input').fill(apiKey);
	await dialog.getByTestId('parameter-input-environment').click();
	await page.getByRole('option', { name: /^Custom/ }).click();
	await dialog.getByTestId('parameter-input-baseUrl').locator('input').fill(baseUrl);
	await dialog.getByTestId('credential-save-button').click();
	await dialog.getByTestId('credentials-config-container-test-success').waitFor();
	await closeToasts(page);
	return dialog;
}

async function deleteCredential(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/home/credentials`);
	await page.getByTestId('credential-card-actions').first().click();
	await page.getByRole('menuitem', { name: 'Delete' }).click();
	await page.getByRole('button', { name: /^Yes/ }).click();
	await page.getByTestId('credential-card-actions').waitFor({ state: 'detached' });
}

/** The search for a node. */
async function nodePanel(page: Page, workflowUrl: string): Promise<void> {
	await openWorkflow(page, workflowUrl);
	await page.getByTestId('node-creator-plus-button').click();
	await page.getByTestId('node-creator-search-bar').fill('video');
	await page
		.getByTestId('item-iterator-item')
		.filter({ hasText: /^\s*api\.video/ })
		.hover();
	await stillness(page);
}

/** Uploads a file through n8n's form, and shows the step that uploaded it. */
async function uploadForm(page: Page, workflowUrl: string, file: string): Promise<void> {
	await openWorkflow(page, workflowUrl);
	const opened = page.context().waitForEvent('page');
	await page.getByTestId('execute-workflow-button').click();
	const form = await opened;
	await form.locator('input[type=file]').setInputFiles(file);
	await form.locator('button[type=submit]').click();
	await page.bringToFront();
	await page.getByTestId('canvas-node-status-success').nth(1).waitFor();
	await form.close();
	await closeToasts(page);
	await page.getByTestId('canvas-node').filter({ hasText: 'Upload video' }).dblclick();
	const output = page.getByTestId('output-panel');
	await output.getByTestId('radio-button-schema').click();
	await output.getByText('player', { exact: true }).waitFor();
	await settled(page);
}

/** A workflow after it has run. */
async function workflow(page: Page, workflowUrl: string): Promise<void> {
	await openWorkflow(page, workflowUrl);
	await page.getByTestId('execute-workflow-button').click();
	await page.getByTestId('canvas-node-status-success').nth(3).waitFor();
	await closeToasts(page);
	await page.getByTestId('execute-workflow-button').getByText('Execute workflow').waitFor();
	await page.getByTestId('zoom-to-fit').click();
	await settled(page);
}

/** The page of the emulator that plays the video. */
async function player(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.setViewportSize({ width: 900, height: 780 });
	await page.evaluate(`new Promise((resolve) => {
		const video = document.querySelector('video');
		video.addEventListener('seeked', resolve, { once: true });
		video.currentTime = 1.5;
	})`);
	// Enough to play on: until then a wheel turns on the picture.
	await page.waitForFunction(`document.querySelector('video').readyState === 4`);
	await page
		.locator('#sha256')
		.filter({ hasText: /^[0-9a-f]{64}$/ })
		.waitFor();
}

async function openWorkflow(page: Page, workflowUrl: string): Promise<void> {
	await page.goto(workflowUrl);
	await page.getByTestId('canvas-node').first().locator('img, svg').first().waitFor();
}

/** Closes the messages in the corner, which would lie over the picture. */
async function closeToasts(page: Page): Promise<void> {
	const toast = page.locator('.el-notification__closeBtn');
	await poll(
		async () => {
			if ((await toast.count()) === 0) return true;
			await toast
				.first()
				.click({ timeout: 2000 })
				.catch(() => {});
			return undefined;
		},
		{ what: 'the messages to go away', timeoutMilliseconds: PATIENCE },
	);
}

/** Moves the mouse to where it points at nothing, and waits for stillness. */
async function settled(page: Page): Promise<void> {
	await page.mouse.move(SIZE.width / 2, 5);
	await stillness(page);
}
