import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { ApiVideoApi } from '../../../credentials/ApiVideoApi.credentials';
import { FakeNode, SANDBOX } from './fakeNode';
import { networkError, statusError, wrapped, wrappedWithoutCause } from './httpErrors';

/** n8n whose helper for signed requests behaves differently. */
export type N8nVersion = 'below 2.10' | '2.10 to 2.33' | 'from 2.34';
export const N8N_VERSIONS: readonly N8nVersion[] = ['below 2.10', '2.10 to 2.33', 'from 2.34'];

/** Answers by hand, or throws as the platform does when no answer comes. */
export type Service = (request: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/**
 * n8n's functions for a running node, with n8n's own way to sign a request: reads the credential, signs
 * in where that is due, signs, and renews upon a 401 that was not to be ignored. Follows
 * `httpRequestWithAuthentication` of n8n-core 1.122.48, 2.8.1 and 2.41.1 statement by statement;
 * test/n8nVersions compares it with the real ones.
 */
export class SigningNode {
	readonly asked: string[] = [];
	/** How often n8n has read the credential. */
	reads = 0;
	/** What happens when n8n reads it. */
	onRead: () => Promise<void> = async () => undefined;
	stored: ICredentialDataDecryptedObject = { ...SANDBOX.apiVideoApi };

	constructor(
		private readonly version: N8nVersion,
		private readonly service: Service,
		private readonly cancel?: AbortSignal,
	) {}

	/** How often a path was asked for. */
	count(path: string): number {
		return this.asked.filter((one) => one.endsWith(path)).length;
	}

	/** While the node runs. */
	get execution(): IExecuteFunctions {
		return Object.assign(this.functions(), { getExecutionCancelSignal: () => this.cancel });
	}

	/** While the editor fills a list, or a trigger registers itself: nothing can be cancelled there. */
	get editor(): ILoadOptionsFunctions {
		return this.functions();
	}

	private functions(): IExecuteFunctions & ILoadOptionsFunctions {
		const http = async (options: IHttpRequestOptions) => await this.http(options);
		const getCredentials = async () => {
			this.reads++;
			await this.onRead();
			return { ...this.stored };
		};
		const signed = this.signed.bind(this);
		const functions = {
			...new FakeNode().editor,
			getCredentials,
			helpers: {
				httpRequest: http,
				async httpRequestWithAuthentication(
					this: IExecuteFunctions,
					_type: string,
					options: IHttpRequestOptions,
				) {
					if ('getExecutionCancelSignal' in this) {
						options.abortSignal = this.getExecutionCancelSignal();
					}
					return await signed(getCredentials, options);
				},
			},
		};
		return functions as unknown as IExecuteFunctions & ILoadOptionsFunctions;
	}

	private async signed(
		getCredentials: () => Promise<ICredentialDataDecryptedObject>,
		options: IHttpRequestOptions,
	): Promise<IN8nHttpFullResponse> {
		let credentials: ICredentialDataDecryptedObject | undefined;
		try {
			credentials = await getCredentials();
			await this.preAuthentication(credentials, false);
			return await this.http(await this.authenticate(credentials, options));
		} catch (error) {
			if (statusOf(error) !== 401 || credentials === undefined) throw this.wrap(error as Error);
			try {
				await this.preAuthentication(credentials, true);
				return await this.http(await this.authenticate(credentials, options));
			} catch (again) {
				throw this.wrap(again as Error);
			}
		}
	}

	private async preAuthentication(
		credentials: ICredentialDataDecryptedObject,
		expired: boolean,
	): Promise<void> {
		if (credentials.accessToken !== '' && !expired) return;
		const helpers = {
			httpRequest: async (options: IHttpRequestOptions) => await this.http(options),
		};
		const output = await new ApiVideoApi().preAuthentication.call({ helpers }, credentials);
		Object.assign(this.stored, output);
		Object.assign(credentials, output);
	}

	private async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = new ApiVideoApi();
		if (typeof authenticate !== 'function') throw new Error('The credential signs by a function');
		return await authenticate(credentials, options);
	}

	private async http(options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		const { aborted } = (options.abortSignal ?? {}) as Partial<AbortSignal>;
		if (aborted) throw networkError('ERR_CANCELED', 'canceled');
		this.asked.push(`${options.method} ${new URL(options.url).pathname}`);
		const answer = await this.service(options);
		const { statusCode, body, headers } = answer;
		if (statusCode < 300 || this.ignores(options, statusCode)) return answer;
		throw statusError(statusCode, body, headers);
	}

	private ignores({ ignoreHttpStatusErrors: ignoring }: IHttpRequestOptions, status: number) {
		if (this.version === 'below 2.10' || typeof ignoring !== 'object') return Boolean(ignoring);
		return ignoring.ignore && !ignoring.except?.includes(status);
	}

	private wrap(error: Error): Error {
		return this.version === 'from 2.34' ? wrapped(error) : wrappedWithoutCause(error);
	}
}

function statusOf(error: unknown): unknown {
	return (error as { response?: { status?: number } }).response?.status;
}
