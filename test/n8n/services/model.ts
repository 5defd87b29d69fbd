import { jsonOf, signedIn, type Asked } from './http';

/** The key that the model takes. */
export const MODEL_KEY = 'key-of-the-model';

/** What n8n has asked the model, as far as tests look at it. */
export interface ChatRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools: Array<{ function: { name: string; description: string } }>;
}

/** What the model does next: it uses a tool, or says something. */
export type Turn = { tool: string; with: object } | { says: string };

/** A model behind OpenAI's interface that does what it was told beforehand, turn after turn. */
export class ScriptedModel {
	readonly asked: ChatRequest[] = [];

	/** What it does next; a turn may depend on what the last tool has answered. */
	readonly turns: Array<Turn | ((answer: string) => Turn)> = [];

	reset(): void {
		this.asked.length = 0;
		this.turns.length = 0;
	}

	readonly listener = signedIn(MODEL_KEY, (request: Asked) => {
		const asked = jsonOf<ChatRequest>(request);
		this.asked.push(asked);
		const next = this.turns.shift() ?? { says: 'Nobody told me what to do.' };
		const last = asked.messages.at(-1)?.content;
		const turn = typeof next === 'function' ? next(textOf(last)) : next;
		return { body: completion(turn, this.asked.length) };
	});
}

function textOf(content: unknown): string {
	return typeof content === 'string' ? content : JSON.stringify(content);
}

function completion(turn: Turn, number: number): object {
	const message =
		'says' in turn
			? { role: 'assistant', content: turn.says }
			: {
					role: 'assistant',
					content: null,
					tool_calls: [
						{
							id: `call_${number}`,
							type: 'function',
							function: { name: turn.tool, arguments: JSON.stringify(turn.with) },
						},
					],
				};
	return {
		id: `completion-${number}`,
		object: 'chat.completion',
		created: 0,
		model: 'any',
		choices: [{ index: 0, message, finish_reason: 'says' in turn ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
