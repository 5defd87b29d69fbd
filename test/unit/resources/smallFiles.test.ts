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
	it('calls a file that the service refuses what it is for', async () => {
		const data = content.toString('base64');
		const node = new FakeNode({
			items: [{ json: {}, binary: { data: { mimeType: 'x/y', fileName: 'a.png', data } } }],
			parameters: {
				binaryPropertyName: 'data',
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
		const trouble = await troubleOf(() => runOperation(operation, node));
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
