/** Searching and adding steps in n8n's own editor, whatever credentials there are. */
import { TEST_TIMEOUT } from '../n8n/realN8n';
import { deleteCredentials } from './support/deleteCredentials';
import { eventually } from './support/eventually';
import { allForms, type Form } from './support/forms';
import { NodeForm } from './support/nodeForm';
import { NodePanel } from './support/nodePanel';
import { useEditor } from './support/useEditor';

const KEY_CREDENTIAL = 'The newest API key';

const TOKEN_CREDENTIAL = 'The newest credential';

/** What people search who want what this node does. */
const WORDS = [
	...['api.video', 'api video', 'video', 'vod', 'video hosting'],
	...['upload video', 'video upload', 'large file'],
	...['delegated token', 'upload token'],
	...['livestream', 'live stream', 'recording'],
	...['mp4', 'hls', 'encoding', 'transcode', 'playable', 'webhook'],
	...['thumbnail', 'captions', 'subtitles', 'transcript', 'analytics'],
];

const editor = useEditor();

/** The panel, as the test before left it; undefined when that did not come to its end. */
let opened: NodePanel | undefined;

// Before the page is loaded, as it reads the credentials then; a load takes as long as adding five steps.
beforeAll(async () => {
	const { n8n, emulator } = editor.real;
	const add = async (name: string, type: string, data: object) =>
		await n8n.client.importCredential({
			name,
			type,
			data: { ...data, environment: 'custom', baseUrl: emulator.url },
		});
	await add(KEY_CREDENTIAL, 'apiVideoApi', { apiKey: 'not the key' });
	await add(TOKEN_CREDENTIAL, 'apiVideoUploadTokenApi', { uploadToken: 'to1' });
}, TEST_TIMEOUT);

function onlyAStart() {
	const type = 'n8n-nodes-base.manualTrigger';
	const start = {
		id: 'start',
		name: 'Start',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	return { name: 'Steps', nodes: [start], connections: {}, settings: {} };
}

async function panel(): Promise<NodePanel> {
	const before = opened;
	opened = undefined;
	return before ?? (await emptyPanel());
}

/** The panel of a workflow without steps, which is loaded and drawn sooner than one with many. */
async function emptyPanel(): Promise<NodePanel> {
	const { n8n } = editor.real;
	const id = await n8n.client.importWorkflow(onlyAStart());
	return await NodePanel.open(editor.page, `${n8n.url}/workflow/${id}`);
}

/** Adds a step, and checks that its form is the one of the action, and asks for the API key. */
async function addAndCheck({ resource, operation }: Form, credential: string): Promise<void> {
	const current = await panel();
	await current.add(String(operation.action));
	await eventually(
		async () => [await current.chosen('resource'), await current.chosen('operation')],
		[resource.name, operation.name],
	);
	await eventually(async () => await current.credential(), credential);
	await current.next();
	opened = current;
}

/** The last action of each resource, so that none is the one that a list begins with. */
const oneOfEach = allForms.filter(
	({ resource }, index) => resource !== allForms[index + 1]?.resource,
);

const named = (forms: readonly Form[]) =>
	forms.map((form) => [String(form.operation.action), form] as const);

describe('the panel', () => {
	it.each(WORDS)(
		'finds the node by "%s"',
		async (word) => {
			const current = await panel();
			await current.find(word);
			const box = async () => await current.entry.boundingBox();
			await eventually(async () => ((await box())?.height ?? 0) > 0, true);
			opened = current;
		},
		TEST_TIMEOUT,
	);

	it(
		'lists every action once, with Video first and Upload first in it',
		async () => {
			const current = await panel();
			await current.showActions();
			const headings = (text: string) => text === text.toUpperCase();
			await eventually(
				async () => (await current.entries()).filter((text) => !headings(text)),
				allForms.map(({ operation }) => String(operation.action)),
			);
			const listed = await current.entries();
			expect(listed.slice(0, 2)).toEqual(['VIDEO ACTIONS', 'Upload video']);
			expect(listed.filter(headings)[1]).toBe('DELEGATED TOKEN ACTIONS');
			expect(allForms).toHaveLength(57);
			await current.close();
			await current.show();
			opened = current;
		},
		TEST_TIMEOUT,
	);
});

describe('with a token credential that is newer than the API keys', () => {
	it.each(named(allForms))(
		'"%s" stays what it is, and has the newest API key',
		async (_, form) => await addAndCheck(form, KEY_CREDENTIAL),
		TEST_TIMEOUT,
	);

	it(
		'every step says below its name what it does, in words',
		async () => {
			const { page } = editor;
			const current = await panel();
			await current.close();
			await page.getByTestId('zoom-to-fit').click();
			const texts = async () => {
				const seen = await page.getByTestId('canvas-node').allInnerTexts();
				return seen.filter((text) => !text.startsWith('Start')).sort();
			};
			const expected = allForms.map(
				({ resource, operation }) => `${operation.action}\n${operation.name}: ${resource.name}`,
			);
			await eventually(texts, expected.sort());
			await current.show();
			opened = current;
		},
		TEST_TIMEOUT,
	);
});

describe('a step that was just added', () => {
	/** What asks the service for something, and needs nothing filled in. */
	const ASKING = 'Get many tags';

	it(
		'has the newest of several API keys, and says that the service refuses it',
		async () => {
			const current = await panel();
			await current.add(ASKING);
			await eventually(async () => await current.credential(), KEY_CREDENTIAL);
			await current.execute('api.video does not accept the API key');
		},
		TEST_TIMEOUT,
	);

	it(
		'takes the delegated token of somebody without an API key once Upload With says so',
		async () => {
			await deleteCredentials(editor.real.n8n.client, 'apiVideoApi');
			const current = await emptyPanel();
			await current.add('Upload video');
			await eventually(async () => await current.credential(), 'Connect to api.video');
			await new NodeForm(editor.page).choose('uploadWith', 'Delegated Token Credential');
			await eventually(async () => await current.credential(), TOKEN_CREDENTIAL);
		},
		TEST_TIMEOUT,
	);

	it(
		'says without any credential what it needs',
		async () => {
			await deleteCredentials(editor.real.n8n.client, 'apiVideoApi', 'apiVideoUploadTokenApi');
			const current = await emptyPanel();
			await current.add(ASKING);
			await eventually(async () => await current.credential(), 'Connect to api.video');
			await current.execute('This step has no api.video credential');
			await current.next();
			opened = current;
		},
		TEST_TIMEOUT,
	);

	it.each(named(oneOfEach))(
		'"%s" stays what it is without any credential',
		async (_, form) => await addAndCheck(form, 'Connect to api.video'),
		TEST_TIMEOUT,
	);
});
