import { isStored, readExecution, unflatten, type Execution, type RunData } from './execution';
import { poll } from './poll.mjs';

/** The login of the throw-away n8n. `npm start` prints it. */
export const DEMO_LOGIN = { email: 'demo@example.com', password: 'Demo-n8n-1' };

const RUNNING = new Set(['new', 'running', 'waiting', 'unknown']);

/** What a node's `credentials` refers to. */
export interface Reference {
	id: string;
	name: string;
}

export interface WaitOptions {
	/** Default 600,000. */
	timeoutMilliseconds?: number;
	/** Between two questions, each of which keeps n8n busy for 10 to 20 ms; default 200. */
	intervalMilliseconds?: number;
	signal?: AbortSignal;
}

/** A workflow as n8n's interface has it, as far as it is read here. */
interface StoredWorkflow {
	id: string;
	versionId: string;
	nodes: Array<{ name: string; type: string }>;
}

/** An execution as n8n's interface has it. */
interface Seen {
	id: string;
	status: string;
	startedAt: string;
	stoppedAt?: string | null;
	data: string;
}

/** n8n's own REST interface, the one its editor uses, logged in as the owner. */
export class N8nClient {
	#cookie = '';

	/** @param url of the editor, without a slash at the end */
	constructor(readonly url: string) {}

	/** Makes the owner's account of a fresh n8n and logs in. */
	async setUpOwner(): Promise<void> {
		await this.call('POST', '/owner/setup', { ...DEMO_LOGIN, firstName: 'Demo', lastName: 'User' });
		// Nobody who tries the node needs the questionnaire.
		await this.call('POST', '/me/survey', {}).catch(() => {});
	}

	/** Logs in as the owner whose account `setUpOwner` has made. */
	async logIn(): Promise<void> {
		const { email, password } = DEMO_LOGIN;
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** @param credential of a type such as "apiVideoApi" */
	async importCredential(credential: {
		name: string;
		type: string;
		data: object;
	}): Promise<Reference> {
		const { id, name } = await this.call<Reference>('POST', '/credentials', credential);
		return { id, name };
	}

	/**
	 * @param workflow as in an exported file
	 * @returns its id. A file has one, too, which `n8n import:workflow` wants; here n8n chooses, so that the same file can
	 *   be imported twice
	 */
	async importWorkflow(workflow: object): Promise<string> {
		const stored = { ...workflow, id: undefined };
		return (await this.call<StoredWorkflow>('POST', '/workflows', stored)).id;
	}

	/**
	 * Runs a workflow as the editor's button does.
	 *
	 * @returns the id of the execution, which has only begun
	 */
	async start(workflowId: string): Promise<string> {
		const workflow = await this.call<StoredWorkflow>('GET', `/workflows/${workflowId}`);
		const trigger = workflow.nodes.find(({ type }) => /trigger$/i.test(type));
		// n8n 1 and the first of n8n 2 run what they are sent, the others what is stored.
		const body = { workflowData: workflow, triggerToStartFrom: { name: trigger?.name } };
		const path = `/workflows/${workflowId}/run`;
		return (await this.call<{ executionId: string }>('POST', path, body)).executionId;
	}

	/**
	 * Runs a workflow as the editor's button does, and waits for the end, good or bad.
	 *
	 * @param options keep: leave the execution and its files in n8n; default true
	 */
	async execute(
		workflowId: string,
		{ keep = true, ...options }: WaitOptions & { keep?: boolean } = {},
	): Promise<Execution> {
		const executionId = await this.start(workflowId);
		const execution = await this.finished(executionId, options);
		if (!keep) await this.deleteExecution(executionId);
		return execution;
	}

	/** Waits for the end of an execution, good or bad. */
	async finished(
		executionId: string,
		{ timeoutMilliseconds = 600_000, ...options }: WaitOptions = {},
	): Promise<Execution> {
		return await poll(
			async () => {
				const seen = await this.call<Seen>('GET', `/executions/${executionId}`);
				const { status, stoppedAt } = seen;
				if (RUNNING.has(status) || !stoppedAt) return undefined;
				const data = unflatten(seen.data) as RunData;
				if (!isStored(status, data)) return undefined;
				return readExecution({ ...seen, stoppedAt }, data, seen.data);
			},
			{ what: `execution ${executionId}`, timeoutMilliseconds, ...options },
		);
	}

	/** The newest 100 executions of a workflow, n8n's longest page, the newest first; those still running are among them. */
	async executionsOf(
		workflowId: string,
	): Promise<Array<{ id: string; status: string; ended: boolean }>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const path = `/executions?filter=${filter}&limit=100`;
		const { results } = await this.call<{ results: Seen[] }>('GET', path);
		return results.map(({ id, status, stoppedAt }) => ({
			id,
			status,
			ended: !RUNNING.has(status) && Boolean(stoppedAt),
		}));
	}

	/** Stops an execution, as the editor's button does. Its end may take a moment longer. */
	async stopExecution(executionId: string): Promise<void> {
		await this.call('POST', `/executions/${executionId}/stop`);
	}

	/** Activates (publishes) a workflow, so that its webhook answers. */
	async activate(workflowId: string): Promise<void> {
		const { versionId } = await this.call<StoredWorkflow>('GET', `/workflows/${workflowId}`);
		await this.call('POST', `/workflows/${workflowId}/activate`, { versionId });
	}

	/** Takes back what `activate` did. */
	async deactivate(workflowId: string): Promise<void> {
		await this.call('POST', `/workflows/${workflowId}/deactivate`, {});
	}

	/**
	 * Calls a production webhook; waits until n8n knows it.
	 *
	 * @param path as in the Webhook node; a query may follow
	 * @param options timeoutMilliseconds: for the webhook to appear
	 */
	async callWebhook(
		path: string,
		{ timeoutMilliseconds = 30_000 }: { timeoutMilliseconds?: number } = {},
	): Promise<Response> {
		return await poll(
			async () => {
				const response = await fetch(`${this.url}/webhook/${path}`);
				return response.status === 404 ? undefined : response;
			},
			{ what: `webhook ${path}`, timeoutMilliseconds },
		);
	}

	/** Deletes an execution together with the files that n8n kept of it. */
	async deleteExecution(executionId: string): Promise<void> {
		await this.call('POST', '/executions/delete', { ids: [executionId] });
	}

	/** Whether n8n's REST interface answers yet (its port is open seconds before). */
	async isReady(): Promise<boolean> {
		try {
			const ready = await fetch(`${this.url}/healthz/readiness`);
			const settings = await fetch(`${this.url}/rest/settings`);
			// While it starts, n8n answers some paths with 200 and a page of text.
			return ready.ok && settings.ok && 'data' in ((await settings.json()) as object);
		} catch {
			return false;
		}
	}

	/**
	 * Any call of n8n's REST interface.
	 *
	 * @param path below /rest
	 * @returns `data` of the answer
	 */
	async call<T = unknown>(method: string, path: string, body?: object): Promise<T> {
		const answer = (await this.#request(method, `/rest${path}`, body)) as { data?: T } | undefined;
		return answer?.data as T;
	}

	/** What the editor knows of all nodes or credentials. */
	async types(kind: 'nodes' | 'credentials'): Promise<Array<{ name: string }>> {
		return (await this.#request('GET', `/types/${kind}.json`)) as Array<{ name: string }>;
	}

	async #request(method: string, path: string, body?: object): Promise<unknown> {
		const response = await fetch(this.url + path, {
			method,
			headers: {
				'content-type': 'application/json',
				cookie: this.#cookie,
				// The login is bound to this id; any text will do as long as it stays the same.
				'browser-id': 'cli',
				// n8n closes connections that were kept, and a busy process notices it too late.
				connection: 'close',
			},
			body: body && JSON.stringify(body),
		});
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.#cookie = cookies.join('; ');
		const text = await response.text();
		if (!response.ok) {
			const words = text.slice(0, 500);
			throw new Error(`n8n answered ${response.status} to ${method} ${path}: ${words}`);
		}
		return text === '' ? undefined : JSON.parse(text);
	}
}
