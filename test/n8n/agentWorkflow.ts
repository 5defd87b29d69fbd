import type { Reference } from '../../scripts/lib/lab';

const MAIN = { typeVersion: 1, parameters: {} };

/**
 * An AI Agent with a model, started by hand; what it is asked is the same each time.
 *
 * @param tool its one tool, as a node without ID and position; left out: none
 */
export function agentWorkflow(openAiApi: Reference, tool?: { name: string } & object): object {
	const intoAgent = (type: string) => ({ [type]: [[{ node: 'AI Agent', type, index: 0 }]] });
	const nodes = [
		{ ...MAIN, name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
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
			parameters: { model: { __rl: true, mode: 'id', value: 'any' }, options: {} },
			credentials: { openAiApi },
		},
		...(tool ? [tool] : []),
	];
	return {
		name: 'An agent',
		nodes: nodes.map((node, index) => ({ id: String(index), position: [index * 220, 0], ...node })),
		connections: {
			Start: intoAgent('main'),
			Model: intoAgent('ai_languageModel'),
			...(tool && { [tool.name]: intoAgent('ai_tool') }),
		},
		settings: { executionOrder: 'v1' },
	};
}
