import type { Reference } from '../../scripts/lib/lab.mjs';
import { startModelStub, type ModelStub } from './modelStub';
import { RealN8n, START_TIMEOUT, TEST_TIMEOUT } from './realN8n';

const TITLE = 'Named by a model';

let real: RealN8n;
let model: ModelStub;

beforeAll(async () => {
	model = await startModelStub({ Title: TITLE });
	real = await RealN8n.start();
}, START_TIMEOUT);

afterAll(async () => {
	await model?.close();
	await real?.stop();
}, TEST_TIMEOUT);

/** An AI Agent whose one tool is Video > Create, with a title that the model thinks up. */
function agentWorkflow(openAiApi: Reference): object {
	const id = (value: string) => ({ __rl: true, mode: 'id', value });
	const intoAgent = (type: string) => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] });
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3,
			parameters: { promptType: 'define', text: 'Make a video', options: {} },
		},
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: id('any'), options: {} },
			credentials: { openAiApi },
		},
		{
			name: 'Create video',
			type: 'n8n-nodes-apivideo.apiVideoTool',
			typeVersion: 1,
			parameters: {
				resource: 'video',
				operation: 'create',
				source: 'none',
				title: "={{ $fromAI('Title', 'Name of the video', 'string') }}",
			},
			credentials: { apiVideoApi: real.credential },
		},
	];
	return {
		name: 'A video made by an agent',
		nodes: nodes.map((node, index) => ({ id: String(index), position: [index * 220, 0], ...node })),
		connections: {
			Start: intoAgent('main'),
			Model: intoAgent('ai_languageModel'),
			'Create video': intoAgent('ai_tool'),
		},
		settings: { executionOrder: 'v1' },
	};
}

it(
	'an AI Agent calls the node as a tool, with a value of its own, and is given the answer',
	async () => {
		const openAiApi = await real.n8n.client.importCredential({
			name: 'A model',
			type: 'openAiApi',
			data: { apiKey: 'any', url: model.url, header: false },
		});
		const workflow = await real.n8n.client.importWorkflow(agentWorkflow(openAiApi));

		const execution = await real.n8n.client.execute(workflow);

		expect(execution.error).toBeUndefined();
		expect(execution.status).toBe('success');
		const [{ function: tool }] = model.requests[0].tools;
		expect(tool).toMatchObject({
			description: expect.stringContaining('api.video'),
			parameters: { properties: { Title: { type: 'string' } }, required: ['Title'] },
		});
		const made = real.emulator.requests.matching('POST', '/videos');
		expect(made.map(({ body }) => body)).toEqual([expect.objectContaining({ title: TITLE })]);

		const [{ output }] = execution.items('AI Agent');
		const [video] = JSON.parse(output);
		expect(video).toMatchObject({ videoId: expect.stringMatching(/^vi/), title: TITLE });
		expect(model.requests).toHaveLength(2);
	},
	TEST_TIMEOUT,
);
