/**
 * `node scripts/screenshots.mjs`: makes the pictures of the documents again (docs/images/), in a real
 * n8n with a local api.video, by mouse in a real Chromium. CHROMIUM_PATH names another Chromium.
 *
 *   node scripts/screenshots.mjs [--dark] [--to <folder>] [--examples]
 *
 * --examples: only those of the workflows in examples/.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeVideo } from './lib/demo-video.mjs';
import { openEditor, PATIENCE } from './lib/editor.mjs';
import { projectFolder, temporaryFolder } from './lib/folders.mjs';
import { ensureN8n } from './lib/install-n8n.mjs';
import { poll } from './lib/poll.mjs';
import { withProgress } from './lib/progress.mjs';
import { firstUpload } from './lib/first-upload.mjs';
import { ensureBuild, ensureDependencies } from './lib/project.mjs';
import { startService } from './lib/service.mjs';
import { startN8n } from './lib/start-n8n.mjs';
import { StepError } from './lib/step-error.mjs';
import { exampleNames, exampleWorkflow } from './lib/workflows.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** In pixels; npm and GitHub show a README about 900 wide. */
const SIZE = { width: 1280, height: 720 };

const MIB = 1024 * 1024;

const { values: options } = parseArgs({
	options: { dark: { type: 'boolean' }, to: { type: 'string' }, examples: { type: 'boolean' } },
});
const target = resolve(options.to ?? join(projectFolder, 'docs', 'images'));

/** What has to be undone at the end, last thing first. @type {Array<() => Promise<unknown>>} */
const cleanUp = [];

try {
	await main();
} catch (error) {
	console.error(error instanceof StepError ? `\n${error.toText()}` : error);
	process.exitCode = 1;
} finally {
	for (const undo of cleanUp.reverse()) await undo();
}

async function main() {
	await ensureDependencies();
	await ensureBuild();
	await mkdir(target, { recursive: true });
	const directory = await temporaryFolder('screenshots');
	cleanUp.push(async () => await rm(directory, { recursive: true, force: true, maxRetries: 3 }));
	const service = await startService({ directory: join(directory, 'received') });
	cleanUp.push(service.close);
	const n8n = await withProgress('Starting n8n', async () =>
		startN8n({
			installation: await ensureN8n(),
			readableFolder: join(directory, 'videos'),
		}),
	);
	cleanUp.push(n8n.stop);

	const { url, client } = n8n;
	const { page, stop } = await withProgress('Opening the editor', async () =>
		openEditor(url, { viewport: SIZE, colorScheme: options.dark ? 'dark' : 'light' }),
	);
	cleanUp.push(stop);
	const step = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ take) =>
		await withProgress(`docs/images/${name}.png`, take);

	if (options.examples) return await canvases(n8n, page, step);
	await step('credential', async () => await credential(page, url, service.credential));
	const apiVideoApi = await client.importCredential({
		name: 'api.video account',
		type: 'apiVideoApi',
		data: service.credential,
	});
	const first = `${url}/workflow/${await client.importWorkflow(firstUpload(apiVideoApi))}`;
	const video = join(n8n.readableFolder, 'maths-lesson.mp4');
	await makeVideo(video, 24 * MIB);
	await step('node-panel', async () => await nodePanel(page, first));
	await step('upload-form', async () => await uploadForm(page, first, video));
	await makeVideo(video, 260 * MIB);
	const chosen = { file: video, credentials: { apiVideoApi } };
	const fromDisk = await client.importWorkflow(await exampleWorkflow('upload-from-disk', chosen));
	await step('workflow', async () => await workflow(page, `${url}/workflow/${fromDisk}`));
	const execution = await client.execute(fromDisk);
	const [uploaded] = execution.items('Update video');
	await step('player', async () => await player(page, uploaded.assets.player));
	await page.setViewportSize(SIZE);
	await canvases(n8n, page, step);
}

/**
 * All workflows of examples/.
 * @param {import('./lib/start-n8n.mjs').N8n} n8n
 * @param {Page} page
 * @param {(name: string, take: () => Promise<void>) => Promise<void>} step
 */
async function canvases({ url, client }, page, step) {
	for (const name of await exampleNames()) {
		const id = await client.importWorkflow(await exampleWorkflow(name, { credentials: {} }));
		await step(name, async () => await canvas(page, `${url}/workflow/${id}`, name));
	}
}

/**
 * A workflow of examples/ as it is when it was imported.
 * @param {Page} page
 * @param {string} workflowUrl
 * @param {string} name
 */
async function canvas(page, workflowUrl, name) {
	await openWorkflow(page, workflowUrl);
	await closeToasts(page);
	await page.getByTestId('zoom-to-fit').click();
	await page.mouse.move(SIZE.width / 2, 5);
	// n8n fits the steps into the whole window, also to where its buttons lie over them.
	await page.addStyleTag({
		content:
			'[class*="executionButtons"], [data-test-id^="execute-workflow-button"] { display: none }',
	});
	await settled(page);
	await page.screenshot(into(name));
}

/**
 * The form of the API key, after a test that worked.
 * @param {Page} page
 * @param {string} url
 * @param {{ apiKey: string, baseUrl: string }} account
 */
async function credential(page, url, { apiKey, baseUrl }) {
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
	await dialog.screenshot(into('credential'));
	await page.goto(`${url}/home/credentials`);
	await page.getByTestId('credential-card-actions').first().click();
	await page.getByRole('menuitem', { name: 'Delete' }).click();
	await page.getByRole('button', { name: /^Yes/ }).click();
	await page.getByTestId('credential-card-actions').waitFor({ state: 'detached' });
}

/**
 * The search for a node.
 * @param {Page} page
 * @param {string} workflowUrl
 */
async function nodePanel(page, workflowUrl) {
	await openWorkflow(page, workflowUrl);
	await page.getByTestId('node-creator-plus-button').click();
	await page.getByTestId('node-creator-search-bar').fill('video');
	await page
		.getByTestId('item-iterator-item')
		.filter({ hasText: /^\s*api\.video/ })
		.hover();
	await settled(page);
	await page.screenshot(into('node-panel'));
}

/**
 * Uploads a file through n8n's form, and shows the step that uploaded it.
 * @param {Page} page
 * @param {string} workflowUrl
 * @param {string} file
 */
async function uploadForm(page, workflowUrl, file) {
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
	await page.mouse.move(SIZE.width / 2, 5);
	await settled(page);
	await page.screenshot(into('upload-form'));
}

/**
 * A workflow after it has run.
 * @param {Page} page
 * @param {string} workflowUrl
 */
async function workflow(page, workflowUrl) {
	await openWorkflow(page, workflowUrl);
	await page.getByTestId('execute-workflow-button').click();
	await page.getByTestId('canvas-node-status-success').nth(3).waitFor();
	await closeToasts(page);
	await page.getByTestId('execute-workflow-button').getByText('Execute workflow').waitFor();
	await page.getByTestId('zoom-to-fit').click();
	await page.mouse.move(SIZE.width / 2, 5);
	await settled(page);
	await page.screenshot(into('workflow'));
}

/**
 * The page of the emulator that plays the video.
 * @param {Page} page
 * @param {string} address
 */
async function player(page, address) {
	await page.goto(address);
	await page.setViewportSize({ width: 900, height: 780 });
	await page.locator('video').evaluate(
		async (video) =>
			await new Promise((resolve) => {
				const element = /** @type {any} */ (video);
				element.addEventListener('seeked', resolve, { once: true });
				element.currentTime = 1.5;
			}),
	);
	// Enough to play on: until then a wheel turns on the picture.
	await page.waitForFunction(`document.querySelector('video').readyState === 4`);
	await page
		.locator('#sha256')
		.filter({ hasText: /^[0-9a-f]{64}$/ })
		.waitFor();
	await page.screenshot(into('player'));
}

/**
 * @param {Page} page
 * @param {string} workflowUrl
 */
async function openWorkflow(page, workflowUrl) {
	await page.goto(workflowUrl);
	await page.getByTestId('canvas-node').first().locator('img, svg').first().waitFor();
}

/**
 * Closes the messages in the corner, which would lie over the picture.
 * @param {Page} page
 */
async function closeToasts(page) {
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

/**
 * Waits until pictures are loaded and nothing moves any more.
 * @param {Page} page
 */
async function settled(page) {
	await page.waitForFunction(
		`[...document.images].every((image) => image.complete)
			&& document.getAnimations().every(({ playState, effect }) =>
				playState !== 'running' || effect.getComputedTiming().iterations === Infinity)`,
	);
}

/** @param {string} name */
function into(name) {
	return { path: join(target, `${name}.png`) };
}
