/** A file on another server in n8n's own editor, by mouse: what each way to sign in shows. The walk of its page uploads one. */
import { FileServer } from '../../fileServer';
import { TEST_TIMEOUT } from '../n8n/realN8n';
import { importChain } from './support/chain';
import { eventually } from './support/eventually';
import { NodeForm } from './support/nodeForm';
import { useEditor } from './support/useEditor';

const editor = useEditor();
let form: NodeForm;

beforeAll(async () => {
	const parameters = { resource: 'video', operation: 'upload' };
	const step = { name: 'The step', type: 'apiVideo' as const, parameters };
	const url = await importChain(editor.real, [step]);
	form = await NodeForm.open(editor.page, url, 'The step');
	await form.choose('fileFrom', 'Web Address');
}, TEST_TIMEOUT);

/** How many pickers of a credential for the file server there are. */
async function pickers(): Promise<number> {
	const text = await form.panel.innerText();
	return text.split('Credential for the File Server').length - 1;
}

it.each([
	['Header', 1],
	['OAuth2', 1],
	['None', 0],
])(
	'signing in with %s asks for the credential that it needs, and says whose it is',
	async (way, count) => {
		await form.choose('signInToServerWith', way);
		await eventually(pickers, count);
		const labels = await form.labels();
		expect(labels).toEqual(
			expect.arrayContaining(['File From', 'Web Address', 'Sign In to Server With']),
		);
		expect(labels).not.toContain('Input Binary Field');
		const isPublic = (await form.notices()).some((notice) =>
			notice.startsWith('Can anybody download'),
		);
		expect(isPublic).toBe(count === 0);
	},
	TEST_TIMEOUT,
);

describe('with two credentials for file servers', () => {
	const SECRET = 'Bearer the right one';
	let server: FileServer;

	beforeAll(async () => {
		server = await FileServer.start();
		const signIn = { kind: 'header', name: 'Authorization', value: SECRET } as const;
		server.file('/film.mp4', { size: 300_000, type: 'video/mp4', signIn });
	}, TEST_TIMEOUT);

	afterAll(async () => await server.stop());

	it(
		'the wrong one is told, and the right one, picked by mouse, uploads the file',
		async () => {
			const { page, real } = editor;
			const credential = async (name: string, headerSecret: string) =>
				await real.n8n.client.importCredential({
					name,
					type: 'apiVideoFileServerApi',
					data: { host: new URL(server.url).host, headerName: 'Authorization', headerSecret },
				});
			const wrong = await credential('Cloud of last year', 'Bearer the old one');
			await credential('Cloud of today', SECRET);
			const parameters = {
				operation: 'upload',
				fileFrom: 'webAddress',
				webAddress: `${server.url}/film.mp4`,
				signInToServerWith: 'header',
			};
			const credentials = { apiVideoApi: real.credential, apiVideoFileServerApi: wrong };
			const url = await importChain(real, [
				{ name: 'The step', type: 'apiVideo', parameters, credentials },
			]);
			const form = await NodeForm.open(page, url, 'The step');
			const { panel } = form;
			const output = panel.getByTestId('output-panel');
			await panel.getByTestId('node-execute-button').click();
			await output.getByText('does not accept the credential (HTTP 401)').first().waitFor();
			await output.getByText('Check the credential under Credential for the File Server').waitFor();

			await panel.getByTestId('node-credentials-select').nth(1).click();
			await page.getByRole('option').filter({ hasText: 'Cloud of today' }).click();
			await form.execute('sent 300 kB in 1 request');
		},
		TEST_TIMEOUT,
	);
});
