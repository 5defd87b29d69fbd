import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { accountOf, accountOfToken } from '../../api/account';
import { DELEGATED_TOKEN_CREDENTIAL, signingType } from '../../api/credentialTypes';
import { baseUrlOf } from '../../api/environment';
import { quote } from '../../api/quote';
import { readCredential } from '../../api/readCredential';
import { Trouble } from '../../api/trouble';
import type { InputFiles } from '../../n8n/binaryField';
import { sourceOf } from '../../n8n/binarySource';
import { keyQuestions, keyTransport, tokenTransport } from '../../n8n/uploadTransport';
import { isRecord, type Uploaded, type UploadSource } from '../../upload';
import type { Operation, OperationContext } from '../operation';
import { inputBinaryField } from '../shared/inputBinaryField';
import { readDelegatedToken, delegatedTokenLocator } from '../delegatedToken/delegatedTokenLocator';
import { titleField } from './videoFields';
import { idempotentContainer, newContainer, resumeContainer, type Container } from './container';
import { fetchVideo } from './fetchVideo';
import { optionsOfFile, readFiles, refuseText, titleOfFile } from './filesOfItem';
import { untilPlayable } from './playable';
import { send } from './send';
import { additionalFields, readAdditionalFields } from './uploadFields';
import { parallelItems } from './speedOptions';
import { readOptions, uploadOptions, type ReadOptions } from './uploadOptions';
import { uploadReport } from './uploadReport';
import { uploadWithField, withKey, withoutKeyNotice, type UploadWith } from './uploadWith';

const properties: INodeProperties[] = [
	uploadWithField,
	withoutKeyNotice,
	{
		...delegatedTokenLocator,
		displayOptions: { show: { uploadWith: ['delegatedToken'] } },
		description: 'The token to upload with, as Delegated Token > Create puts it out',
	},
	{
		...inputBinaryField,
		hint: 'The name of the input binary field containing the file to be uploaded. Several: data_0, data_1 or data_*',
		description:
			'Each file becomes a video and an item of its own. The star stands for any characters, so data_* takes data_0, data_1 and so on. A field that is called exactly like that comes first.',
	},
	{
		...titleField,
		displayOptions: withKey,
		description:
			'The name of the video. Leave empty to use the name of the file. Of several files each gets a number behind it.',
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
	properties,
	parallelItems(first) {
		const options = first.raw(uploadOptions);
		return parallelItems(isRecord(options) ? options.parallelUploads : undefined);
	},
	parts: (context) => readFiles(context).files.map(({ field }) => `file ${quote(field)}`),
	async check(context) {
		const item = readItem(context);
		for (const part of item.files.files.keys()) {
			const { source, options } = await readUpload({ ...context, part }, item);
			if (!options.sendAnyFile) await refuseText(source, context.signal);
		}
	},
	rerunnable({ parameters }) {
		const { idempotencyKey, resumeVideoId } = readOptions(parameters);
		return idempotencyKey !== undefined || resumeVideoId !== undefined;
	},
	async execute(context) {
		const wanted = await readUpload(context, readItem(context));
		return wanted.attributes
			? await uploadIntoContainer(context, wanted, wanted.attributes)
			: await uploadWithoutKey(context, wanted);
	},
};

/** What an item is to become, as far as its parameters and its file say. */
interface Wanted {
	readonly source: UploadSource;
	readonly options: ReadOptions;
	/** Where the service is, without a slash at the end. */
	readonly baseUrl: string;
	/** Whose rate limit counts. */
	readonly account: string;
	/** The delegated token to send the file with, if any. */
	readonly token?: string;
	/** Of the video that the API key makes; undefined with a token and nothing else. */
	readonly attributes?: IDataObject;
}

/** What the files of an item have in common. */
interface Item {
	readonly options: ReadOptions;
	readonly files: InputFiles;
}

function readItem(context: OperationContext): Item {
	const options = readOptions(context.parameters);
	// The first item is the one whose options count for all, whatever its file is like.
	context.execution.ask(options.party);
	return { options, files: readFiles(context) };
}

/** Sends nothing: n8n is asked for the size of the file, and for the credential. */
async function readUpload(
	context: OperationContext,
	{ options: ofItem, files }: Item,
): Promise<Wanted> {
	const { n8n, itemIndex, parameters, clock, signal, part = 0 } = context;
	const options = optionsOfFile(ofItem, files, part);
	const source = await sourceOf(n8n, files.files[part].binary, clock, signal);
	const uploadWith = parameters.choice<UploadWith>(uploadWithField);
	if (uploadWith === 'tokenCredential') {
		const credential = await readCredential(context, DELEGATED_TOKEN_CREDENTIAL, itemIndex);
		const token = tokenIn(credential.uploadToken);
		const baseUrl = baseUrlOf(credential);
		return { source, options, baseUrl, account: accountOfToken(baseUrl, token), token };
	}
	const credential = await readCredential(context, signingType(n8n), itemIndex);
	const title = titleOfFile(parameters.text(titleField)?.trim(), files, part);
	return {
		source,
		options,
		baseUrl: baseUrlOf(credential),
		account: accountOf(credential),
		token: uploadWith === 'delegatedToken' ? readDelegatedToken(context) : undefined,
		attributes: {
			...readAdditionalFields(context),
			title: title || source.name,
		},
	};
}

function tokenIn(entered: unknown): string {
	const token = String(entered ?? '').trim();
	if (token !== '') return token;
	throw new Trouble(
		'The credential holds no delegated token',
		`Open the ${DELEGATED_TOKEN_CREDENTIAL.label} credential and enter the token you were given.`,
	);
}

/** With a token and nothing else: the service makes the video, and the file name becomes its title. */
async function uploadWithoutKey(
	context: OperationContext,
	{ source, options, baseUrl, account, token = '' }: Wanted,
): Promise<IDataObject> {
	const { n8n, clock } = context;
	const transport = tokenTransport(n8n, clock, baseUrl, token);
	const uploaded = await send(context, source, options, { transport, account, token });
	return withReport(uploaded.video, options, uploaded);
}

/** With the API key at hand the container is made first, so that everything can be asked and resumed. */
async function uploadIntoContainer(
	context: OperationContext,
	{ source, options, baseUrl, account, token }: Wanted,
	attributes: IDataObject,
): Promise<IDataObject> {
	const { n8n, clock, api, execution } = context;
	const transport =
		token === undefined
			? keyTransport(n8n, clock, baseUrl, execution.signer, api)
			: tokenTransport(n8n, clock, baseUrl, token, keyQuestions(api));
	const container = await chooseContainer(context, source, options, attributes);
	let video = container.kind === 'finished' ? container.video : {};
	if (container.kind === 'finished') {
		if (options.idempotencyKey !== undefined) execution.rememberFound(source.name, video);
		else
			execution.note(`The video ${String(video.videoId)} has all of this file: nothing was sent.`);
	}
	let uploaded: Uploaded | undefined;
	if (container.kind === 'open') {
		uploaded = await send(context, source, options, { transport, account, token, container });
		video = uploaded.video as IDataObject;
	}
	if (options.waitUntilPlayable) {
		const videoId = String(video.videoId);
		await untilPlayable(context, videoId, options.maxWait, uploaded !== undefined);
		video = await fetchVideo(context, videoId);
	}
	return withReport(video, options, uploaded);
}

async function chooseContainer(
	context: OperationContext,
	source: UploadSource,
	{ resumeVideoId, idempotencyKey, chunkBytes }: ReadOptions,
	attributes: IDataObject,
): Promise<Container> {
	if (resumeVideoId !== undefined) return await resumeContainer(context, resumeVideoId, source);
	const wanted = { attributes, chunkBytes };
	return idempotencyKey === undefined
		? await newContainer(context, source, wanted)
		: await idempotentContainer(context, idempotencyKey, source, wanted);
}

function withReport(
	video: object,
	{ includeReport }: ReadOptions,
	uploaded: Uploaded | undefined,
): IDataObject {
	if (!includeReport) return video as IDataObject;
	return { ...video, uploadReport: uploaded ? uploadReport(uploaded) : { sentBytes: 0 } };
}
