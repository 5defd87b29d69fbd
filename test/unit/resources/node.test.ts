import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { FakeNode, problemResponse, response, type FakeNodeOptions } from '../support/fakeNode';
import { locator } from '../support/runOperation';

const IDS = ['vi0', 'viUnknown', 'vi2'];

/** Video > Get of several videos, the second of which nobody knows. */
function world(parameters: IDataObject = {}, options: Partial<FakeNodeOptions> = {}) {
	const node = new FakeNode({
		items: IDS.map((id) => ({ json: { id } })),
		parameters: (itemIndex) => ({
			authentication: 'apiKey',
			resource: 'video',
			operation: 'get',
			videoId: locator('id', IDS[itemIndex]),
			...parameters,
		}),
		reply: ({ url }) =>
			url.endsWith('viUnknown')
				? problemResponse(404, 'resource-not-found')
				: response(200, { videoId: url.split('/').pop() }),
		...options,
	});
	return { node, run: async () => await new ApiVideo().execute.call(node.execution) };
}

describe('the node', () => {
	it('stops at the item that failed, names it, and begins no other', async () => {
		const { node, run } = world();
		const error: unknown = await run().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'The video viUnknown was not found [item 1]',
			httpCode: '404',
			context: { itemIndex: 1 },
		});
		expect(node.requests).toHaveLength(2);
	});

	it('goes on when it is set to, and says of every item what it came from', async () => {
		const { run } = world({}, { continueOnFail: true });
		expect(await run()).toEqual([
			[
				{ json: { videoId: 'vi0' }, pairedItem: { item: 0 } },
				{
					json: {
						error: 'The video viUnknown was not found [item 1]',
						message: expect.stringContaining('[item 1]. Check the ID'),
					},
					pairedItem: { item: 1 },
				},
				{ json: { videoId: 'vi2' }, pairedItem: { item: 2 } },
			],
		]);
	});

	it('makes several items of a list, all of one origin', async () => {
		const data = [{ token: 'to1' }, { token: 'to2' }];
		const parameters = { resource: 'delegatedToken', operation: 'getAll', returnAll: true };
		const reply = () => response(200, { data, pagination: { pagesTotal: 1 } });
		const { run } = world(parameters, { reply, items: [{ json: {} }] });
		expect(await run()).toEqual([data.map((json) => ({ json, pairedItem: { item: 0 } }))]);
	});

	it('knows no operation that does not exist', async () => {
		const { run } = world({ operation: 'explode' });
		await expect(run()).rejects.toThrow("There is no operation 'explode'");
	});

	it.each([false, true])(
		'shows what is wrong with an option that counts for all items (going on: %s)',
		async (continueOnFail) => {
			const parameters = {
				operation: 'upload',
				uploadWith: 'apiKey',
				binaryPropertyName: 'data',
				options: { parallelUploads: 99 },
			};
			const { node, run } = world(parameters, { continueOnFail });
			const error: unknown = await run().catch((thrown: unknown) => thrown);
			const shown = continueOnFail ? (error as IDataObject[][])[0][0].json : error;
			const message = expect.stringContaining('Parallel Uploads') as string;
			const advice = expect.stringContaining('Options') as string;
			expect(shown).toMatchObject(
				continueOnFail ? { error: message, message: advice } : { message, description: advice },
			);
			if (!continueOnFail) expect(shown).toBeInstanceOf(NodeOperationError);
			expect(node.requests).toEqual([]);
		},
	);

	it('stops for good when the execution was cancelled, even if it is set to go on', async () => {
		const cancel = new AbortController();
		const reply = () => {
			cancel.abort();
			throw new Error('canceled');
		};
		const { node, run } = world({}, { continueOnFail: true, signal: cancel.signal, reply });
		await expect(run()).rejects.toThrow('The execution was canceled');
		expect(node.requests).toHaveLength(1);
	});
});
