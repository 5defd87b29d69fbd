import '../unit/support/credentialClock';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { layersOf } from '../../nodes/ApiVideo/api/thrown';
import { response } from '../unit/support/fakeNode';
import { networkError } from '../unit/support/httpErrors';
import { SigningNode, type N8nVersion } from '../unit/support/signingNode';
import { layersSeen, requestOf, type HelperCase, type Seen } from './helperCases';

const BASE_URL = 'http://127.0.0.1:1';

/** What the tests without n8n take the helper of a version for. */
export async function seeStandIn(version: N8nVersion, one: HelperCase): Promise<Seen> {
	const asked: string[] = [];
	const node = new SigningNode(version, async ({ method, url, headers }) => {
		const what = `${String(method)} ${new URL(url).pathname}`;
		asked.push(what);
		const signature = headers?.Authorization as string | undefined;
		const reply = one.answer({ what, token: signature?.replace('Bearer ', '') });
		if (reply === 'reset') throw networkError('ECONNRESET', 'read ECONNRESET');
		return response(reply.status, reply.body);
	});
	const accessToken = 'of-another-key x';
	node.stored = { apiKey: 'key', environment: 'custom', baseUrl: BASE_URL, accessToken };
	const n8n = node.execution;
	const options: IHttpRequestOptions = requestOf(one, BASE_URL);
	try {
		const { statusCode: status } = (await n8n.helpers.httpRequestWithAuthentication.call(
			n8n,
			'apiVideoApi',
			options,
		)) as { statusCode: number };
		return { asked, status };
	} catch (error) {
		return { asked, thrown: layersSeen(layersOf(error), BASE_URL) };
	}
}
