import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import {
	FILE_SERVER_CREDENTIAL,
	FILE_SERVER_OAUTH2_CREDENTIAL,
	type CredentialType,
} from '../../api/credentialTypes';
import { isForServer, refuseOtherServer } from '../../api/fileServer';
import { readSigningHeader } from '../../api/fileServerHeader';
import { FileServerHost } from '../../api/fileServerHost';
import { letN8nSign } from '../../api/letN8nSign';
import { readCredential } from '../../api/readCredential';
import type { Clock } from '../../upload';
import { OAuth2Renewal, refuseUnconnected } from './oAuth2Renewal';

/** What signs requests to the file server. */
export interface ServerSignIn {
	/** Whether the credential was entered for the host of this address, its port included. */
	isFor(url: URL): boolean;
	/**
	 * Sends one request with the credential, as n8n's unsigned helper would send it without. The answer to one
	 * that is refused is an answer like any other, after a renewed sign-in where there is one.
	 *
	 * @param options without redirects, as n8n would carry the credential along; `abortSignal` ends the request
	 * @throws Trouble when the address is not one that {@link isFor}, or n8n could not sign; whatever n8n's
	 *   helper throws, which nobody may see: it holds the credential
	 */
	send(options: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
}

/** What a step signs with. */
export interface StepSignIn extends ServerSignIn {
	/** @throws Trouble that tells why, unless the credential {@link isFor} an address */
	refuseOther(url: URL): void;
}

/** Where a credential is read and used. */
export interface SignInContext {
	readonly n8n: IExecuteFunctions;
	readonly clock: Clock;
	/** Aborted when the execution is cancelled. */
	readonly signal: AbortSignal;
	/** Counted from 0: a credential may depend on the item. */
	readonly itemIndex: number;
}

/**
 * Signs with the header of a credential.
 *
 * @throws Trouble when the step has none, or one with which no request can be made
 */
export async function headerSignIn(context: SignInContext): Promise<StepSignIn> {
	const credential = await read(context, FILE_SERVER_CREDENTIAL);
	readSigningHeader(credential);
	const send = async (options: IHttpRequestOptions) =>
		await sign(context, FILE_SERVER_CREDENTIAL, options);
	return guarded(credential, send);
}

/**
 * Signs with OAuth2.
 *
 * @throws Trouble when the step has no such credential, or one that is not connected or has no Host
 */
export async function oAuth2SignIn(context: SignInContext): Promise<StepSignIn> {
	const credential = await read(context, FILE_SERVER_OAUTH2_CREDENTIAL);
	refuseUnconnected(credential);
	const send = async (options: IHttpRequestOptions) =>
		await sign(context, FILE_SERVER_OAUTH2_CREDENTIAL, options);
	const renewal = new OAuth2Renewal(context, credential, send);
	return guarded(credential, async (options) => await renewal.send(options));
}

async function read(
	context: SignInContext,
	type: CredentialType,
): Promise<ICredentialDataDecryptedObject> {
	const credential = await readCredential(context, type, context.itemIndex);
	FileServerHost.read(credential.host);
	return credential;
}

/** A request to another server is not made, whoever asks for it. */
function guarded(
	credential: ICredentialDataDecryptedObject,
	send: ServerSignIn['send'],
): StepSignIn {
	return {
		isFor: (url) => isForServer(credential, url),
		refuseOther: (url) => refuseOtherServer(credential, url),
		send: async (options) => {
			refuseOtherServer(credential, new URL(options.url, options.baseURL));
			return await send(options);
		},
	};
}

/** n8n writes the signature into what it is given, so that it gets a copy. */
async function sign(
	{ n8n, clock, signal, itemIndex }: SignInContext,
	type: CredentialType,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	const own: IHttpRequestOptions = { ...options, headers: { ...options.headers } };
	const until = (options.abortSignal as AbortSignal | undefined) ?? signal;
	return await letN8nSign(n8n, clock, own, until, type, itemIndex);
}
