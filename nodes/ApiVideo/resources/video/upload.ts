import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { baseUrlOf } from '../../api/environment';
import { cancelled } from '../../api/exchange';
import { Trouble } from '../../api/trouble';
import { binarySource } from '../../n8n/binarySource';
import { keyQuestions, keyTransport, tokenTransport } from '../../n8n/uploadTransport';
import {
	MIB,
	upload,
	UploadStopped,
	type Uploaded,
	type UploadOptions,
	type UploadSource,
	type UploadTransport,
} from '../../upload';
import type { Operation, OperationContext } from '../operation';
import { inputBinaryField, readInputBinaryField } from '../shared/inputBinaryField';
import { readUploadToken, uploadTokenLocator } from '../shared/uploadTokenLocator';
import { titleField } from '../shared/videoFields';
import {
	idempotentContainer,
	newContainer,
	resumeContainer,
	type Container,
	type OpenContainer,
} from './container';
import { explainStopped, type LeftOver } from './explainStopped';
import { fetchVideo, oneVideo } from './oneVideo';
import { waitUntilPlayable } from './playable';
import { uploadShared } from './sharedUpload';
import { additionalFields, readAdditionalFields } from './uploadFields';
import { parallelItems, readOptions, uploadOptions, type ReadOptions } from './uploadOptions';
import { uploadReport } from './uploadReport';

const withKey = { show: { authentication: ['apiKey'] } };

const properties: INodeProperties[] = [
	{
		displayName: 'Upload With',
		name: 'uploadWith',
		type: 'options',
		displayOptions: withKey,
		options: [
			{
				name: 'API Key',
				value: 'apiKey',
				description: 'With the API key in the credential; right for most workflows',
			},
			{
				name: 'Delegated Token',
				value: 'delegatedToken',
				description:
					'The file travels with a token from an earlier step; the API key does the rest',
			},
		],
		default: 'apiKey',
		description: 'What the file is sent with',
	},
	{
		...uploadTokenLocator,
		displayOptions: { show: { authentication: ['apiKey'], uploadWith: ['delegatedToken'] } },
		description: 'The token to upload with, as Delegated Token > Create puts it out',
	},
	inputBinaryField,
	{
		...titleField,
		displayOptions: withKey,
		description: 'The name of the video. Leave empty to use the name of the file.',
	},
	{ ...additionalFields, displayOptions: withKey },
	uploadOptions,
];

export const uploadVideo: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload video',
	description:
		'Upload a video file of any size that an earlier step put into a binary field. For a file on the web, use Create with its URL.',
	withToken: true,
	properties,
	parallelItems,
	async execute(context) {
		const { n8n, itemIndex } = context;
		const options = readOptions(n8n, itemIndex);
		// Before anything is awaited: the first item is the one whose options count for the line.
		context.execution.line(options.line);
		const source = await binarySource(n8n, itemIndex, readInputBinaryField(context));
		return n8n.getNodeParameter('authentication', itemIndex) === 'delegatedToken'
			? await uploadWithoutKey(context, source, options)
			: await uploadIntoContainer(context, source, options);
	},
};

/** With a token and nothing else: the service makes the video, and the file name becomes its title. */
async function uploadWithoutKey(
	context: OperationContext,
	source: UploadSource,
	options: ReadOptions,
): Promise<IDataObject> {
	const { n8n, itemIndex, clock } = context;
	const credential = await n8n.getCredentials('apiVideoUploadTokenApi', itemIndex);
	const token = String(credential.uploadToken ?? '').trim();
	if (token === '') {
		throw new Trouble(
			'The credential holds no delegated token',
			'Open the api.video Delegated Token API credential and enter the token you were given.',
		);
	}
	const transport = tokenTransport(n8n, clock, baseUrlOf(credential), token);
	const uploaded = await send(context, source, options, { transport, secrets: [token] });
	return withReport(uploaded.video, options, uploaded);
}

/** With the API key at hand the container is made first, so that everything can be asked and resumed. */
async function uploadIntoContainer(
	context: OperationContext,
	source: UploadSource,
	options: ReadOptions,
): Promise<IDataObject> {
	const { n8n, itemIndex, clock, execution } = context;
	const baseUrl = baseUrlOf(await n8n.getCredentials('apiVideoApi', itemIndex));
	const withToken = n8n.getNodeParameter('uploadWith', itemIndex) === 'delegatedToken';
	const token = withToken ? readUploadToken(context) : undefined;
	const transport = token
		? tokenTransport(n8n, clock, baseUrl, token, keyQuestions(n8n, clock))
		: keyTransport(n8n, clock, baseUrl, execution.signature);

	const container = await chooseContainer(context, source, options);
	let video = container.kind === 'finished' ? container.video : {};
	let uploaded: Uploaded | undefined;
	if (container.kind === 'open') {
		const secrets = token ? [token] : [];
		uploaded = await send(context, source, options, { transport, secrets, container });
		video = uploaded.video as IDataObject;
	}
	if (options.waitUntilPlayable) {
		const videoId = String(video.videoId);
		await waitUntilPlayable(context, videoId, options.maxWait);
		video = await fetchVideo(context, videoId);
	}
	return withReport(video, options, uploaded);
}

async function chooseContainer(
	context: OperationContext,
	source: UploadSource,
	{ resumeVideoId, idempotencyKey }: ReadOptions,
): Promise<Container> {
	if (resumeVideoId) return await resumeContainer(context, resumeVideoId, source);
	const { n8n, itemIndex } = context;
	const fields = n8n.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const title = String(n8n.getNodeParameter('title', itemIndex, '') ?? '').trim() || source.name;
	const attributes = { ...readAdditionalFields(fields), title };
	return idempotencyKey
		? await idempotentContainer(context, idempotencyKey, source, attributes)
		: await newContainer(context, source, attributes);
}

/** Where a file goes, and how. */
interface Route {
	readonly transport: UploadTransport;
	readonly secrets: readonly string[];
	readonly container?: OpenContainer;
}

async function send(
	context: OperationContext,
	source: UploadSource,
	options: ReadOptions,
	{ transport, secrets, container }: Route,
): Promise<Uploaded> {
	const { n8n, execution } = context;
	try {
		const line = execution.line(options.line);
		const how: UploadOptions = {
			videoId: container?.videoId,
			received: container?.received,
			chunkBytes: options.chunkBytes,
			onProgress: (progress) =>
				n8n.logger.debug(
					`api.video: ${Math.floor(progress.arrivedBytes / MIB)} of ${Math.ceil(progress.totalBytes / MIB)} MiB have arrived in ${progress.videoId} (${progress.requests} requests, ${progress.retries} sent again)`,
				),
		};
		const uploaded = container?.shared
			? await uploadShared(context, source, transport, line, container, how)
			: await upload(source, transport, line, how);
		execution.remember(uploaded);
		return uploaded;
	} catch (error) {
		// Cancelling may show up first as a file that cannot be read any more.
		if (n8n.getExecutionCancelSignal()?.aborted) throw cancelled();
		const leftOver = await clearUp(context, options, container, error);
		throw explainStopped(error, source.name, leftOver, secrets);
	}
}

async function clearUp(
	{ n8n, clock }: OperationContext,
	{ ifStopped }: ReadOptions,
	container: OpenContainer | undefined,
	error: unknown,
): Promise<LeftOver> {
	if (container === undefined) return 'outOfReach';
	// A video that this step has not made, or that somebody else writes to or has completed, is not
	// ours to delete.
	const contested = error instanceof UploadStopped && error.reason === 'conflict';
	if (ifStopped === 'keep' || contested || !container.made) return 'kept';
	// That the upload has stopped is the news; a left-over that cannot be deleted is told by its id.
	return await apiRequest(n8n, clock, { method: 'DELETE', ...oneVideo(container.videoId) }).then(
		() => 'deleted',
		() => 'kept',
	);
}

function withReport(
	video: object,
	{ includeReport }: ReadOptions,
	uploaded: Uploaded | undefined,
): IDataObject {
	if (!includeReport) return video as IDataObject;
	return { ...video, uploadReport: uploaded ? uploadReport(uploaded) : { sentBytes: 0 } };
}
