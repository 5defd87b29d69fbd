import type { IDataObject, IN8nHttpFullResponse, WorkflowExecuteMode } from 'n8n-workflow';
import { Execution } from '../../../nodes/ApiVideo/n8n/execution';
import { rotate } from '../../../nodes/ApiVideo/resources/delegatedToken/rotate';
import { FakeNode, response, type SentRequest } from './fakeNode';
import { Lines } from '../../../nodes/ApiVideo/upload';
import { contextOfItem } from './stepContext';
import { VirtualClock } from './virtualClock';

/** A token as the service of the test has it; times in milliseconds since 1970. */
export interface ServiceToken {
	token: string;
	createdAt: number;
	expiresAt: number;
}

/** One execution of the step. */
export interface StepRun {
	/** Of each item. */
	items: IDataObject[];
	execution: string;
	runIndex?: number;
	mode?: WorkflowExecuteMode;
	/** Requests of this method get no answer but 503. */
	unavailable?: 'GET' | 'DELETE';
	instanceId?: string;
}

const NEVER = Date.parse('9999-01-01T00:00:00Z');

let steps = 0;
let tokens = 0;

/** Delegated Token > Rotate in a workflow of its own, with a service that knows upload tokens and nothing else. */
export class RotatingStep {
	readonly clock = new VirtualClock(() => 0.99);
	readonly service = new Map<string, ServiceToken>();
	/** What n8n has in its database. */
	stored: IDataObject = {};
	/** Tells of each token that is made or deleted. */
	onMade: (token: ServiceToken) => void = () => {};
	onDeleted: (token: ServiceToken) => void = () => {};
	private readonly workflowId = `rotating${steps++}`;
	private readonly lines = new Lines(() => this.clock);

	/** As the node does: all items are looked at before the first one is worked on. */
	async run(run: StepRun): Promise<{ output: IDataObject[]; node: FakeNode }> {
		const { items, execution, runIndex, mode, instanceId } = run;
		const { workflowId } = this;
		const staticData = JSON.parse(JSON.stringify(this.stored)) as IDataObject;
		const node = new FakeNode({
			items: items.map(() => ({ json: {} })),
			parameters: (index) => items[index],
			executionId: execution,
			...{ runIndex, mode, instanceId, workflowId, staticData },
			reply: (request) => this.answer(request, run.unavailable),
		});
		const n8n = node.execution;
		const shared = new Execution(n8n, this.clock, this.lines);
		const contexts = items.map((_item, index) => contextOfItem(n8n, shared, index));
		const output: IDataObject[] = [];
		for (const context of contexts) await rotate.check?.(context);
		for (const context of contexts) output.push((await rotate.execute(context)) as IDataObject);
		shared.tellWhatHappened();
		if (mode !== 'manual') this.stored = node.staticData;
		return { output, node };
	}

	/** Adds a token to the service. */
	make(ttlSeconds: number): ServiceToken {
		const createdAt = this.clock.date();
		const expiresAt = ttlSeconds === 0 ? NEVER : createdAt + ttlSeconds * 1000;
		const made = { token: `to${tokens++}made`, createdAt, expiresAt };
		this.service.set(made.token, made);
		return made;
	}

	/** The tokens that can be used. */
	get active(): string[] {
		const now = this.clock.date();
		return [...this.service.values()]
			.filter(({ expiresAt }) => expiresAt > now)
			.map(({ token }) => token);
	}

	private answer(
		{ method, url, body, qs }: SentRequest,
		unavailable?: string,
	): IN8nHttpFullResponse {
		if (method === unavailable) return response(503, 'later');
		if (method === 'POST') {
			const made = this.make(Number((body as IDataObject).ttl));
			this.onMade(made);
			return response(200, { token: made.token });
		}
		if (method === 'GET') {
			const page = Number(qs?.currentPage);
			const size = Number(qs?.pageSize);
			const { active } = this;
			const data = active.slice((page - 1) * size, page * size).map((token) => ({
				token,
				expiresAt: new Date(this.service.get(token)?.expiresAt ?? 0).toISOString(),
			}));
			const pagesTotal = Math.ceil(active.length / size);
			return response(200, { data, pagination: { pagesTotal } });
		}
		const token = url.split('/').at(-1) ?? '';
		const found = this.service.get(token);
		if (!found || !this.active.includes(token)) return response(404, {});
		this.onDeleted(found);
		this.service.delete(token);
		return response(204, '');
	}
}
