import { NodeApiError, NodeOperationError, type IDataObject } from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { explain } from '../../../nodes/ApiVideo/api/explain';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { parametersOfItem } from '../../../nodes/ApiVideo/n8n/parameters';
import type { Operation, OperationContext } from '../../../nodes/ApiVideo/resources/operation';
import { runForItems } from '../../../nodes/ApiVideo/resources/runForItems';
import { get } from '../../../nodes/ApiVideo/resources/video/get';
import { uploadVideo } from '../../../nodes/ApiVideo/resources/video/upload';
import { FakeNode, problemResponse, response, type FakeNodeOptions } from '../support/fakeNode';
import { locator } from '../support/runOperation';

const IDS = ['vi0', 'viUnknown', 'vi2'];

/** Video > Get of several videos, the second of which nobody knows. */
function world(parameters: IDataObject = {}, options: Partial<FakeNodeOptions> = {}) {
	const node = new FakeNode({
		items: IDS.map((id) => ({ json: { id } })),
		parameters: (itemIndex) => ({
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

	it.each<[boolean, Partial<Operation>]>([
		[true, {}],
		[true, { rerunnable: () => true }],
		[false, { rerunnable: () => false }],
		[false, { makesNew: true }],
		[true, { makesNew: true, rerunnable: () => true }],
		[false, { makesNew: true, rerunnable: () => false }],
		[
			false,
			{
				rerunnable: () => {
					throw new Trouble('Options', 'cannot be read');
				},
			},
		],
	])('recommends Retry On Fail where nothing is done twice: %s', async (recommended, how) => {
		const outcome = { kind: 'noAnswer', what: 'No answer', permanent: false } as const;
		const operation: Operation = {
			...get,
			...how,
			execute: async () => await Promise.reject(explain(outcome, { rerunnable: true })),
		};
		const { node } = world();
		const error: unknown = await runForItems(node.execution, operation).catch(
			(thrown: unknown) => thrown,
		);
		const { description } = error as NodeApiError;
		expect(description).toMatch(/^Run the step again later\. /);
		expect(String(description).includes('Retry On Fail')).toBe(recommended);
	});

	it('knows that an upload without a key is sent twice when it is run again', () => {
		const rerunnable = (options: IDataObject) => {
			const { node } = world({ options });
			const parameters = parametersOfItem(node.execution, 0);
			return uploadVideo.rerunnable?.({ parameters } as OperationContext);
		};
		expect(rerunnable({})).toBe(false);
		expect(rerunnable({ idempotencyKey: 'drive-1' })).toBe(true);
		expect(rerunnable({ resumeVideoId: locator('id', 'vi4k0jvEUuaTdRAEjQ4Jfrgz') })).toBe(true);
	});

	it.each([
		[true, false],
		[false, true],
	])(
		'may an item be run again (%s), nothing is said of making it twice: %s',
		async (again, told) => {
			let items = 0;
			const operation: Operation = {
				...get,
				makesNew: true,
				rerunnable: () => again,
				execute: async () =>
					items++ === 0 ? {} : await Promise.reject(new Trouble('It stopped', 'Do something.')),
			};
			const { node } = world({}, { items: [{ json: {} }, { json: {} }] });
			const error: unknown = await runForItems(node.execution, operation).catch(
				(thrown: unknown) => thrown,
			);
			const { description } = error as NodeApiError;
			expect(/Running the step again does them once more/.test(String(description))).toBe(told);
		},
	);

	it('says how many items would be made twice when it ends in the middle', async () => {
		const { run } = world(
			{ operation: 'create', source: 'none', additionalFields: {}, title: 'A' },
			{
				reply: (_request, index) =>
					index === 2
						? problemResponse(403, 'authorization-suspended-account')
						: response(201, { videoId: `vi${index}` }),
			},
		);
		const error: unknown = await run().catch((thrown: unknown) => thrown);
		expect((error as NodeApiError).description).toMatch(
			/2 of 3 items had been done\. Running the step again does them once more/,
		);
	});

	it('says nothing of the kind where nothing was made', async () => {
		const error: unknown = await world()
			.run()
			.catch((thrown: unknown) => thrown);
		expect((error as NodeApiError).description).not.toContain('had been done');
	});

	describe('with several files', () => {
		const binary = { data: { mimeType: 'video/mp4', fileName: 'film.mp4', data: 'AAAA' } };
		const files = [{ json: {}, binary }, { json: {}, binary }, { json: {} }];
		const uploads = (options: IDataObject = {}): IDataObject => ({
			operation: 'upload',
			uploadWith: 'apiKey',
			binaryPropertyName: 'data',
			options: { parallelUploads: 1, ...options },
		});
		let made = 0;
		const reply: FakeNodeOptions['reply'] = ({ url }) => {
			if (url.endsWith('/videos')) return response(201, { videoId: `vi${++made}` });
			if (url.includes('/vi2/source'))
				return problemResponse(403, 'authorization-suspended-account');
			return response(201, { videoId: url.split('/').at(-2) });
		};
		beforeEach(() => (made = 0));

		it('looks at all items before the first byte is sent', async () => {
			const { node, run } = world(uploads(), { items: files, reply });
			await expect(run()).rejects.toThrow(/^The item has no binary field.*\[item 2\]$/);
			expect(node.requests).toEqual([]);
		});

		it('uploads the others when it is set to go on', async () => {
			const items = [files[0], files[2]];
			const { run } = world(uploads(), { items, reply, continueOnFail: true });
			const [[first, second]] = await run();
			expect(first.json).toEqual({ videoId: 'vi1' });
			expect(second.json.error).toContain('The item has no binary field');
		});

		it('says what it has uploaded when it ends in the middle, and what would be made twice', async () => {
			const items = [files[0], files[1]];
			const { run } = world(uploads(), { items, reply });
			const error: unknown = await run().catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({ message: 'The api.video account is suspended [item 1]' });
			const { description } = error as NodeApiError;
			expect(description).toMatch(
				/1 of 2 files had been uploaded: vi1\. Running the step again uploads them a second time; a key for each item in Only Once/,
			);
		});
	});

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
