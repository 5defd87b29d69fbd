import type { Reference } from '../../../scripts/lib/lab';
import { ByWords } from '../support/byWords';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

const DRIVE_ID = '1FileInGoogleDrive';

/** Gives an upload the ID of its file as a key, runs it twice, and finds one video. */
export async function walkOnlyOnce({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('Run it twice, upload it once');
	const hands = new ByWords(page);
	const video = await real.video('once.mp4', 100_000);
	const id = await real.n8n.client.importWorkflow(fromDrive(video.path, real.credential));
	await page.goto(`${real.n8n.url}/workflow/${id}`);
	await hands.open(readme.say('Google Drive'));
	await hands.form.getByTestId('node-execute-button').click();
	await hands.form.getByTestId('node-run-status-success').waitFor();
	await hands.close();

	await hands.open('Upload video');
	readme.say('Options');
	await hands.form.getByPlaceholder(readme.say('Add option')).click();
	const label = readme.say('Only Once (Key)');
	await hands.option(label).click();
	await hands.enterExpression(label, readme.say('Expression'), readme.code('{{ $json.id }}'));
	await hands.below(label).getByText(DRIVE_ID, { exact: true }).waitFor();
	await hands.close();

	const { requests } = real.emulator;
	requests.clear();
	await hands.run('Execute workflow', 4);
	await hands.open('Upload video');
	await hands.form.getByText('Uploaded').first().waitFor();
	expect(requests.uploads).toHaveLength(1);
	await hands.form.getByTestId('node-execute-button').click();
	await hands.form.getByText('This key was used before: nothing was sent').waitFor();
	expect(requests.uploads).toHaveLength(1);
	expect(readme.rest).toEqual([]);
}

/** A file with an ID beside it, as a step of Google Drive puts it out; nobody here has an account there. */
function fromDrive(file: string, apiVideoApi: Reference): object {
	const base = 'n8n-nodes-base';
	const assignments = [{ id: 'id', name: 'id', type: 'string', value: DRIVE_ID }];
	const nodes = [
		{ name: 'Start', type: `${base}.manualTrigger`, typeVersion: 1, parameters: {} },
		{
			name: 'File',
			type: `${base}.readWriteFile`,
			typeVersion: 1,
			parameters: { operation: 'read', fileSelector: file, options: {} },
		},
		{
			name: 'Google Drive',
			type: `${base}.set`,
			typeVersion: 3.4,
			parameters: { assignments: { assignments }, includeOtherFields: true },
		},
		{
			name: 'Upload video',
			type: 'n8n-nodes-apivideo.apiVideo',
			typeVersion: 1,
			parameters: { resource: 'video', operation: 'upload' },
			credentials: { apiVideoApi },
		},
	];
	const follows = nodes
		.slice(1)
		.map(({ name }, index) => [
			nodes[index].name,
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]);
	return {
		name: 'From Google Drive',
		nodes: nodes.map((node, index) => ({ id: String(index), position: [index * 220, 0], ...node })),
		connections: Object.fromEntries(follows),
		settings: { executionOrder: 'v1' },
	};
}
