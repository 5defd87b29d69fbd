import '../support/clock';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { leaked, runNode, type NodeResult, type NodeRun } from '../harness';
import { API_KEY, withKey, type World } from '../support/apiVideo';

/** Runs an operation of a resource with the API key. */
export type Run = (
	operation: string,
	parameters?: INodeParameters,
	run?: Partial<NodeRun>,
) => Promise<NodeResult>;

/** @returns what runs the operations of one resource */
export function operateOn(world: World, resource: string): Run {
	return async (operation, parameters = {}, run = {}) =>
		await runNode({
			node: new ApiVideo(),
			credentials: [withKey(world)],
			...run,
			parameters: { resource, operation, ...parameters },
		});
}

/** @returns the fields of the only item */
export function onlyItem({ items, error }: NodeResult): IDataObject {
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	return items[0].json;
}

/** @returns `METHOD path` of each request, without signing in */
export function asked({ emulator }: World): string[] {
	return emulator.requests.entries
		.filter(({ path }) => !path.startsWith('/auth/'))
		.map(({ method, path }) => `${method} ${path}`);
}

/** What every message owes the reader: what happened, to which item, what to do; no secret. */
export function expectMessage(
	result: NodeResult,
	what: RegExp,
	advice: RegExp,
	...secrets: string[]
): void {
	expect(result.status).toBe('error');
	expect(result.error?.message).toMatch(what);
	expect(result.error?.message).toContain('[item 0]');
	expect(result.error?.description ?? '').toMatch(advice);
	const shown = `${result.error?.message} ${result.error?.description}`;
	expect(shown).not.toMatch(/\b(error|problem|failure|failed|mistake)\b/i);
	expect(leaked(result, API_KEY, ...secrets)).toEqual([]);
}
