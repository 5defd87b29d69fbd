import type {
	IBinaryKeyData,
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodeParameters,
} from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { leaked, runNode, type NodeResult, type NodeRun } from '../harness';
import { editorOf } from '../harness/editor';
import { API_KEY, withKey, type World } from '../support/apiVideo';

/** Runs an operation of any resource with the API key. */
export async function operate(
	world: World,
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return await runNode({
		node: new ApiVideo(),
		credentials: [withKey(world)],
		...run,
		parameters: { resource, operation, ...parameters },
	});
}

/** What the one item that comes out holds; throws what the step says when there is none. */
export function jsonOf({ items, error }: NodeResult): IDataObject {
	if (error) throw new Error(`${error.message} / ${error.description}`);
	expect(items).toHaveLength(1);
	expect(items[0].pairedItem).toEqual({ item: 0 });
	return items[0].json;
}

/** The items that come out. */
export function allOf({ items, error }: NodeResult): IDataObject[] {
	if (error) throw new Error(`${error.message} / ${error.description}`);
	return items.map(({ json }) => json);
}

/** Makes a video without a file. */
export async function newVideo(world: World, attributes: INodeParameters = {}): Promise<string> {
	const { title = 'Film', ...additionalFields } = attributes;
	const parameters = { source: 'none', title, additionalFields };
	const made = await operate(world, 'video', 'create', parameters);
	return String(jsonOf(made).videoId);
}

/** A binary field `data` as an earlier step would leave it. */
export function file(fileName: string, content: Buffer | string): { binary: IBinaryKeyData } {
	const data = Buffer.from(content).toString('base64');
	return { binary: { data: { mimeType: 'application/octet-stream', fileName, data } } };
}

/** Images by their first bytes; that is all that is looked at. */
export const images = {
	jpeg: Buffer.from('ffd8ffe000104a4649460001', 'hex'),
	png: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
	webp: Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ', 'latin1'),
	gif: Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1'),
};

/** The last request that was made, as method and path. */
export function lastRequest({ emulator }: World) {
	const { entries } = emulator.requests;
	const entry = entries[entries.length - 1];
	return { ...entry, asked: `${entry.method} ${entry.path}` };
}

/** What every message owes the reader: what happened, to which item, what to do; no secret. */
export function expectMessage(result: NodeResult, what: RegExp, advice: RegExp): void {
	expect(result.status).toBe('error');
	expect(result.error?.message).toMatch(what);
	expect(result.error?.message).toContain('[item 0]');
	expect(result.error?.description ?? '').toMatch(advice);
	const said = `${result.error?.message} ${result.error?.description}`;
	expect(said).not.toMatch(/\b(errors?|problems?|failures?|failed|mistakes?)\b/i);
	expect(said).not.toMatch(/undefined|null|NaN|\[object/);
	expect(leaked(result, API_KEY)).toEqual([]);
}

/** What a From List mode shows; with n8n's own context for it. */
export async function list(
	world: World,
	method: keyof ApiVideo['methods']['listSearch'],
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchItems[]> {
	const search = new ApiVideo().methods.listSearch[method] as (
		this: ILoadOptionsFunctions,
		filter?: string,
		paginationToken?: string,
	) => Promise<INodeListSearchResult>;
	return (await search.call(editorOf(new ApiVideo(), withKey(world)), filter, paginationToken))
		.results;
}
