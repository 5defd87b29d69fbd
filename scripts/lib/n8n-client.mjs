import { isStored, readExecution, unflatten } from './execution.mjs';
import { poll } from './poll.mjs';

/** The login of the throw-away n8n. `npm start` prints it. */
export const DEMO_LOGIN = { email: 'demo@example.com', password: 'Demo-n8n-1' };

const RUNNING = new Set(['new', 'running', 'waiting', 'unknown']);

/** n8n's own REST interface, the one its editor uses, logged in as the owner. */
export class N8nClient {
	#cookie = '';

	/** @param {string} url of the editor, without a slash at the end */
	constructor(url) {
		this.url = url;
	}

	/** Makes the owner's account of a fresh n8n and logs in. */
	async setUpOwner() {
		await this.call('POST', '/owner/setup', {
			...DEMO_LOGIN,
			firstName: 'Demo',
			lastName: 'User',
		});
		// Nobody who tries the node needs the questionnaire.
		await this.call('POST', '/me/survey', {}).catch(() => {});
	}

	/** Logs in as the owner whose account `setUpOwner` has made. */
	async logIn() {
		const { email, password } = DEMO_LOGIN;
		await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/**
	 * @param {{ name: string, type: string, data: object }} credential type: e.g. "apiVideoApi"
	 * @returns {Promise<{ id: string, name: string }>} what a node's `credentials` refers to
	 */
	async importCredential(credential) {
		const { id, name } = await this.call('POST', '/credentials', credential);
		return { id, name };
	}

	/**
	 * @param {object} workflow as in an exported file
	 * @returns {Promise<string>} its id
	 */
	async importWorkflow(workflow) {
		// A file has an id, which `n8n import:workflow` wants. Here n8n chooses, so that the same file
		// can be imported twice.
		const created = await this.call('POST', '/workflows', { ...workflow, id: undefined });
		return created.id;
	}

	/**
	 * Runs a workflow as the editor's button does.
	 * @param {string} workflowId
	 * @returns {Promise<string>} the id of the execution, which has only begun
	 */
	async start(workflowId) {
		const workflow = await this.call('GET', `/workflows/${workflowId}`);
		const trigger = workflow.nodes.find((node) => /trigger$/i.test(node.type));
		const { executionId } = await this.call('POST', `/workflows/${workflowId}/run`, {
			// n8n 1 and the first of n8n 2 run what they are sent, the others what is stored.
			workflowData: workflow,
			triggerToStartFrom: { name: trigger.name },
		});
		return executionId;
	}

	/**
	 * Runs a workflow as the editor's button does, and waits for the end, good or bad.
	 * @param {string} workflowId
	 * @param {{
	 *   timeoutMilliseconds?: number, intervalMilliseconds?: number, signal?: AbortSignal, keep?: boolean
	 * }} [options] keep: leave the execution (and its files) in n8n; default true. The others as {@link finished}
	 * @returns {Promise<import('./execution.mjs').Execution>}
	 */
	async execute(workflowId, { keep = true, ...options } = {}) {
		const executionId = await this.start(workflowId);
		const execution = await this.finished(executionId, options);
		if (!keep) await this.deleteExecution(executionId);
		return execution;
	}

	/**
	 * Waits for the end of an execution, good or bad.
	 * @param {string} executionId
	 * @param {{ timeoutMilliseconds?: number, intervalMilliseconds?: number, signal?: AbortSignal }} [options]
	 *   intervalMilliseconds: between two questions; each keeps n8n busy for 10 to 20 ms
	 * @returns {Promise<import('./execution.mjs').Execution>}
	 */
	async finished(
		executionId,
		{ timeoutMilliseconds = 600_000, intervalMilliseconds, signal } = {},
	) {
		return await poll(
			async () => {
				const seen = await this.call('GET', `/executions/${executionId}`);
				if (RUNNING.has(seen.status) || !seen.stoppedAt) return undefined;
				const data = unflatten(seen.data);
				return isStored(seen.status, data) ? readExecution(seen, data) : undefined;
			},
			{ what: `execution ${executionId}`, timeoutMilliseconds, intervalMilliseconds, signal },
		);
	}

	/**
	 * The newest executions of a workflow, the newest first; those still running are among them.
	 * @param {string} workflowId
	 * @returns {Promise<Array<{ id: string, status: string, ended: boolean }>>} 100 at most, n8n's longest page
	 */
	async executionsOf(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call('GET', `/executions?filter=${filter}&limit=100`);
		return results.map(({ id, status, stoppedAt }) => ({
			id,
			status,
			ended: !RUNNING.has(status) && Boolean(stoppedAt),
		}));
	}

	/**
	 * Stops an execution, as the editor's button does. Its end may take a moment longer.
	 * @param {string} executionId
	 */
	async stopExecution(executionId) {
		await this.call('POST', `/executions/${executionId}/stop`);
	}

	/**
	 * Activates (publishes) a workflow, so that its webhook answers.
	 * @param {string} workflowId
	 */
	async activate(workflowId) {
		const { versionId } = await this.call('GET', `/workflows/${workflowId}`);
		await this.call('POST', `/workflows/${workflowId}/activate`, { versionId });
	}

	/**
	 * Takes back what `activate` did.
	 * @param {string} workflowId
	 */
	async deactivate(workflowId) {
		await this.call('POST', `/workflows/${workflowId}/deactivate`, {});
	}

	/**
	 * Calls a production webhook; waits until n8n knows it.
	 * @param {string} path as in the Webhook node; a query may follow
	 * @param {{ timeoutMilliseconds?: number }} [options] for the webhook to appear
	 * @returns {Promise<Response>}
	 */
	async callWebhook(path, { timeoutMilliseconds = 30_000 } = {}) {
		return await poll(
			async () => {
				const response = await fetch(`${this.url}/webhook/${path}`);
				return response.status === 404 ? undefined : response;
			},
			{ what: `webhook ${path}`, timeoutMilliseconds },
		);
	}

	/**
	 * Deletes an execution together with the files that n8n kept of it.
	 * @param {string} executionId
	 */
	async deleteExecution(executionId) {
		await this.call('POST', '/executions/delete', { ids: [executionId] });
	}

	/** Whether n8n's REST interface answers yet (its port is open seconds before). */
	async isReady() {
		try {
			const ready = await fetch(`${this.url}/healthz/readiness`);
			const settings = await fetch(`${this.url}/rest/settings`);
			// While it starts, n8n answers some paths with 200 and a page of text.
			return ready.ok && settings.ok && 'data' in (await settings.json());
		} catch {
			return false;
		}
	}

	/**
	 * Any call of n8n's REST interface.
	 * @param {string} method
	 * @param {string} path below /rest
	 * @param {object} [body]
	 * @returns {Promise<any>} `data` of the answer
	 */
	async call(method, path, body) {
		const answer = await this.#request(method, `/rest${path}`, body);
		return answer?.data;
	}

	/**
	 * @param {'nodes' | 'credentials'} kind
	 * @returns {Promise<Array<Record<string, any>>>} what the editor knows of all nodes or credentials
	 */
	async types(kind) {
		return await this.#request('GET', `/types/${kind}.json`);
	}

	/**
	 * @param {string} method
	 * @param {string} path
	 * @param {object} [body]
	 * @returns {Promise<any>}
	 */
	async #request(method, path, body) {
		const send = async () =>
			await fetch(this.url + path, {
				method,
				headers: {
					'content-type': 'application/json',
					cookie: this.#cookie,
					// The login is bound to this id; any text will do as long as it stays the same.
					'browser-id': 'cli',
					// n8n closes connections that were kept, and a busy process notices it too late.
					connection: 'close',
				},
				body: body === undefined ? undefined : JSON.stringify(body),
			});
		const response = await send().catch(async (/** @type {unknown} */ reason) =>
			method === 'GET' ? await send() : await Promise.reject(reason),
		);
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.#cookie = cookies.join('; ');
		const text = await response.text();
		if (!response.ok) {
			throw new Error(
				`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`,
			);
		}
		return text === '' ? undefined : JSON.parse(text);
	}
}
