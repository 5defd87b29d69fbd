import type {
	IDataObject,
	IHookFunctions,
	IHttpRequestOptions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { FakeNode, problemResponse, response, SANDBOX, type FakeNodeOptions } from './fakeNode';

/** Where n8n takes deliveries for the trigger. */
export const ADDRESS = 'https://n8n.example/webhook/1/webhook';

/** What n8n would give the trigger. */
export interface FakeTriggerOptions extends FakeNodeOptions {
	/** {@link ADDRESS} unless given. */
	readonly address?: string | null;
	readonly parameters?: IDataObject;
	readonly environment?: string;
}

/** n8n's functions for a trigger, and an account with webhooks: the service answers as its specification says. */
export class FakeTrigger {
	/** What n8n has stored for the trigger. */
	readonly stored: IDataObject = {};
	readonly warnings: string[] = [];
	/** The webhooks of the account. */
	readonly webhooks: IDataObject[] = [];
	/** Answers a request in place of the service. */
	refuse?: (method: string, path: string) => ReturnType<typeof response> | Error | undefined;
	private readonly node: FakeNode;

	constructor(private readonly options: FakeTriggerOptions = {}) {
		const { environment = 'sandbox' } = options;
		const apiVideoApi = { ...SANDBOX.apiVideoApi, environment, baseUrl: 'http://10.0.0.7' };
		this.node = new FakeNode({
			credentials: { apiVideoApi },
			reply: (request) => this.answer(request),
			...options,
			staticData: this.stored,
		});
	}

	/** `METHOD path` of each request. */
	get asked(): string[] {
		return this.node.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
	}

	/** What was changed at the service. */
	get writes(): string[] {
		return this.asked.filter((asked) => !asked.startsWith('GET'));
	}

	/** While n8n publishes the workflow, or takes that back. */
	get hook(): IHookFunctions {
		return this.functions() as unknown as IHookFunctions;
	}

	/** While something has arrived. */
	get delivery(): IWebhookFunctions {
		return this.functions() as unknown as IWebhookFunctions;
	}

	private functions(): object {
		const { parameters = {}, address = ADDRESS } = this.options;
		return Object.assign(this.node.editor, {
			logger: { warn: (line: string) => this.warnings.push(line) },
			getNodeWebhookUrl: (name: string) =>
				name === 'default' ? (address ?? undefined) : 'another',
			getNodeParameter: (name: string, fallback: unknown) =>
				Object.hasOwn(parameters, name) ? parameters[name] : fallback,
		});
	}

	private answer({ method = 'GET', url, body }: IHttpRequestOptions) {
		const { pathname } = new URL(url);
		const refused = this.refuse?.(method, pathname);
		if (refused instanceof Error) throw refused;
		if (refused) return refused;
		const [, webhookId] = /^\/webhooks\/(.+)$/.exec(pathname) ?? [];
		if (method === 'POST') return response(201, this.register(body as IDataObject));
		if (webhookId === undefined) {
			return response(200, { data: this.webhooks, pagination: { pagesTotal: 1 } });
		}
		const at = this.webhooks.findIndex((webhook) => webhook.webhookId === webhookId);
		if (at < 0) return problemResponse(404, 'resource-not-found');
		if (method === 'GET') return response(200, this.webhooks[at]);
		this.webhooks.splice(at, 1);
		return response(204, '');
	}

	private register(wanted: IDataObject): IDataObject {
		const webhook = { webhookId: 'new1', signatureSecret: 'secret of new1', ...wanted };
		this.webhooks.push(webhook);
		return webhook;
	}
}
