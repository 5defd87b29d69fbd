import type { Locator } from 'playwright-core';
import { call } from '../../emulator/caller';
import { API_KEY } from '../../n8n/realN8n';
import { ByWords } from '../support/byWords';
import { eventually } from '../support/eventually';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** Builds the workflow of the README from nothing, also the credential, and uploads a video with it. */
export async function walkFirstUpload({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('Your first upload in five steps');
	const hands = new ByWords(page);
	const { form } = hands;
	const video = await real.video('holiday.mp4', 300_000);

	// A newcomer has none yet.
	for (const { id } of await real.n8n.client.call<Array<{ id: string }>>('GET', '/credentials')) {
		await real.n8n.client.call('DELETE', `/credentials/${id}`);
	}
	await hands.begin(real.n8n.url, readme.say('Add first step…'));
	await hands.pick(readme.say('On form submission'));
	await hands.below(readme.say('Form Title')).locator('input').fill('Upload a video');
	await form.getByRole('button', { name: readme.say('Add Form Element') }).click();
	await hands.below(readme.say('Label')).locator('input').first().fill('data');
	await hands.choose(readme.say('Element Type'), readme.say('File'));
	await form.getByPlaceholder(readme.say('Add Attributes')).click();
	const multiple = readme.say('Multiple Files');
	await hands.option(multiple).click();
	await hands.below(multiple).locator('.el-switch').click();
	await hands.close();

	readme.say('+');
	await hands.add(readme.say('api.video'), readme.say('Upload video'));
	await form.getByRole('button', { name: readme.say('Connect to api.video') }).click();
	await connect(hands, readme, real.emulator.url);
	const value = async (label: string) => await hands.below(label).locator('input').inputValue();
	expect(await value(readme.say('Input Binary Field'))).toBe('data');
	expect(await value(readme.say('Title'))).toBe('');
	await hands.close();

	await submit(hands, readme, [video.path]);
	await hands.open('Upload video');
	await form.getByTestId('output-panel').getByText('holiday.mp4').first().waitFor();
	const { body } = await call(real.emulator, 'GET', '/videos?title=holiday.mp4');
	const [{ videoId }] = body.data as Array<{ videoId: string }>;
	expect(await real.emulator.videoFile(videoId)).toMatchObject({ sha256: video.sha256 });
	expect(readme.rest).toEqual([]);
}

/** Fills in the form of the credential; it closes by itself when the key works. */
async function connect({ page }: ByWords, readme: ReadmeSteps, baseUrl: string): Promise<void> {
	const credential = page.getByTestId('editCredential-modal');
	const field = (label: string): Locator =>
		credential
			.getByTestId('credential-connection-parameter')
			.filter({ hasText: new RegExp(`^\\s*${label}\\b`) })
			.locator('input');
	await field(readme.say('API Key')).fill(API_KEY);
	await field(readme.say('Environment')).click();
	await page
		.getByRole('option')
		.filter({ visible: true, hasText: /^\s*Custom/ })
		.click();
	await field('Base URL').fill(baseUrl);
	await credential.getByRole('button', { name: readme.say('Save'), exact: true }).click();
	await credential.waitFor({ state: 'detached' });
}

/** Runs a workflow that begins with a form, and hands the form files. */
async function submit({ page }: ByWords, readme: ReadmeSteps, paths: string[]): Promise<void> {
	const [opened] = await Promise.all([
		page.context().waitForEvent('page'),
		page
			.getByTestId('execute-workflow-button')
			.filter({ hasText: readme.say('Execute workflow') })
			.click(),
	]);
	await opened.locator('input[type=file]').setInputFiles(paths);
	await opened.getByRole('button', { name: readme.say('Submit') }).click();
	await page.bringToFront();
	await page.getByTestId('canvas-node-status-success').nth(1).waitFor();
	await opened.close();
}

/** Goes on in the workflow of the first upload, which is open. */
export async function walkSeveralFiles({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('Several files of one form');
	const hands = new ByWords(page);
	const videos = [await real.video('first.mp4', 50_000), await real.video('second.mp4', 60_000)];

	await hands.close();
	await hands.open(readme.say('On form submission'));
	await hands.below(readme.say('Multiple Files')).locator('.el-switch').click();
	await hands.close();
	await hands.open(readme.say('Upload video'));
	const names = hands.below(readme.say('Input Binary Field')).locator('input');
	await names.fill(readme.code('data_*'));
	await hands.close();
	real.emulator.requests.clear();
	await submit(
		hands,
		readme,
		videos.map(({ path }) => path),
	);
	const titles = async () => {
		const made = real.emulator.requests.matching('POST', '/videos');
		return made.map(({ body }) => (body as { title: string }).title).sort();
	};
	await eventually(titles, ['first.mp4', 'second.mp4']);
	expect(readme.rest).toEqual([]);
}
