import type { IExecuteFunctions, IN8nHttpFullResponse, INodeType } from 'n8n-workflow';
import { bareDescription } from '../integration/harness/sourceNode';
import { runNode } from '../integration/harness/runNode';
import { recordingServer } from '../integration/harness/recordingServer';
import { compiled } from './compiled';
import { HELPER_CASES, layersSeen, requestOf, type HelperCase, type Seen } from './helperCases';

/** What the helper of this n8n does in each case, by the case's name. */
export async function seeHelper(): Promise<Record<string, Seen>> {
	const seen: Record<string, Seen> = {};
	for (const one of HELPER_CASES) seen[one.name] = await see(one);
	return seen;
}

async function see(one: HelperCase): Promise<Seen> {
	const asked: string[] = [];
	const server = await recordingServer(({ method, path, authorization }, response) => {
		const what = `${method} ${path}`;
		asked.push(what);
		const reply = one.answer({ what, token: authorization?.replace('Bearer ', '') });
		if (reply === 'reset') return void response.socket?.resetAndDestroy();
		response.writeHead(reply.status, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(reply.body));
	});
	try {
		const { url: baseUrl } = server;
		const type = new compiled.ApiVideoApi();
		const data = { apiKey: 'key', environment: 'custom', baseUrl, accessToken: 'of-another-key x' };
		let end: Omit<Seen, 'asked'> = {};
		const node = probe(async (n8n) => {
			const options = requestOf(one, baseUrl);
			const { httpRequestWithAuthentication } = n8n.helpers;
			end = await httpRequestWithAuthentication.call(n8n, type.name, options).then(
				({ statusCode: status }: IN8nHttpFullResponse) => ({ status }),
				(error: unknown) => ({ thrown: layersSeen(compiled.layersOf(error), baseUrl) }),
			);
		}, type.name);
		const { error } = await runNode({ node, credentials: [{ type, data }] });
		if (error) throw new Error(error.message);
		return { asked, ...end };
	} finally {
		await server.close();
	}
}

/** A node that does one thing. */
export function probe(
	work: (n8n: IExecuteFunctions) => Promise<void>,
	credential?: string,
): INodeType {
	const credentials = credential === undefined ? [] : [{ name: credential, required: true }];
	return {
		description: { ...bareDescription('probe'), credentials },
		async execute(this: IExecuteFunctions) {
			await work(this);
			return [[]];
		},
	};
}
