import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { additionalData } from './additionalData';
import { CredentialsHelper, type StoredCredential } from './credentials';
import { host } from './host';
import { captureLogs, type LogLine } from './logs';

/** How n8n runs a trigger: by hand in the editor, or in an active workflow. */
export type TriggerMode = 'manual' | 'active';

/** A trigger node as a user has set it up. */
export interface TriggerRun {
	node: INodeType;
	parameters: INodeParameters;
	credential: StoredCredential;
	mode?: TriggerMode;
	/** Where n8n believes that it can be reached; its own server unless given. */
	publicAddress?: string;
	/** Another one than that of every other host. */
	workflowId?: string;
}

interface Loaded {
	workflow: Workflow;
	node: INode;
	data: IWebhookData;
	additional: IWorkflowExecuteAdditionalData;
}

/**
 * What n8n's server does with a webhook trigger (its `webhook.service.js`, `live-webhooks.js` and
 * `webhook-helpers.js`, 2.41.1): the server package cannot be loaded here, the contexts that the node
 * sees are n8n-core's own. The workflow and its static data are read anew for each request, and
 * stored after it.
 */
export class TriggerHost {
	/** What the node would have handed to the next step, for each time the workflow started. */
	readonly started: IDataObject[][] = [];
	/** Statuses that were answered. */
	readonly answers: number[] = [];
	/** Answers to give instead of the node's, although n8n has done its work: a lost answer. */
	readonly lost: number[] = [];
	/** As n8n has it in its database. */
	stored: IDataObject = {};
	readonly workflowId: string;
	private address = '';
	private readonly server = createServer((request, response) => {
		void this.answer(request, response);
	});

	/** What n8n has written to its log since the host is there. */
	readonly logs: LogLine[];

	constructor(private readonly run: TriggerRun) {
		this.logs = captureLogs();
		this.workflowId = run.workflowId ?? randomUUID();
	}

	/** Where the service should send its events. */
	get webhookUrl(): string {
		const { workflow, node, data, additional } = this.load();
		const { core } = host;
		const hook = new core.HookContext(workflow, node, additional, 'trigger', 'activate', data);
		return String(hook.getNodeWebhookUrl('default'));
	}

	/** Activates the workflow, or listens for a test event. */
	async activate(): Promise<void> {
		await this.open();
		if ((await this.call('checkExists')) !== true) await this.call('create');
	}

	/** Deactivates the workflow. */
	async deactivate(): Promise<unknown> {
		return await this.call('delete');
	}

	/** Starts to listen, without telling the service. */
	async open(): Promise<void> {
		if (this.server.listening) return;
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
	}

	/** Calls one of the node's webhook methods, as n8n does. */
	async call(name: 'checkExists' | 'create' | 'delete'): Promise<unknown> {
		const { workflow, node, data, additional } = this.load();
		const { core } = host;
		const hook = new core.HookContext(workflow, node, additional, 'trigger', 'activate', data);
		const result = await this.run.node.webhookMethods?.default?.[name]?.call(hook);
		this.save(workflow);
		return result;
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		// Read at the beginning, stored at the end: n8n does not wait for other requests in between.
		const { workflow, node, data, additional } = this.load();
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		const rawBody = Buffer.concat(pieces);
		additional.httpRequest = Object.assign(request, { rawBody, params: {}, query: {} }) as never;
		const expressLike = this.expressLike(response);
		additional.httpResponse = expressLike as never;
		const { WebhookContext } = host.core;
		const mode = this.run.mode === 'manual' ? 'manual' : 'webhook';
		const context = new WebhookContext(workflow, node, additional, mode, data, [], null);
		const result = await (this.run.node.webhook?.call(context) as Promise<IWebhookResponseData>);
		for (const items of result.workflowData ?? []) this.started.push(items.map(({ json }) => json));
		// n8n 2.41 starts the workflow before it answers, and what the node has changed is lost by that.
		if (result.noWebhookResponse || !result.workflowData) this.save(workflow);
		if (!result.noWebhookResponse) {
			const { webhookResponse = { message: 'Workflow was started' } } = result;
			expressLike.status(200).json(webhookResponse);
		}
	}

	/** The part of Express's response that nodes use; `lost` statuses take the place of the real ones. */
	private expressLike(response: ServerResponse): ExpressLike {
		const { lost, answers } = this;
		return {
			status(code) {
				response.statusCode = lost.shift() ?? code;
				return this;
			},
			json(body) {
				answers.push(response.statusCode);
				response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
			},
		};
	}

	private load(): Loaded {
		const { parameters, credential, mode, node: type, publicAddress } = this.run;
		const { name } = credential.type;
		const node: INode = {
			id: 'trigger',
			name: 'Trigger',
			type: 'trigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: 'b5b2f0f6-0000-4000-8000-000000000001',
			parameters,
			credentials: { [name]: { id: name, name } },
		};
		const staticData = JSON.parse(JSON.stringify(this.stored)) as IDataObject;
		const workflow = new Workflow({
			id: this.workflowId,
			active: mode !== 'manual',
			nodes: [node],
			connections: {},
			nodeTypes: {
				getByName: () => type,
				getByNameAndVersion: () => type,
				getKnownTypes: () => ({}),
			},
			// What is listened for in the editor has static data of its own.
			staticData: mode === 'manual' ? {} : staticData,
		});
		if (mode === 'manual') workflow.setTestStaticData(staticData);
		const additional = additionalData('trigger', new CredentialsHelper([credential]));
		const base = publicAddress ?? this.address;
		additional.webhookBaseUrl = `${base}/webhook`;
		additional.webhookTestBaseUrl = `${base}/webhook-test`;
		const webhookDescription = type.description.webhooks?.[0] as IWebhookData['webhookDescription'];
		const data: IWebhookData = {
			httpMethod: 'POST',
			node: node.name,
			path: '',
			webhookDescription,
			workflowId: this.workflowId,
			workflowExecuteAdditionalData: additional,
			isTest: mode === 'manual',
		};
		return { workflow, node: workflow.nodes.Trigger, data, additional };
	}

	private save({ staticData, ...workflow }: Workflow): void {
		const { testStaticData } = workflow as unknown as { testStaticData?: IDataObject };
		const changed = this.run.mode === 'manual' ? { ...testStaticData, ...staticData } : staticData;
		this.stored = JSON.parse(JSON.stringify(changed)) as IDataObject;
	}
}

interface ExpressLike {
	status(code: number): ExpressLike;
	json(body: unknown): void;
}
