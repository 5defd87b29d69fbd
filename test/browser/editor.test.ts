/** The node in n8n's own editor, used as a person uses it: by mouse, in a real browser. */
import type { Locator } from 'playwright-core';
import { uploadToken } from '../emulator/caller';
import { API_KEY, TEST_TIMEOUT } from '../n8n/realN8n';
import { expectIcons, withColors } from './support/colorScheme';
import { eventually } from './support/eventually';
import { NodeForm } from './support/nodeForm';
import { useEditor } from './support/useEditor';

const WRONG_KEY = 'not the key at all';
const WRONG_TOKEN = 'to1';
const FILE_NAME = 'uploaded-before.mp4';

const editor = useEditor();
let workflowUrl: string;

beforeAll(async () => {
	const { real } = editor;
	const workflowId = await real.importExample(
		'upload-from-disk',
		await real.video(FILE_NAME, 20_000),
	);
	workflowUrl = `${real.n8n.url}/workflow/${workflowId}`;
	const { status } = await real.n8n.client.execute(workflowId);
	expect(status).toBe('success');
}, TEST_TIMEOUT);

/** Opens the workflow afresh, and searches the panel in which one chooses the next step. */
async function searchNodePanel(text: string): Promise<Locator> {
	await editor.page.goto(workflowUrl);
	await editor.page.getByTestId('canvas-node').first().waitFor();
	await editor.page.getByTestId('node-creator-plus-button').click();
	await editor.page.getByTestId('node-creator-search-bar').fill(text);
	return editor.page.getByTestId('item-iterator-item').filter({ hasText: /^\s*api\.video/ });
}

/** Adds a step with one of the node's actions; its form opens. */
async function addStep(action: string): Promise<Locator> {
	await (await searchNodePanel('api.video')).click();
	await editor.page
		.getByTestId('item-iterator-item')
		.getByText(action, { exact: true })
		.first()
		.click();
	const form = editor.page.getByTestId('ndv');
	await form.getByTestId('node-credentials-select').waitFor();
	return form;
}

/** Fills in where the service is, and saves; n8n then tests the credential. */
async function connectToEmulator(dialog: Locator) {
	await dialog.getByTestId('parameter-input-environment').click();
	const environments = editor.page.getByRole('option').filter({ visible: true });
	const names = async () => (await environments.allInnerTexts()).map((text) => text.split('\n')[0]);
	await eventually(names, ['Production', 'Sandbox', 'Custom']);
	await environments.filter({ hasText: /^\s*Custom/ }).click();
	await dialog
		.getByTestId('parameter-input-baseUrl')
		.locator('input')
		.fill(editor.real.emulator.url);
	await dialog.getByTestId('credential-save-button').click();
}

/** What a person sees on the page, without what stands in fields. */
const seen = async () => await editor.page.locator('body').innerText();

/** Which of these texts a form shows. */
async function shownOf(form: Locator, texts: readonly string[]): Promise<string[]> {
	const text = await form.innerText();
	return texts.filter((one) => text.includes(one));
}

describe('the search for a node', () => {
	it.each(['light', 'dark'] as const)(
		'shows it with its icon, also where the editor is %s',
		async (colors) =>
			await withColors(editor.page, colors, async () => {
				const found = await searchNodePanel('api.video');
				await found.waitFor();
				await expectIcons(editor.page, colors);
			}),
		TEST_TIMEOUT,
	);
});

describe('the credential', () => {
	it(
		'says plainly that a key is wrong, and turns green with the right one, and shows neither',
		async () => {
			await editor.page.goto(`${editor.real.n8n.url}/home/credentials/create`);
			await editor.page
				.getByTestId('new-credential-type-select')
				.locator('input')
				.fill('api.video');
			await editor.page
				.getByTestId('new-credential-type-select-option')
				.filter({ hasText: /^\s*api\.video API\s*$/ })
				.click();
			await editor.page.getByTestId('new-credential-type-button').click();
			const dialog = editor.page.getByTestId('editCredential-modal');
			const key = dialog.getByTestId('parameter-input-apiKey').locator('input');
			await key.fill(WRONG_KEY);
			await eventually(async () => await key.getAttribute('type'), 'password');
			const link = dialog.getByRole('link', { name: /API Keys/ });
			const address = 'https://dashboard.api.video/apikeys';
			await eventually(async () => await link.getAttribute('href'), address);
			await connectToEmulator(dialog);
			await dialog.getByText('More details').click();
			await dialog.getByText('api.video does not accept the API key').waitFor();
			expect(await seen()).not.toContain(WRONG_KEY);
			expect(await seen()).not.toMatch(/\b401\b|undefined|\[object/);

			await key.fill(API_KEY);
			await dialog.getByTestId('credential-save-button').click();
			await dialog.getByTestId('credentials-config-container-test-success').waitFor();
			expect(await seen()).not.toContain(API_KEY);
			expect(await seen()).not.toContain(WRONG_KEY);
		},
		TEST_TIMEOUT,
	);
});

describe('the form', () => {
	it(
		'of Upload opens with plain fields, ready to be filled in',
		async () => {
			const form = await addStep('Upload video');
			const field = form.getByTestId('parameter-input-binaryPropertyName').locator('input');
			await eventually(async () => await field.inputValue(), 'data');
			const labels = ['Upload With', 'Input Binary Field', 'Title', 'Additional Fields'];
			await eventually(async () => await shownOf(form, labels), labels);
			await eventually(async () => await new NodeForm(editor.page).expressions().count(), 0);
			expect(await form.innerText()).not.toMatch(/undefined|\[object|\{\{/);
		},
		TEST_TIMEOUT,
	);

	it(
		'of Update offers the video that was uploaded before',
		async () => {
			const form = await addStep('Update video');
			await form.getByTestId('rlc-input').click();
			const entry = editor.page.getByTestId('rlc-item').filter({ hasText: FILE_NAME });
			await entry.click();
			const field = form
				.getByTestId('resource-locator-videoId')
				.locator('input[data-test-id="rlc-input"], [data-test-id="rlc-input"] input');
			const picked = async () => {
				const [title, made = ''] = (await field.inputValue()).split(' (');
				return [title, made.replaceAll(/\d/g, '0')];
			};
			await eventually(picked, [FILE_NAME, '0000-00-00 00:00)']);
		},
		TEST_TIMEOUT,
	);

	it(
		'of Upload takes a delegated token in place of an API key, also with the blanks around it',
		async () => {
			const token = await uploadToken(editor.real.emulator);
			const form = await addStep('Upload video');
			await form.getByTestId('parameter-input-uploadWith').click();
			await editor.page.getByRole('option', { name: /^Delegated Token Credential/ }).click();
			await form.getByText('A delegated token can send a file and nothing else').waitFor();
			await form.getByRole('button', { name: 'Connect to api.video Delegated Token' }).click();
			const dialog = editor.page.getByTestId('editCredential-modal');
			const field = dialog.getByTestId('parameter-input-uploadToken').locator('input');
			await field.fill(WRONG_TOKEN);
			await connectToEmulator(dialog);
			await dialog.getByText('More details').click();
			await dialog.getByText('The delegated token is not valid').waitFor();
			await field.fill(` ${token} `);
			await dialog.getByTestId('credential-save-button').click();
			// Opened from a step, it closes by itself when the credential works.
			await dialog.waitFor({ state: 'detached' });

			await form.getByTestId('node-credentials-select').waitFor();
			const labels = ['Input Binary Field', 'Additional Fields'];
			await eventually(async () => await shownOf(form, labels), ['Input Binary Field']);
			expect(await seen()).not.toContain(token);
		},
		TEST_TIMEOUT,
	);
});
