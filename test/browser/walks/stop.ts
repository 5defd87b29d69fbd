import { MiB } from '../../emulator/caller';
import { exampleWorkflow } from '../../../scripts/lib/lab';
import { ByWords } from '../support/byWords';
import { eventually } from '../support/eventually';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** Stops an upload whose last chunk does not get through, and runs the workflow again. */
export async function walkStop({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('When you stop an execution');
	const { emulator, n8n, credential } = real;
	const video = await real.video('stopped.mp4', 12 * MiB);
	const chosen = { file: video.path, credentials: { apiVideoApi: credential } };
	const workflow = await exampleWorkflow('upload-from-disk', chosen);
	const nodes = workflow.nodes as Array<{ name: string; parameters: object }>;
	const upload = nodes.find(({ name }) => name === 'Upload video');
	Object.assign(upload?.parameters ?? {}, {
		options: { idempotencyKey: 'stopped', chunkSize: 5 },
	});
	const id = await n8n.client.importWorkflow(workflow);
	const hands = new ByWords(page);
	const { requests } = emulator;
	const arrived = () =>
		requests.uploads.filter(({ status }) => status === 201).map(({ contentRange }) => contentRange);
	const open = () => requests.uploads.filter(({ endedAt }) => endedAt === undefined).length;

	requests.clear();
	await page.goto(`${n8n.url}/workflow/${id}`);
	emulator.faults.add({ kind: 'stall', contentRange: '^bytes 10485760-' });
	try {
		await page.getByTestId('execute-workflow-button').click();
		await eventually(async () => [arrived().length, open()], [2, 1]);
		await page.getByTitle(readme.say('Stop current execution')).click();
		await eventually(
			async () => (await n8n.client.executionsOf(id)).map(({ status }) => status),
			['canceled'],
		);
	} finally {
		emulator.faults.clear();
	}
	requests.clear();
	await hands.run('Execute workflow', 4);
	expect(arrived()).toEqual([`bytes 10485760-${12 * MiB - 1}/${12 * MiB}`]);
	readme.say('Only Once (Key)');
	expect(readme.rest).toEqual([]);
}
