/** By keyboard alone, in n8n's own editor: an upload from the empty search to the video, and the credential for it. */
import { API_KEY, TEST_TIMEOUT, type Video } from '../n8n/realN8n';
import { call } from '../emulator/caller';
import { savesInLastStep } from './support/byWords';
import { deleteCredentials } from './support/deleteCredentials';
import { eventually } from './support/eventually';
import { Keys } from './support/keys';
import { useEditor } from './support/useEditor';

const TITLE = 'Sent without a mouse';

/** The entry of an open list that Enter would take. */
const OPTION = '[role="option"].hover:visible';

const editor = useEditor();

const step = (name: string, type: string, typeVersion: number, parameters: object) => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [name === 'Start' ? 0 : 220, 0],
	parameters,
});

/** A workflow that reads a file, for the upload to follow. */
function readingOf({ path }: Video) {
	const fileSelector = path.replaceAll('\\', '/');
	return {
		name: 'By keyboard',
		nodes: [
			step('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			step('Read', 'n8n-nodes-base.readWriteFile', 1.1, {
				operation: 'read',
				fileSelector,
				options: {},
			}),
		],
		connections: { Start: { main: [[{ node: 'Read', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

/** No key selects one step alone; where several are selected, a new one follows the last. */
async function selectAll(keys: Keys, steps: number): Promise<void> {
	const selected = async () => {
		await keys.press('Control+a');
		return await editor.page.locator('.vue-flow__node.selected').count();
	};
	await eventually(selected, steps);
}

test(
	'a video is uploaded by keyboard alone',
	async () => {
		const { real, page } = editor;
		const keys = new Keys(page);
		const form = page.getByTestId('ndv');
		const video = await real.video('without-a-mouse.mp4', 300_000);
		// The newer one is what the form begins with, so that there is something to choose.
		await real.n8n.client.importCredential({
			name: 'Another account',
			type: 'apiVideoApi',
			data: { apiKey: 'not the key', environment: 'custom', baseUrl: real.emulator.url },
		});
		const id = await real.n8n.client.importWorkflow(readingOf(video));
		await page.goto(`${real.n8n.url}/workflow/${id}`);

		await selectAll(keys, 2);
		await keys.press('n');
		const search = page.getByTestId('node-creator-search-bar').and(page.locator(':focus'));
		await search.waitFor();
		await keys.type('api.video');
		const highlighted = (type: string) =>
			page.locator(`[data-keyboard-nav-type="${type}"][class*="_active_"]`);
		await highlighted('node')
			.filter({ hasText: /^\s*api\.video/ })
			.waitFor();
		await keys.press('Enter');
		await highlighted('action').filter({ hasText: 'Upload video' }).waitFor();
		await keys.arrowTo('ArrowDown', highlighted('action'), 'Delete video');
		await keys.arrowTo('ArrowUp', highlighted('action'), 'Upload video');
		await keys.press('Enter');

		await form.locator(':focus').waitFor();
		const credential = form.getByTestId('node-credentials-select').locator('input');
		await eventually(async () => await credential.inputValue(), 'Another account');
		await keys.tabTo(credential);
		await keys.arrowTo('ArrowDown', page.locator(OPTION), real.credential.name);
		await keys.press('Enter');
		await eventually(async () => await credential.inputValue(), real.credential.name);
		await keys.tabTo(form.getByTestId('parameter-input-title').locator('input'));
		const saved = page.waitForRequest((request) => savesInLastStep(request, TITLE));
		await keys.type(TITLE);
		await saved;
		// From within a field n8n does not take Escape.
		await keys.press('Shift+Tab');
		await keys.press('Escape');
		await form.waitFor({ state: 'detached' });

		await keys.press('Control+Enter');
		await page.getByTestId('canvas-node-status-success').nth(2).waitFor();
		const { body } = await call(real.emulator, 'GET', '/videos');
		expect(body.data).toEqual([expect.objectContaining({ title: TITLE })]);
		const [{ videoId }] = body.data as [{ videoId: string }];
		expect(await real.emulator.videoFile(videoId)).toMatchObject({ sha256: video.sha256 });
	},
	TEST_TIMEOUT,
);

// The last one, as it deletes the credentials that all tests of this file begin with.
test(
	'a credential is made by keyboard alone, from a step that has none',
	async () => {
		const { real, page } = editor;
		const { client } = real.n8n;
		const keys = new Keys(page);
		await deleteCredentials(client, 'apiVideoApi');
		const id = await client.importWorkflow({
			name: 'Without a credential',
			nodes: [step('List', 'n8n-nodes-apivideo.apiVideo', 1, { operation: 'getAll' })],
			connections: {},
			settings: { executionOrder: 'v1' },
		});
		await page.goto(`${real.n8n.url}/workflow/${id}`);

		await selectAll(keys, 1);
		await keys.press('Enter');
		const form = page.getByTestId('ndv');
		await keys.tabTo(form.getByRole('button', { name: 'Connect to api.video' }));
		await keys.press('Enter');
		const dialog = page.getByTestId('editCredential-modal');
		const field = (name: string) => dialog.getByTestId(`parameter-input-${name}`).locator('input');
		await keys.tabTo(field('apiKey'));
		await keys.type(API_KEY);
		await keys.tabTo(field('environment'));
		await keys.press('Enter');
		await keys.arrowTo('ArrowDown', page.locator(OPTION), 'Custom');
		await keys.press('Enter');
		await keys.tabTo(field('baseUrl'));
		await keys.type(real.emulator.url);
		await keys.tabTo(dialog.getByTestId('credential-save-button').getByRole('button'), 'Shift+Tab');
		real.emulator.requests.clear();
		await keys.press('Enter');
		// It closes by itself once n8n has tested it and it works.
		await dialog.waitFor({ state: 'detached' });

		const chosen = form.getByTestId('node-credentials-select').locator('input');
		await eventually(async () => await chosen.inputValue(), 'api.video account');
		const signIns = real.emulator.requests.matching('POST', '/auth/api-key');
		expect(signIns.map(({ status }) => status)).toContain(200);
	},
	TEST_TIMEOUT,
);
