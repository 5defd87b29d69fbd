import { Readable } from 'node:stream';
import type { IBinaryData, IDataObject, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { FakeNode, problemResponse, response, type FakeNodeOptions } from '../support/fakeNode';
import { locator } from '../support/runOperation';
import { expectReadable } from '../support/troubles';

const file = (fileName: string, more: Partial<IBinaryData> = {}): IBinaryData => ({
	mimeType: 'video/mp4',
	fileName,
	data: 'AAAA',
	...more,
});
const FORM: INodeExecutionData = {
	json: {},
	binary: { data_0: file('a.mp4'), data_1: file('b.mp4'), data_2: file('c.mp4') },
};
const suspended = () => problemResponse(403, 'authorization-suspended-account');

/** A service that numbers its videos, `vi1` and so on; a video that is in `refused` does not take its file. */
function world(parameters: IDataObject, options: Partial<FakeNodeOptions> = {}, refused = '') {
	let made = 0;
	const node = new FakeNode({
		items: [FORM],
		parameters: {
			resource: 'video',
			operation: 'upload',
			uploadWith: 'apiKey',
			binaryPropertyName: 'data_*',
			...parameters,
		},
		reply: ({ method, url }) => {
			if (method === 'DELETE') return response(204, '');
			if (url.endsWith('/videos')) return response(201, { videoId: `vi${++made}` });
			if (url.endsWith('/status')) return response(200, { ingest: { status: 'uploading' } });
			const videoId = url.split('/').at(-2) ?? '';
			return refused.includes(videoId) ? suspended() : response(201, { videoId });
		},
		...options,
	});
	const run = async () => await new ApiVideo().execute.call(node.execution);
	const titles = () =>
		node.requests
			.filter(({ method, url }) => method === 'POST' && url.endsWith('/videos'))
			.map(({ body }) => (body as IDataObject).title);
	return { node, run, titles };
}

const errorOf = async (run: () => Promise<unknown>) =>
	(await run().then(
		() => Promise.reject(new Error('It went well')),
		(error: unknown) => error,
	)) as NodeApiError;

const inTurn = { options: { parallelUploads: 1 } };

describe('several files of one item', () => {
	it('become a video and an item each, in their order', async () => {
		const { run, titles } = world(inTurn);
		const [output] = await run();
		expect(output).toEqual(
			['vi1', 'vi2', 'vi3'].map((videoId) => ({ json: { videoId }, pairedItem: { item: 0 } })),
		);
		expect(titles()).toEqual(['a.mp4', 'b.mp4', 'c.mp4']);
	});

	it('share their title, with a number', async () => {
		const { run, titles } = world({ ...inTurn, title: ' Holidays ' });
		await run();
		expect(titles()).toEqual(['Holidays (1)', 'Holidays (2)', 'Holidays (3)']);
	});

	it('need no number where there is one', async () => {
		const { run, titles } = world({ title: 'Holidays', binaryPropertyName: 'data_1*' });
		await run();
		expect(titles()).toEqual(['Holidays']);
	});

	it('keep the order of the items that they come from', async () => {
		const one = { json: {}, binary: { data_7: file('d.mp4') } };
		const { run, titles } = world(inTurn, { items: [one, FORM, one] });
		const [output] = await run();
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 1, 1, 2].map((item) => ({ item })),
		);
		expect(titles()).toEqual(['d.mp4', 'a.mp4', 'b.mp4', 'c.mp4', 'd.mp4']);
	});

	it('are worked on at the same time, as many as there may be requests', async () => {
		let waiting = 0;
		let most = 0;
		let release = () => {};
		const all = new Promise<void>((resolve) => (release = resolve));
		const { run } = world(
			{ options: { parallelUploads: 2 } },
			{
				items: [FORM, FORM],
				reply: async ({ url }) => {
					if (url.endsWith('/source')) return response(201, { videoId: 'vi1' });
					most = Math.max(most, ++waiting);
					if (waiting === 2) release();
					await all;
					waiting--;
					return response(201, { videoId: 'vi1' });
				},
			},
		);
		expect((await run())[0]).toHaveLength(6);
		expect(most).toBe(2);
	});

	it.each([
		['a page', { data: Buffer.from('<!doctype html>').toString('base64') }, 'a download page'],
		['nothing', { data: '' }, "The file 'b.mp4' is empty"],
	])('are all looked at before the first byte is sent: %s', async (_case, more, words) => {
		const item = { json: {}, binary: { ...FORM.binary, data_1: file('b.mp4', more) } };
		const { node, run } = world(inTurn, { items: [FORM, item] });
		const error = await errorOf(run);
		expect(error.message).toContain(words);
		expect(error.message).toContain('[item 1]');
		expect(node.requests).toEqual([]);
	});

	it('are too many for Resume Video', async () => {
		const options = { resumeVideoId: locator('id', 'vi1') };
		const { node, run } = world({ options });
		const { message, description } = await errorOf(run);
		expect(message).toBe(
			"Resume Video takes one file, and Input Binary Field names 3: 'data_0', 'data_1', 'data_2' [item 0]",
		);
		expectReadable(new Trouble(message, description ?? ''));
		expect(node.requests).toEqual([]);
	});
});

describe('a file that fails among several', () => {
	it('names those that are finished, which are items of their own when the step goes on', async () => {
		const { run } = world(inTurn, { continueOnFail: true }, 'vi2');
		const [[first, failed, third]] = await run();
		expect([first.json, third.json]).toEqual([{ videoId: 'vi1' }, { videoId: 'vi3' }]);
		expect(Object.keys(failed.json)).toEqual(['error', 'message']);
		expect(failed.json.error).toBe("The api.video account is suspended (file 'data_1') [item 0]");
		expect(failed.json.message).toMatch(
			/ Of this item these are done, and put out: file 'data_0' \(vi1\), file 'data_2' \(vi3\)\.$/,
		);
		expect(failed.pairedItem).toEqual({ item: 0 });
	});

	it('names nothing of other items, and nothing where none is finished', async () => {
		const items = [{ json: {}, binary: { data_0: file('a.mp4') } }, FORM];
		const { run } = world(inTurn, { items, continueOnFail: true }, 'vi2 vi3 vi4');
		const [output] = await run();
		expect(output).toHaveLength(4);
		for (const { json } of output.slice(1)) expect(json.message).not.toContain('these are done');
	});

	it('ends the step otherwise, which names those that are finished', async () => {
		const { run } = world(inTurn, {}, 'vi2');
		const { message, description } = await errorOf(run);
		expect(message).toBe("The api.video account is suspended (file 'data_1') [item 0]");
		expect(description).toContain('1 of 3 files had been uploaded: vi1.');
	});

	it('is one item where it is refused before anything is sent', async () => {
		const item = { json: {}, binary: { ...FORM.binary, data_1: file('b.mp4', { data: '' }) } };
		const { run, titles } = world(inTurn, { items: [item, FORM], continueOnFail: true });
		const [output] = await run();
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 1, 1].map((itemIndex) => ({ item: itemIndex })),
		);
		expect(output[0].json.error).toContain("The file 'b.mp4' is empty");
		expect(titles()).toHaveLength(3);
	});
});

describe('a file that is no video', () => {
	const PAGE = Buffer.from('<!DOCTYPE html>\n<title>Google Drive - Virus scan warning</title>');
	const stored = file('film.mp4', { data: 'filesystem-v2', id: 'filesystem-v2:1', bytes: 69 });
	const inMemory = file('film.mp4', { data: PAGE.toString('base64') });

	const upload = (binary: IBinaryData, options: IDataObject = {}, stream = Readable.from([PAGE])) =>
		world(
			{ binaryPropertyName: 'data', options },
			{ items: [{ json: {}, binary: { data: binary } }], stream: async () => stream },
		);

	it.each([
		['in memory', inMemory],
		['stored', { ...stored, bytes: PAGE.length }],
	])('is refused before anything is sent (%s)', async (_case, binary) => {
		const stream = Readable.from([PAGE]);
		const { node, run } = upload(binary, {}, stream);
		const { message, description } = await errorOf(run);
		expect(message).toBe(
			"The file 'film.mp4' begins with <!DOCTYPE html>: a download page, not a video [item 0]",
		);
		expectReadable(new Trouble(message, description ?? ''));
		expect(description).toContain('switch on Send Any File under Options. Nothing was sent.');
		expect(node.requests).toEqual([]);
		if (binary.id) expect(stream.destroyed).toBe(true);
	});

	it('is sent all the same when it is asked for', async () => {
		const { run } = upload(inMemory, { sendAnyFile: 'true' });
		expect((await run())[0][0].json).toEqual({ videoId: 'vi1' });
	});

	it('is let go of at once when the execution is cancelled meanwhile', async () => {
		const cancel = new AbortController();
		const { node } = upload({ ...stored, bytes: PAGE.length });
		const { execution } = node;
		execution.getExecutionCancelSignal = () => cancel.signal;
		execution.helpers.getBinaryStream = async () => {
			cancel.abort();
			return await new Promise<never>(() => {});
		};
		const error = await errorOf(async () => await new ApiVideo().execute.call(execution));
		expect(error.message).toContain('The execution was canceled');
		expect(node.requests).toEqual([]);
	});

	it('is read no further than its first piece, however long it is', async () => {
		let pieces = 0;
		const endless = function* () {
			for (;;) yield Buffer.alloc(1024 * 1024, ++pieces === 1 ? '<html>' : 0);
		};
		const stream = Readable.from(endless(), { highWaterMark: 1 });
		const { run } = upload({ ...stored, bytes: 1e9 }, {}, stream);
		expect((await errorOf(run)).message).toContain('begins with <html');
		expect(pieces).toBeLessThan(4);
	});
});
