/** A file on another server in n8n's own editor, by mouse: what each way to sign in shows. The walk of its page uploads one. */
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
