import { findOperation, resources } from '../../../nodes/ApiVideo/resources';
import { FakeNode, problemResponse } from '../support/fakeNode';
import { locator, runOperation } from '../support/runOperation';
import { expectReadable, troubleOf } from '../support/troubles';

const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const CASES = [
	['caption', 'upload', Buffer.from('WEBVTT\n'), 'captions'],
	['chapter', 'upload', Buffer.from('WEBVTT\n'), 'chapters'],
	['liveStream', 'uploadThumbnail', PNG, 'the thumbnail of a live stream'],
	['playerTheme', 'uploadLogo', PNG, 'a logo'],
	['video', 'setThumbnail', PNG, 'a thumbnail'],
	['watermark', 'upload', PNG, 'a watermark'],
] as const;

describe.each(CASES)('%s: %s', (resource, value, content, use) => {
	const stepWith = (binaryPropertyName: string) => {
		const file = { mimeType: 'x/y', fileName: 'a.png', data: content.toString('base64') };
		const node = new FakeNode({
			items: [{ json: {}, binary: { data: file, data_1: file } }],
			parameters: {
				binaryPropertyName,
				contentFrom: 'file',
				language: locator('id', 'en'),
				liveStreamId: locator('id', 'li1'),
				playerId: locator('id', 'pl1'),
				thumbnailFrom: 'image',
				videoId: locator('id', 'vi1'),
			},
			reply: () => problemResponse(400, 'uploaded-file-too-large'),
		});
		const operation = findOperation(resource, value);
		if (!operation) throw new Error('There is no such operation');
		return { node, run: async () => await runOperation(operation, node) };
	};

	it.each(['data, data_1', 'data*', '["data", "data_1"]'])(
		'takes one file, and stops at several: %s',
		async (binaryPropertyName) => {
			const { node, run } = stepWith(binaryPropertyName);
			const trouble = await troubleOf(run);
			expectReadable(trouble);
			expect(trouble.message).toBe('Input Binary Field names 2 files, and this step takes one');
			expect(trouble.advice).toBe(
				"Its binary fields: 'data', 'data_1'. Enter one of them as Input Binary Field.",
			);
			expect(node.requests).toEqual([]);
		},
	);

	it('calls a file that the service refuses what it is for', async () => {
		const trouble = await troubleOf(stepWith('data_1*').run);
		expectReadable(trouble);
		expect(trouble.message).toBe(`The file is too large for ${use}`);
		expect(trouble.advice).not.toMatch(/GiB/);
	});
});

it('knows every operation that sends a file', () => {
	const senders = resources.flatMap((resource) =>
		resource.operations
			.filter(({ properties }) => properties.some(({ name }) => name === 'binaryPropertyName'))
			.map(({ value }) => `${resource.value} ${value}`),
	);
	const known = CASES.map(([resource, value]) => `${resource} ${value}`);
	expect(senders.sort()).toEqual([...known, 'video upload'].sort());
});
