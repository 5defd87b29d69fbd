import { createHmac } from 'node:crypto';
import { exampleWorkflow } from '../../scripts/lib/lab';
import type { RealN8n } from './realN8n';

export const LOGIN = { user: 'uploader', password: 'open-the-page' };

const SECRET = 'a-long-random-text-that-signs-what-the-page-may-do';

/** Imports examples/upload-page.json as a user would, publishes it, and waits until its page answers. */
export async function publishUploadPage({ n8n, credential }: RealN8n): Promise<void> {
	const jwt = { keyType: 'passphrase', secret: SECRET, algorithm: 'HS256' };
	const { client } = n8n;
	const workflow = await exampleWorkflow('upload-page', {
		credentials: {
			apiVideoApi: credential,
			httpBasicAuth: await client.importCredential({
				name: 'Who may open the page',
				type: 'httpBasicAuth',
				data: LOGIN,
			}),
			jwtAuth: await client.importCredential({ name: 'Page', type: 'jwtAuth', data: jwt }),
		},
	});
	await client.activate(await client.importWorkflow(workflow));
	await client.callWebhook('upload-page');
}

/** @returns a permit as the workflow signs it; other claims or another secret than its own make it a forged one */
export function permit(claims: object, secret = SECRET): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
	return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** @returns what stands in a permit */
export function claimsOf(signed: string): Record<string, unknown> {
	return JSON.parse(Buffer.from(signed.split('.')[1], 'base64url').toString()) as Record<
		string,
		unknown
	>;
}
