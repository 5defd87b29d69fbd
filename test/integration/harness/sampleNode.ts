import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestHelper,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { bareDescription } from './sourceNode';

/** A credential as ours: an API key that is exchanged for an access token which can expire. */
export class SampleApi implements ICredentialType {
	name = 'sampleApi';

	displayName = 'Sample API';

	properties: ICredentialType['properties'] = [
		{
			displayName: 'Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{
			displayName: 'Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	authenticate: ICredentialType['authenticate'] = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
	};

	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const answer = (await this.helpers.httpRequest({
			method: 'POST',
			url: `${String(credentials.baseUrl)}/auth`,
			body: { apiKey: credentials.apiKey },
			json: true,
		})) as IDataObject;
		return { accessToken: answer.token };
	}
}

/** The smallest node that does what ours does: sends an item's file with the credential. */
export const sampleNode: INodeType = {
	description: {
		...bareDescription('sample'),
		credentials: [{ name: 'sampleApi' }],
		properties: [
			{ displayName: 'Field', name: 'field', type: 'string', default: 'data' },
			{ displayName: 'Log', name: 'log', type: 'string', default: '' },
		],
	},
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (let item = 0; item < this.getInputData().length; item++) {
			try {
				output.push({ json: await send(this, item), pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error as Error;
				const { message } = error as Error;
				output.push({ json: { error: message }, pairedItem: { item } });
			}
		}
		this.addExecutionHints({ message: 'sent', location: 'outputPane' });
		return [output];
	},
};

async function send(context: IExecuteFunctions, item: number): Promise<IDataObject> {
	const field = context.getNodeParameter('field', item) as string;
	const { baseUrl, apiKey } = await context.getCredentials('sampleApi');
	const binary = context.helpers.assertBinaryData(item, field);
	context.logger.debug('sending', {
		bytes: binary.bytes,
		carelessly: context.getNodeParameter('log', item),
	});
	await context.helpers.httpRequestWithAuthentication.call(context, 'sampleApi', {
		method: 'GET',
		url: `${String(baseUrl)}/whoami`,
	});
	// Not before it is needed: a stream that nobody reads keeps its file open.
	const body = binary.id
		? await context.helpers.getBinaryStream(binary.id, 1024 * 1024)
		: await context.helpers.getBinaryDataBuffer(item, field);
	const answer = (await context.helpers.httpRequestWithAuthentication.call(context, 'sampleApi', {
		method: 'POST',
		url: `${String(baseUrl)}/upload`,
		headers: { 'Content-Type': 'application/octet-stream' },
		body,
		json: true,
		disableFollowRedirect: true,
	})) as IDataObject;
	return { ...answer, keyLength: String(apiKey).length };
}
