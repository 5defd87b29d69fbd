/** Steps carried out in n8n's own editor, by mouse. */
import { FileServer } from '../../fileServer';
import type { Reference } from '../../scripts/lib/lab';
import { TEST_TIMEOUT } from '../n8n/realN8n';
import { call } from '../emulator/caller';
import { importChain } from './support/chain';
import { eventually } from './support/eventually';
import { NodeForm } from './support/nodeForm';
import { stockUp, type Stock } from './support/stock';
import { useEditor } from './support/useEditor';

/** The address that a webhook made by mouse is for. */
const ADDRESS = 'https://example.com/made-by-mouse';

const editor = useEditor();
let stock: Stock;

beforeAll(async () => {
	stock = await stockUp(editor.real.emulator);
}, TEST_TIMEOUT);

/** The addresses of the webhooks that the service holds. */
async function registered(): Promise<string[]> {
	const { body } = await call(editor.real.emulator, 'GET', '/webhooks');
	return (body.data as Array<{ url: string }>).map(({ url }) => url);
}

describe('a step', () => {
	let form: NodeForm;

	beforeAll(async () => {
		const url = await importChain(editor.real, [{ name: 'The step', type: 'apiVideo' }]);
		form = await NodeForm.open(editor.page, url, 'The step');
	}, TEST_TIMEOUT);

	it.each([
		['Analytics', 'Get Aggregated', 'metric', false],
		['Caption', 'Get Many', '/captions/fr.vtt', true],
		['Chapter', 'Get Many', '/chapters/fr.vtt', true],
		['Delegated Token', 'Get Many', 'ttl', false],
		['Live Stream', 'Get Many', 'Town hall', false],
		['Player Theme', 'Get Many', 'Dark theme', false],
		['Summary', 'Get Many', 'summary_', false],
		['Tag', 'Get Many', 'algebra', false],
		['Video', 'Get Many', 'Maths lesson', false],
		['Watermark', 'Get Many', 'watermark_', false],
		['Webhook', 'Get Many', 'told-by-api-video', false],
	])(
		'%s > %s puts out what there is',
		async (resource, operation, text, ofVideo) => {
			await form.choose('resource', resource);
			await form.choose('operation', operation);
			if (ofVideo) await form.pickFrom('videoId', stock.searchVideos);
			await form.execute(text);
		},
		TEST_TIMEOUT,
	);

	it(
		'Webhook > Create makes one, and Webhook > Delete removes it',
		async () => {
			const before = await registered();
			await form.choose('resource', 'Webhook');
			await form.choose('operation', 'Create');
			await form.field('url').locator('input').fill(ADDRESS);
			await form.execute(ADDRESS);
			expect((await registered()).sort()).toEqual([ADDRESS, ...before].sort());

			await form.choose('operation', 'Delete');
			await form.pickFrom('webhookId', [ADDRESS, ...before]);
			await form.execute('deleted');
			expect(await registered()).toEqual(before);
		},
		TEST_TIMEOUT,
	);
});

describe('a credential that does not fit', () => {
	let server: FileServer;
	let token: Reference;

	beforeAll(async () => {
		const { n8n, emulator } = editor.real;
		server = await FileServer.start();
		server.file('/film.mp4', { size: 300_000, type: 'video/mp4' });
		token = await n8n.client.importCredential({
			name: 'A token that is over',
			type: 'apiVideoUploadTokenApi',
			data: { uploadToken: 'to1', environment: 'custom', baseUrl: emulator.url },
		});
	}, TEST_TIMEOUT);

	afterAll(async () => await server.stop());

	it.each([
		{
			what: 'the API key where a token is needed',
			uploadWith: 'tokenCredential',
			credentials: () => ({ apiVideoApi: editor.real.credential }),
			says: 'This step has no credential with a delegated token',
			advises: 'set Upload With to API Key',
		},
		{
			what: 'a token where the API key is needed',
			uploadWith: 'apiKey',
			credentials: () => ({ apiVideoUploadTokenApi: token }),
			says: 'This step has no api.video credential',
			advises: 'Upload With set to Delegated Token Credential',
		},
		{
			what: 'a token that is not valid',
			uploadWith: 'tokenCredential',
			credentials: () => ({ apiVideoUploadTokenApi: token }),
			says: 'The delegated token is not valid',
			advises: 'ask whoever gave it to you',
		},
	])(
		'of $what is told by Upload, with what to do',
		async ({ uploadWith, credentials, says, advises }) => {
			const { page, real } = editor;
			const webAddress = `${server.url}/film.mp4`;
			const parameters = { operation: 'upload', uploadWith, fileFrom: 'webAddress', webAddress };
			const url = await importChain(real, [
				{ name: 'The step', type: 'apiVideo', parameters, credentials: credentials() },
			]);
			const { panel } = await NodeForm.open(page, url, 'The step');
			await panel.getByTestId('node-execute-button').click();
			const output = panel.getByTestId('output-panel');
			await output.getByText(says).first().waitFor();
			await output.getByText(advises).first().waitFor();
		},
		TEST_TIMEOUT,
	);

	it(
		'is told when a workflow with the trigger is published',
		async () => {
			const { page, real } = editor;
			const apiVideoApi = await real.addCredential('not the key');
			const url = await importChain(real, [
				{ name: 'When playable', type: 'apiVideoTrigger', credentials: { apiVideoApi } },
			]);
			await page.goto(url);
			await page.getByTestId('workflow-open-publish-modal-button').click();
			await page.getByTestId('workflow-publish-button').click();
			const told = page.getByRole('alert').filter({ hasText: 'could not be published' });
			await told.getByText('api.video does not accept the API key').waitFor();
		},
		TEST_TIMEOUT,
	);
});

describe('the trigger', () => {
	let workflowUrl: string;
	let videoId: string;
	let before: string[];

	beforeAll(async () => {
		before = await registered();
		const { body } = await call(editor.real.emulator, 'GET', '/videos?title=Maths');
		[{ videoId }] = body.data as [{ videoId: string }];
		const one = { __rl: true, mode: 'id', value: '={{ $json.videoId }}' };
		workflowUrl = await importChain(editor.real, [
			{ name: 'When playable', type: 'apiVideoTrigger' },
			{
				name: 'Get video',
				type: 'apiVideo',
				parameters: { resource: 'video', operation: 'get', videoId: one },
			},
		]);
	}, TEST_TIMEOUT);

	/** Waits until n8n listens, and lets the service tell it that the video can be watched. */
	async function happen(): Promise<void> {
		const ours = async () => (await registered()).filter((url) => !before.includes(url)).length;
		await eventually(ours, 1);
		const type = 'video.encoding.quality.completed';
		const json = { type, videoId, encoding: 'hls', quality: '720p' };
		await call(editor.real.emulator, 'POST', '/emulator/events', { json });
	}

	it(
		'listens for a test event, shows it, and leaves no webhook behind',
		async () => {
			const form = await NodeForm.open(editor.page, workflowUrl, 'When playable', 'events');
			await form.panel.getByTestId('trigger-execute-button').click();
			await form.panel.getByText('Listening for test event').waitFor();
			await happen();
			await form.panel.getByTestId('output-panel').getByText(videoId).first().waitFor();
			await eventually(registered, before);
		},
		TEST_TIMEOUT,
	);

	it(
		'starts the workflow, whose next step works on the video of the event',
		async () => {
			const { page } = editor;
			await page.goto(workflowUrl);
			await page.getByTestId('canvas-node').filter({ hasText: 'When playable' }).waitFor();
			await page.getByTestId('execute-workflow-button').click();
			await page.getByTestId('execute-workflow-button').getByText('Waiting').waitFor();
			await happen();
			await page.getByTestId('canvas-node-status-success').nth(1).waitFor();
			await page.getByTestId('canvas-node').filter({ hasText: 'Get video' }).dblclick();
			await page.getByTestId('output-panel').getByText('Maths lesson').first().waitFor();
			await eventually(registered, before);
		},
		TEST_TIMEOUT,
	);
});
