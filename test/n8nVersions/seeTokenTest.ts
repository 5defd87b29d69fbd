import type { ICredentialTestRequest, INodeType } from 'n8n-workflow';
import { json, recordingServer } from '../integration/harness/recordingServer';
import { runNode } from '../integration/harness/runNode';
import { bareDescription } from '../integration/harness/sourceNode';
import { saidBy } from '../unit/support/credentialVerdict';
import { compiled } from './compiled';

const TOKEN = 'the-delegated-token';

/** Answers of the service: only the file is missing, no such token, and what says nothing of the token. */
export const STATUSES = [302, 400, 401, 402, 403, 408, 429, 500, 501, 503, 520] as const;

/**
 * What the test of the credential with a delegated token comes to, by the status of the answer: nothing where the
 * token counts as valid, otherwise what is told; `refused` where n8n itself takes the status for a failed test.
 */
export async function seeTokenTest(): Promise<Record<number, string>> {
	const seen: Record<number, string> = {};
	for (const status of STATUSES) seen[status] = await verdictOn(status);
	return seen;
}

async function verdictOn(status: number): Promise<string> {
	const type = new compiled.ApiVideoUploadTokenApi();
	const server = await recordingServer((request, response) => {
		const asked = `${request.method} ${request.path}` === `POST /upload?token=${TOKEN}`;
		const type = 'https://docs.api.video/reference/some-slug';
		json(response, asked ? status : 501, { type, title: 'A title', status: asked ? status : 501 });
	});
	try {
		const test = type.test as ICredentialTestRequest;
		const data = { uploadToken: TOKEN, environment: 'custom', baseUrl: server.url };
		const { items, error } = await runNode({
			node: asking(test, type.name),
			credentials: [{ type, data }],
		});
		if (error) return 'refused';
		const [{ json: body }] = items;
		return saidBy(test.rules, body);
	} finally {
		await server.close();
	}
}

/** The node of which n8n's server makes a test of a credential: its `credentials-tester.service.js`, 1.123 to 2.41. */
function asking({ request }: ICredentialTestRequest, credential: string): INodeType {
	const description = bareDescription('asking');
	return {
		description: {
			...description,
			credentials: [{ name: credential, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	};
}
