import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';

/** What signs requests to the file server. */
export interface ServerSignIn {
	/** Whether the credential was entered for the host of this address, its port included. */
	isFor(url: URL): boolean;
	/** Sends one request with the credential, as n8n's unsigned helper would send it without. */
	send(options: IHttpRequestOptions): Promise<IN8nHttpFullResponse>;
}
