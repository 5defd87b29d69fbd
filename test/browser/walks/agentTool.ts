import { agentWorkflow } from '../../n8n/agentWorkflow';
import { importModel, startModelStub } from '../../n8n/modelStub';
import { ByWords } from '../support/byWords';
import { eventually } from '../support/eventually';
import { ReadmeSteps } from '../support/readmeSteps';
import type { Editor } from '../support/useEditor';

/** What the model puts into the fields that are left to it, by their labels. */
const MODEL = { URL: 'https://films.example.com/first.mp4', Title: 'Named by a model' };

/** Gives an agent the node as a tool, and lets a model fill in the title of a new video. */
export async function walkAgentTool({ real, page }: Editor): Promise<void> {
	const readme = new ReadmeSteps('A tool for an AI Agent');
	const hands = new ByWords(page);
	real.emulator.requests.clear();
	const model = await startModelStub(MODEL);
	try {
		const openAiApi = await importModel(real, model);
		const id = await real.n8n.client.importWorkflow(agentWorkflow(openAiApi));
		await page.goto(`${real.n8n.url}/workflow/${id}`);
		await page
			.getByTestId('canvas-node')
			.filter({ hasText: readme.say('AI Agent') })
			.waitFor();
		readme.say('+');
		const handle = page
			.getByTestId('canvas-node-input-handle')
			.filter({ hasText: readme.say('Tool') });
		await handle.getByTestId('canvas-handle-plus').click();
		await page.getByTestId('node-creator-search-bar').fill(readme.say('api.video'));
		await hands.pick(readme.say('api.video Tool'));
		await hands.choose(readme.say('Resource'), 'Video');
		await hands.choose(readme.say('Operation'), 'Create');
		for (const label of [readme.say('URL'), readme.say('Title')]) {
			const field = hands.below(label);
			await field.getByTestId('from-ai-override-button').click();
			await field.getByText(readme.shown('Defined automatically by the model')).waitFor();
		}
		await hands.close();

		await page
			.getByTestId('execute-workflow-button')
			.filter({ hasText: readme.say('Execute workflow') })
			.click();
		const made = () =>
			real.emulator.requests
				.matching('POST', '/videos')
				.map(({ body }) => body as { source: string; title: string })
				.map(({ source, title }) => [source, title]);
		await eventually(async () => made(), [[MODEL.URL, MODEL.Title]]);
		expect(readme.rest).toEqual([]);
	} finally {
		await model.close();
	}
}
