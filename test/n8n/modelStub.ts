import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reference } from '../../scripts/lib/lab';
import type { RealN8n } from './realN8n';

/** What n8n sends to a language model, as far as tests look at it. */
export interface ModelRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools: Array<{ function: { name: string; description: string; parameters: object } }>;
}

/** A stand-in for a language model behind OpenAI's interface. */
export interface ModelStub {
	/** For the Base URL of n8n's OpenAI credential. */
	readonly url: string;
	/** What it was asked, in order. */
	readonly requests: ModelRequest[];
	close(): Promise<void>;
}

/**
 * Starts a model that uses the first tool it is given, once, and then repeats the tool's answer.
 *
 * @param toolArguments what it fills in where the workflow has `$fromAI()`
 */
export async function startModelStub(toolArguments: object): Promise<ModelStub> {
	const requests: ModelRequest[] = [];
	const server = createServer((request, response) => {
		void readJson(request).then((asked) => {
			requests.push(asked);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(completion(asked, toolArguments)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** @returns the credential with which n8n asks the stub */
export async function importModel({ n8n }: RealN8n, { url }: ModelStub): Promise<Reference> {
	return await n8n.client.importCredential({
		name: 'A model',
		type: 'openAiApi',
		data: { apiKey: 'any', url, header: false },
	});
}

async function readJson(request: IncomingMessage): Promise<ModelRequest> {
	let text = '';
	for await (const piece of request.setEncoding('utf8')) text += String(piece);
	return JSON.parse(text) as ModelRequest;
}

function completion({ messages, tools }: ModelRequest, toolArguments: object): object {
	const last = messages.at(-1);
	const call = { name: tools[0].function.name, arguments: JSON.stringify(toolArguments) };
	const message =
		last?.role === 'tool'
			? { role: 'assistant', content: last.content }
			: { role: 'assistant', tool_calls: [{ id: 'call_1', type: 'function', function: call }] };
	return {
		object: 'chat.completion',
		choices: [{ index: 0, message, finish_reason: last?.role === 'tool' ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
