import type { Readable } from 'node:stream';
import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
	IWorkflowSettings,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { bindAccessToken } from '../../../nodes/ApiVideo/api/accessToken';
import { headerFor } from './fileServerCredentials';
import { NODE } from './httpErrors';

/** A request as it left the node: its options, and the credential it was to be signed with. */
export interface SentRequest extends IHttpRequestOptions {
	readonly credential?: string;
}

/** Answers a request by hand; it may also throw as n8n's helper does. */
export type Reply = (
	request: SentRequest,
	index: number,
) => IN8nHttpFullResponse | Promise<IN8nHttpFullResponse>;

/** What n8n would give the node. */
export interface FakeNodeOptions {
	/** Parameters of every item, or a function of the item's index. */
	readonly parameters?: IDataObject | ((itemIndex: number) => IDataObject);
	readonly credentials?: Record<string, ICredentialDataDecryptedObject>;
	readonly items?: INodeExecutionData[];
	readonly signal?: AbortSignal;
	readonly reply?: Reply;
	/** Opens what n8n keeps under an id. */
	readonly stream?: (id: string, pieceBytes?: number) => Promise<Readable>;
	/** What n8n has noted as the size of the file under an id. */
	readonly fileSize?: (id: string) => Promise<unknown>;
	readonly continueOnFail?: boolean;
	/** What n8n has stored for the step; the node changes it. */
	readonly staticData?: IDataObject;
	/** `trigger` unless given. */
	readonly mode?: WorkflowExecuteMode;
	readonly executionId?: string;
	/** How often the step has run in this execution before; 0 unless given. */
	readonly runIndex?: number;
	readonly workflowId?: string;
	readonly instanceId?: string;
	readonly workflowSettings?: IWorkflowSettings;
}

/** More than any test needs; ends a loop that would not end. */
const REQUESTS_MAX = 2000;

const KEY = { apiKey: 'the-key', environment: 'sandbox', baseUrl: '' };

/** The sandbox, by API key, with the access token that n8n keeps after the first request, and by token. */
export const SANDBOX: Record<string, ICredentialDataDecryptedObject> = {
	apiVideoApi: { ...KEY, accessToken: bindAccessToken('access1', KEY) },
	apiVideoUploadTokenApi: { uploadToken: 'toCredential1', environment: 'sandbox', baseUrl: '' },
	apiVideoFileServerApi: headerFor('files.example.com'),
	apiVideoFileServerOAuth2Api: {
		host: 'files.example.com',
		grantType: 'authorizationCode',
		oauthTokenData: { access_token: 'access2' },
	},
};

/** n8n's functions for a running node, as far as this node calls them, with requests answered by hand. */
export class FakeNode {
	readonly requests: SentRequest[] = [];
	readonly hints: NodeExecutionHint[] = [];
	readonly logs: string[] = [];

	readonly staticData: IDataObject;

	constructor(private readonly options: FakeNodeOptions = {}) {
		this.staticData = options.staticData ?? {};
	}

	/** While the node runs. */
	get execution(): IExecuteFunctions {
		return this.functions() as unknown as IExecuteFunctions;
	}

	/** While the editor fills a list: nothing can be cancelled there. */
	get editor(): ILoadOptionsFunctions {
		const functions: Partial<ReturnType<FakeNode['functions']>> = this.functions();
		delete functions.getExecutionCancelSignal;
		return functions as unknown as ILoadOptionsFunctions;
	}

	/** `METHOD address` of each request. */
	get asked(): string[] {
		return this.requests.map(({ method, url }) => `${method} ${url}`);
	}

	private functions() {
		const { options } = this;
		const { credentials = SANDBOX } = options;
		const items: INodeExecutionData[] = options.items ?? [{ json: {} }];
		const log = (line: string) => this.logs.push(line);
		return {
			getNode: () => NODE,
			getTimezone: () => 'Europe/Paris',
			getInputData: () => items,
			getExecutionCancelSignal: () => options.signal,
			continueOnFail: () => options.continueOnFail ?? false,
			getWorkflowStaticData: () => this.staticData,
			getMode: () => options.mode ?? 'trigger',
			getExecutionId: () => options.executionId ?? 'execution',
			getWorkflow: () => ({ id: options.workflowId ?? 'workflow', active: true }),
			getInstanceId: () => options.instanceId ?? 'instance',
			getWorkflowDataProxy: () => ({ $runIndex: options.runIndex ?? 0 }),
			addExecutionHints: (...hints: NodeExecutionHint[]) => this.hints.push(...hints),
			logger: { debug: log, info: log, error: log },
			getWorkflowSettings: () => options.workflowSettings ?? {},
			getCredentials: async (type: string) => credentials[type],
			getNodeParameter: (name: string, itemIndex: number, fallback?: unknown) =>
				this.parameter(name, itemIndex, fallback),
			helpers: {
				httpRequest: async (request: IHttpRequestOptions) => await this.send(request),
				httpRequestWithAuthentication: async (credential: string, request: IHttpRequestOptions) =>
					await this.send({ ...request, credential }),
				assertBinaryData: (itemIndex: number, field: string | IBinaryData) => {
					const found = typeof field === 'string' ? items[itemIndex].binary?.[field] : field;
					if (found === undefined) throw new Error(`n8n found no ${String(field)}`);
					return found;
				},
				getBinaryStream: async (id: string, pieceBytes?: number) =>
					await must(options.stream)(id, pieceBytes),
				getBinaryMetadata: async (id: string) => ({ fileSize: await must(options.fileSize)(id) }),
			},
		};
	}

	private async send(request: SentRequest): Promise<IN8nHttpFullResponse> {
		if (this.requests.length >= REQUESTS_MAX) throw new Error('The node asks for ever');
		this.requests.push(request);
		return await must(this.options.reply)(request, this.requests.length - 1);
	}

	private parameter(name: string, itemIndex: number, fallback: unknown): unknown {
		const { parameters = {} } = this.options;
		const all = typeof parameters === 'function' ? parameters(itemIndex) : parameters;
		// As n8n does: what an expression gives counts, also null and undefined.
		if (Object.hasOwn(all, name)) return all[name];
		if (fallback === undefined) throw new Error(`Could not get parameter ${name}`);
		return fallback;
	}
}

function must<T>(given: T | undefined): T {
	if (given === undefined) throw new Error('The test did not expect this');
	return given;
}

/** An answer as n8n's helper gives it with `returnFullResponse`. */
export function response(
	statusCode: number,
	body: unknown = {},
	headers: Record<string, string> = {},
): IN8nHttpFullResponse {
	return { statusCode, body: body as IDataObject, headers };
}

/** An answer of the service that says no. */
export function problemResponse(
	statusCode: number,
	slug: string,
	more: object = {},
): IN8nHttpFullResponse {
	const type = `https://docs.api.video/reference/${slug}`;
	return response(statusCode, { type, title: 'A title', status: statusCode, ...more });
}

/** Gives one answer after the other, or throws it; the last one serves for all that follow. */
export function answers(...steps: Array<IN8nHttpFullResponse | Error>): Reply {
	return (_request, index) => {
		const step = steps[Math.min(index, steps.length - 1)];
		if (step instanceof Error) throw step;
		return step;
	};
}
