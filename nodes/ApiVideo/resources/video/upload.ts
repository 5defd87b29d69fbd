import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { accountOf, accountOfToken } from '../../api/account';
import { DELEGATED_TOKEN_CREDENTIAL, signingType } from '../../api/credentialTypes';
import { baseUrlOf } from '../../api/environment';
import { quote } from '../../api/quote';
import { readCredential } from '../../api/readCredential';
import { Trouble } from '../../api/trouble';
import { keyQuestions, keyTransport, tokenTransport } from '../../n8n/uploadTransport';
import { isRecord, type AnySource, type Uploaded } from '../../upload';
import type { Operation, OperationContext } from '../operation';
import { inputBinaryField } from '../shared/inputBinaryField';
import { readDelegatedToken, delegatedTokenLocator } from '../delegatedToken/delegatedTokenLocator';
import { titleField } from './videoFields';
import { idempotentContainer, newContainer, resumeContainer, type Container } from './container';
import { fetchVideo } from './fetchVideo';
import { fileFromField, inBinaryField, webFields } from './fileFrom';
import { optionsOfFile, readFiles, refuseText, titleOfFile } from './filesOfItem';
import type { ItemFiles } from './filesToUpload';
import { untilPlayable } from './playable';
import { send } from './send';
import { additionalFields, readAdditionalFields } from './uploadFields';
import { parallelItems } from './speedOptions';
import { readOptions, uploadOptions, type ReadOptions } from './uploadOptions';
import { uploadReport } from './uploadReport';
import { refuseWithoutLength, waitUntilComplete } from './withoutLength';
import { uploadWithField, withKey, withoutKeyNotice, type UploadWith } from './uploadWith';

const properties: INodeProperties[] = [
	uploadWithField,
	withoutKeyNotice,
	{
		...delegatedTokenLocator,
		displayOptions: { show: { uploadWith: ['delegatedToken'] } },
		description: 'The token to upload with, as Delegated Token > Create puts it out',
	},
	fileFromField,
	{
		...inputBinaryField,
		displayOptions: inBinaryField,
		hint: 'The name of the input binary field containing the file to be uploaded. Several: data_0, data_1 or data_*',
		description:
			'Each file becomes a video and an item of its own. The star stands for any characters, so data_* takes data_0, data_1 and so on. A field that is called exactly like that comes first.',
	},
	...webFields,
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
		'Upload a video file of any size, from a binary field or read from a web address, private ones too. For a file that anybody can download, Create with its URL lets api.video fetch it by itself.',
	properties,
	parallelItems(first) {
		const options = first.raw(uploadOptions);
		return parallelItems(isRecord(options) ? options.parallelUploads : undefined);
	},
	parts: (context) => readItem(context).files.names.map((name) => `file ${quote(name)}`),
	async check(context) {
		const { files, options } = readItem(context);
		for (const part of files.names.keys()) {
			const file = await files.lookAt(part);
			await readWanted({ ...context, part }, { files, options });
			if (file && !options.sendAnyFile) await refuseText(file, files, context.signal);
		}
	},
	rerunnable({ parameters }) {
		const { idempotencyKey, resumeVideoId } = readOptions(parameters);
		return idempotencyKey !== undefined || resumeVideoId !== undefined;
	},
	async execute(context) {
		const { files, options } = readItem(context);
		const wanted = await readWanted(context, { files, options });
		const source = await files.bring(context.part ?? 0);
		if (files.isLate && !options.sendAnyFile) await refuseText(source, files, context.signal);
		if (source.size === undefined) refuseWithoutLength(source, wanted);
		return wanted.attributes
			? await uploadIntoContainer(context, source, wanted, {
					...wanted.attributes,
					title: wanted.attributes.title || source.name,
				})
			: await uploadWithoutKey(context, source, wanted);
	},
};

/** What a file is to become, as far as the parameters say. */
interface Wanted {
	readonly options: ReadOptions;
	/** Where the service is, without a slash at the end. */
	readonly baseUrl: string;
	/** Whose rate limit counts. */
	readonly account: string;
	/** The delegated token to send the file with, if any. */
	readonly token?: string;
	/** Of the video that the API key makes, perhaps without a title; undefined with a token and nothing else. */
	readonly attributes?: IDataObject;
}

/** What the files of an item have in common. */
interface Item {
	readonly options: ReadOptions;
	readonly files: ItemFiles;
}

function readItem(context: OperationContext): Item {
	const options = readOptions(context.parameters);
	// The first item is the one whose options count for all, whatever its file is like.
	context.execution.ask(options.party);
	return { options, files: readFiles(context, options) };
}

/** Sends nothing: n8n is asked for the credential. */
async function readWanted(
	context: OperationContext,
	{ options: ofItem, files }: Item,
): Promise<Wanted> {
	const { n8n, itemIndex, parameters, part = 0 } = context;
	const options = optionsOfFile(ofItem, files, part);
	const uploadWith = parameters.choice<UploadWith>(uploadWithField);
	if (uploadWith === 'tokenCredential') {
		const credential = await readCredential(context, DELEGATED_TOKEN_CREDENTIAL, itemIndex);
		const token = tokenIn(credential.uploadToken);
		const baseUrl = baseUrlOf(credential);
		return { options, baseUrl, account: accountOfToken(baseUrl, token), token };
	}
	const credential = await readCredential(context, signingType(n8n), itemIndex);
	return {
		options,
		baseUrl: baseUrlOf(credential),
		account: accountOf(credential),
		token: uploadWith === 'delegatedToken' ? readDelegatedToken(context) : undefined,
		attributes: {
			...readAdditionalFields(context),
			title: titleOfFile(parameters.text(titleField)?.trim(), files, part),
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
	source: AnySource,
	{ options, baseUrl, account, token = '' }: Wanted,
): Promise<IDataObject> {
	const { n8n, clock } = context;
	const transport = tokenTransport(n8n, clock, baseUrl, token);
	const uploaded = await send(context, source, options, { transport, account, token });
	return withReport(uploaded.video, options, uploaded);
}

/** With the API key at hand the container is made first, so that everything can be asked and resumed. */
async function uploadIntoContainer(
	context: OperationContext,
	source: AnySource,
	{ options, baseUrl, account, token }: Wanted,
	attributes: IDataObject,
): Promise<IDataObject> {
	const { n8n, clock, api, execution } = context;
	const transport =
		token === undefined
			? keyTransport(n8n, clock, baseUrl, execution.signer, api)
			: tokenTransport(n8n, clock, baseUrl, token, keyQuestions(api));
	const chosen = await chooseContainer(context, source, options, attributes);
	const container =
		chosen.kind === 'ofOther'
			? await waitUntilComplete(context, chosen.videoId, source, execution.share(account).lane)
			: chosen;
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
	source: AnySource,
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
