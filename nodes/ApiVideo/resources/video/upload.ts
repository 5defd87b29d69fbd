import type { IBinaryData, IDataObject, INodeProperties } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { baseUrlOf } from '../../api/environment';
import { Trouble } from '../../api/trouble';
import { binarySource } from '../../n8n/binarySource';
import { keyTransport, tokenTransport } from '../../n8n/uploadTransport';
import { MIB, upload, type UploadSource } from '../../upload';
import type { Operation, OperationContext } from '../operation';
import { readUploadToken, uploadTokenLocator } from '../shared/uploadTokenLocator';
import { explainStopped } from './explainStopped';
import { additionalFields, readAdditionalFields } from './uploadFields';

const withKey = { authentication: ['apiKey'], uploadWith: ['apiKey'] };

const properties: INodeProperties[] = [
	{
		displayName: 'Upload With',
		name: 'uploadWith',
		type: 'options',
		displayOptions: { show: { authentication: ['apiKey'] } },
		options: [
			{
				name: 'API Key',
				value: 'apiKey',
				description: 'The title and all metadata can be set in the same step',
			},
			{
				name: 'Delegated Token',
				value: 'delegatedToken',
				description:
					'The upload uses a token from an earlier step; the file name becomes the title',
			},
		],
		default: 'apiKey',
		description: 'What allows the upload',
	},
	{
		...uploadTokenLocator,
		displayOptions: { show: { authentication: ['apiKey'], uploadWith: ['delegatedToken'] } },
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input binary field containing the file to be uploaded',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		displayOptions: { show: withKey },
		default: '',
		placeholder: 'e.g. Maths video',
		description: 'The name of the video. Leave empty to use the name of the file.',
	},
	{ ...additionalFields, displayOptions: { show: withKey } },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Chunk Size (MiB)',
				name: 'chunkSize',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 128 },
				default: 16,
				description:
					'Length of the parts in which a file above 200 MiB is sent. The step uses about twice as much memory. Larger chunks mean fewer requests against the rate limit.',
			},
		],
	},
];

export const uploadVideo: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload video',
	description: 'Upload a file of any size from an earlier step. Large files are sent in chunks.',
	properties,
	async execute(context) {
		const { n8n, itemIndex } = context;
		const field = n8n.getNodeParameter('binaryPropertyName', itemIndex) as string | IBinaryData;
		const source = await binarySource(n8n, itemIndex, field);
		if (n8n.getNodeParameter('authentication', itemIndex) === 'delegatedToken') {
			const { baseUrl, token } = await readTokenCredential(context);
			return await uploadWithToken(context, source, baseUrl, token);
		}
		const baseUrl = baseUrlOf(await n8n.getCredentials('apiVideoApi', itemIndex));
		return n8n.getNodeParameter('uploadWith', itemIndex) === 'delegatedToken'
			? await uploadWithToken(context, source, baseUrl, readUploadToken(context))
			: await uploadWithKey(context, source, baseUrl);
	},
};

async function readTokenCredential({ n8n, itemIndex }: OperationContext) {
	const credential = await n8n.getCredentials('apiVideoUploadTokenApi', itemIndex);
	const token = String(credential.uploadToken ?? '').trim();
	if (token === '') {
		throw new Trouble(
			'The credential holds no delegated token',
			'Open the api.video Delegated Token API credential and enter the token you were given.',
		);
	}
	return { baseUrl: baseUrlOf(credential), token };
}

async function uploadWithKey(
	context: OperationContext,
	source: UploadSource,
	baseUrl: string,
): Promise<IDataObject> {
	const { n8n, itemIndex, clock } = context;
	const fields = n8n.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const title = String(n8n.getNodeParameter('title', itemIndex, '') ?? '').trim() || source.name;
	const container = await apiRequest(n8n, clock, {
		method: 'POST',
		path: '/videos',
		body: { ...readAdditionalFields(fields), title },
		// A container that stays empty is deleted by the service after a few days.
		repeatable: true,
	});
	const videoId = String(container.videoId);
	return await send(context, source, keyTransport(n8n, baseUrl, clock), [], videoId);
}

async function uploadWithToken(
	context: OperationContext,
	source: UploadSource,
	baseUrl: string,
	token: string,
): Promise<IDataObject> {
	return await send(context, source, tokenTransport(context.n8n, baseUrl, token), [token]);
}

async function send(
	{ n8n, itemIndex, clock }: OperationContext,
	source: UploadSource,
	transport: Parameters<typeof upload>[1],
	secrets: readonly string[],
	videoId?: string,
): Promise<IDataObject> {
	const { chunkSize } = n8n.getNodeParameter('options', itemIndex, {}) as { chunkSize?: number };
	try {
		const { video, progress } = await upload(source, transport, clock, {
			videoId,
			chunkBytes: chunkSize === undefined ? undefined : Math.round(chunkSize * MIB),
			onProgress: ({ arrivedChunks, chunks }) =>
				n8n.logger.debug(`api.video: ${arrivedChunks} of ${chunks} chunks have arrived`),
		});
		if (progress.possibleCopy) {
			n8n.addExecutionHints({
				location: 'outputPane',
				message:
					'The answer to the first request was lost and it was sent again. api.video may hold a second or unfinished copy of this video.',
			});
		}
		return video as IDataObject;
	} catch (error) {
		throw explainStopped(error, source.name, secrets);
	}
}
