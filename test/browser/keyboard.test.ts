/** An upload by keyboard alone, in n8n's own editor, from the empty search to the video. */
import { TEST_TIMEOUT, type Video } from '../n8n/realN8n';
import { call } from '../emulator/caller';
import { savesInLastStep } from './support/byWords';
import { eventually } from './support/eventually';
import { Keys } from './support/keys';
import { useEditor } from './support/useEditor';

const TITLE = 'Sent without a mouse';

const editor = useEditor();

/** A workflow that reads a file, for the upload to follow. */
function readingOf({ path }: Video) {
	const step = (name: string, type: string, typeVersion: number, parameters: object) => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [name === 'Start' ? 0 : 220, 0],
		parameters,
	});
	const fileSelector = path.replaceAll('\\', '/');
	return {
		name: 'By keyboard',
		nodes: [
			step('Start', 'manualTrigger', 1, {}),
			step('Read', 'readWriteFile', 1.1, { operation: 'read', fileSelector, options: {} }),
		],
		connections: { Start: { main: [[{ node: 'Read', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
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

		// No key selects one step alone; of all that are selected the new one follows the last.
		const selected = async () => {
			await keys.press('Control+a');
			return await page.locator('.vue-flow__node.selected').count();
		};
		await eventually(selected, 2);
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
		await keys.arrowTo(
			'ArrowDown',
			page.locator('[role="option"].hover:visible'),
			real.credential.name,
		);
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
