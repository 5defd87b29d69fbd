/** What README tells a newcomer to do, done as it says, by mouse, in n8n's own editor. */
import type { Locator } from 'playwright-core';
import { call } from '../emulator/caller';
import { API_KEY, TEST_TIMEOUT } from '../n8n/realN8n';
import { ReadmeSteps } from './support/readmeSteps';
import { useEditor } from './support/useEditor';

const editor = useEditor();

/** What a list that is open now offers. */
const option = (name: string): Locator =>
	editor.page
		.getByRole('option')
		.filter({ visible: true })
		.filter({ has: exactly(name) });

const exactly = (text: string): Locator => editor.page.getByText(text, { exact: true });

/** The field of a step's form below a label. */
const below = (label: string): Locator =>
	editor.page
		.getByTestId('ndv')
		.locator('.parameter-item')
		.filter({ has: editor.page.getByTestId('input-label').filter({ hasText: startsWith(label) }) })
		.last();

const startsWith = (label: string): RegExp => new RegExp(`^\\s*${label}\\b`);

test(
	'the package is installed where the README says',
	async () => {
		const readme = new ReadmeSteps('Installation');
		const { page, real } = editor;
		await page.goto(real.n8n.url);
		await page
			.getByTestId('main-sidebar-settings')
			.or(exactly(readme.say('Settings')))
			.first()
			.click();
		await exactly(readme.say('Community nodes')).first().click();
		await exactly(readme.say('Install a community node')).click();
		const dialog = page.getByRole('dialog').filter({ hasText: readme.say('npm Package Name') });
		await dialog.getByTestId('package-name-input').waitFor();
		await dialog.getByRole('button', { name: readme.say('Install'), exact: true }).waitFor();
		expect(readme.rest).toEqual([]);
	},
	TEST_TIMEOUT,
);

test(
	'the first upload takes the five steps of the README',
	async () => {
		const readme = new ReadmeSteps('Your first upload in five steps');
		const { page, real } = editor;
		const video = await real.video('holiday.mp4', 300_000);
		const form = page.getByTestId('ndv');

		// A newcomer has none yet.
		await real.n8n.client.call('DELETE', `/credentials/${real.credential.id}`);
		await page.goto(`${real.n8n.url}/workflow/new`);
		await page.getByText(readme.say('Add first step…').replace('…', '')).first().waitFor();
		await page.getByTestId('canvas-add-button').click();
		await page
			.getByTestId('item-iterator-item')
			.filter({ has: exactly(readme.say('On form submission')) })
			.click();
		await below(readme.say('Form Title')).locator('input').fill('Upload a video');
		await form.getByRole('button', { name: readme.say('Add Form Element') }).click();
		await below(readme.say('Label')).locator('input').first().fill('data');
		await below(readme.say('Element Type')).locator('input').click();
		await option(readme.say('File')).click();
		await form.getByPlaceholder(readme.say('Add Attributes')).click();
		const multiple = readme.say('Multiple Files');
		await option(multiple).click();
		await below(multiple).locator('.el-switch').click();

		await page.keyboard.press('Escape');
		await form.waitFor({ state: 'detached' });
		readme.say('+');
		await page.getByTestId('canvas-handle-plus').click();
		await page.getByTestId('node-creator-search-bar').fill(readme.say('api.video'));
		await page
			.getByTestId('item-iterator-item')
			.filter({ hasText: /^\s*api\.video/ })
			.click();
		await page
			.locator('[data-keyboard-nav-type="action"]')
			.getByText(readme.say('Upload video'), { exact: true })
			.click();

		await form.getByRole('button', { name: readme.say('Connect to api.video') }).click();
		const credential = page.getByTestId('editCredential-modal');
		const field = (label: string) =>
			credential
				.getByTestId('credential-connection-parameter')
				.filter({ hasText: startsWith(label) })
				.locator('input');
		await field(readme.say('API Key')).fill(API_KEY);
		await field(readme.say('Environment')).click();
		await page
			.getByRole('option')
			.filter({ visible: true, hasText: /^\s*Custom/ })
			.click();
		await field('Base URL').fill(real.emulator.url);
		await credential.getByRole('button', { name: readme.say('Save'), exact: true }).click();
		await credential.waitFor({ state: 'detached' });

		expect(await below(readme.say('Input Binary Field')).locator('input').inputValue()).toBe(
			'data',
		);
		expect(await below(readme.say('Title')).locator('input').inputValue()).toBe('');

		await page.keyboard.press('Escape');
		await form.waitFor({ state: 'detached' });
		const [opened] = await Promise.all([
			page.context().waitForEvent('page'),
			page
				.getByRole('button', { name: readme.say('Execute workflow') })
				.first()
				.click(),
		]);
		await opened.locator('input[type=file]').setInputFiles(video.path);
		await opened.getByRole('button', { name: readme.say('Submit') }).click();
		await page.bringToFront();
		await page.getByTestId('canvas-node').filter({ hasText: 'Upload video' }).dblclick();
		await form.getByTestId('output-panel').getByText('holiday.mp4').first().waitFor();

		const { body } = await call(real.emulator, 'GET', '/videos');
		const [{ videoId, title }] = body.data as Array<{ videoId: string; title: string }>;
		expect(title).toBe('holiday.mp4');
		expect(await real.emulator.videoFile(videoId)).toMatchObject({ sha256: video.sha256 });
		expect(readme.rest).toEqual([]);
	},
	TEST_TIMEOUT,
);
