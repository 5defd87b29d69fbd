import type { IDataObject } from 'n8n-workflow';
import { create } from '../../../nodes/ApiVideo/resources/video/create';
import { idempotentContainer } from '../../../nodes/ApiVideo/resources/video/container';
import { OWN_METADATA } from '../../../nodes/ApiVideo/resources/video/ownMetadata';
import { untilPlayable } from '../../../nodes/ApiVideo/resources/video/playable';
import {
	readSourceMark,
	writeSource,
	writeSourceMark,
} from '../../../nodes/ApiVideo/resources/video/sourceMark';
import { runForItems } from '../../../nodes/ApiVideo/resources/runForItems';
import { FakeNode, response, type SentRequest } from '../support/fakeNode';
import { memorySource } from '../support/memorySource';
import { runOperation } from '../support/runOperation';
import { stepContext } from '../support/stepContext';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';

const FILM = 'https://example.com/film.mp4';
const KEYED = { key: OWN_METADATA.idempotency, value: 'sheet-1' };

const parametersOf = (given: IDataObject): IDataObject => ({
	operation: 'create',
	source: 'url',
	sourceUrl: FILM,
	title: 'Film',
	additionalFields: {},
	...given,
});

const listOf = (...data: IDataObject[]) => response(200, { data, pagination: { pagesTotal: 1 } });

const markedWith = (value: string): IDataObject => ({
	videoId: 'vi1',
	metadata: [KEYED, { key: OWN_METADATA.fingerprint, value }],
});

describe('the mark of a source', () => {
	const url = (address: string) => writeSource({ kind: 'url', address });

	it.each([
		['https://example.com/film.mp4?X-Signature=1', true],
		['https://example.com:443/film.mp4#part', true],
		['HTTPS://user:word@EXAMPLE.com/film.mp4', true],
		['http://example.com/film.mp4', false],
		['https://example.com:8443/film.mp4', false],
		['https://www.example.com/film.mp4', false],
		['https://example.com/Film.mp4', false],
	])('is of scheme, host, port and path alone: %s', (address, same) => {
		expect(url(address) === url(FILM)).toBe(same);
		expect(url(address)).toMatch(/^url-[\da-f]{64}$/);
	});

	it.each([url(FILM), writeSource({ kind: 'video', videoId: 'vi-1_a' })])(
		'comes back as it was written: %s',
		(source) => {
			const mark = { source, maker: '1z' };
			expect(readSourceMark(writeSourceMark(mark))).toEqual(mark);
		},
	);

	it('is none of a file', () => {
		expect(readSourceMark(`10-${'a'.repeat(64)}-5242880`)).toBeUndefined();
	});
});

describe('Options of Create', () => {
	it.each([
		['', /^Only Once \(Key\) is empty$/],
		[null, /^Only Once \(Key\) is empty$/],
		[undefined, /^Only Once \(Key\) is empty$/],
		['   ', /^Only Once \(Key\) is empty$/],
		[{ id: 1 }, /^Only Once \(Key\) is not a text/],
		['drive-[object Object]', /^Only Once \(Key\) is not a text/],
	])('a key that came out as %j stops', async (idempotencyKey, message) => {
		const node = new FakeNode({ parameters: parametersOf({ options: { idempotencyKey } }) });
		const trouble = await troubleOf(async () => await runOperation(create, node));
		expectReadable(trouble);
		expect(trouble.message).toMatch(message);
		expect(node.requests).toEqual([]);
	});

	it.each([
		[{ idempotencyKey: 'a' }, 'Only Once (Key)'],
		[{ waitUntilPlayable: true }, 'Wait Until Playable'],
	])('%j stops for an empty video', async (options, label) => {
		const node = new FakeNode({ parameters: parametersOf({ source: 'none', options }) });
		const trouble = await troubleOf(async () => await runOperation(create, node));
		expectReadable(trouble);
		expect(trouble.message).toBe(`${label} is set for an empty video: Source is None`);
		expect(node.requests).toEqual([]);
	});

	it('a step with one item that cannot be understood makes nothing of the others', async () => {
		const node = new FakeNode({
			items: [{ json: {} }, { json: {} }],
			parameters: (itemIndex) => parametersOf(itemIndex === 0 ? {} : { sourceUrl: 'film.mp4' }),
		});
		await expect(runForItems(node.execution, create)).rejects.toThrow('URL is not a web address');
		expect(node.requests).toEqual([]);
	});

	it.each([
		[{ idempotencyKey: 'a' }, true],
		[{}, false],
	])('a step with %j may be run again: %s', (options, rerunnable) => {
		const node = new FakeNode({ parameters: parametersOf({ options }) });
		expect(create.rerunnable?.(stepContext(node.execution))).toBe(rerunnable);
	});
});

describe('a key that belongs to something else stops, and nothing is made', () => {
	it.each([
		[`10-${'a'.repeat(64)}-5242880`, 'was made for a file that is uploaded'],
		['video-vi77-1z', 'is a copy of the video vi77'],
		[`url-${'a'.repeat(64)}-1z`, 'was made from another web address'],
		['something', 'does not say what it was made of'],
	])('%s', async (mark, what) => {
		const reply = ({ url }: SentRequest) =>
			url.endsWith('/videos') ? listOf(markedWith(mark)) : response(200, markedWith(mark));
		const parameters = parametersOf({ options: { idempotencyKey: 'sheet-1' } });
		const node = new FakeNode({ parameters, reply });
		const trouble = await troubleOf(async () => await runOperation(create, node));
		expectReadable(trouble);
		expect(trouble.message).toBe(`The key in Only Once belongs to the video vi1, which ${what}`);
		expect(node.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	it('also where a file is to be uploaded, and the video was created', async () => {
		const video = markedWith(`url-${'a'.repeat(64)}-1z`);
		const reply = ({ url }: SentRequest) =>
			url.endsWith('/status') ? response(200, { ingest: { status: 'ingested' } }) : listOf(video);
		const node = new FakeNode({ reply });
		const context = stepContext(node.execution, new VirtualClock());
		const file = memorySource(Buffer.alloc(10));
		const trouble = await troubleOf(
			async () => await idempotentContainer(context, 'sheet-1', file, { attributes: {} }),
		);
		expectReadable(trouble);
		expect(trouble.message).toMatch(/^The video vi1 was made by Video > Create/);
	});
});

describe('a video that is not playable after Max Wait', () => {
	it.each([
		[{ encoding: { qualities: [{ status: 'encoding' }] } }, /^Encoding goes on at api\.video\./],
		[
			{ ingest: { status: 'ingested' } },
			/^Its file is there, and api\.video shows no encoding yet\./,
		],
		[
			{ ingest: { status: 'uploading', receivedBytes: [{ from: 0, to: 9, total: 20 }] } },
			/^Not all of its file has arrived/,
		],
		[
			{ ingest: { status: 'uploading', receivedParts: { parts: [1], total: null } } },
			/^Not all of its file has arrived/,
		],
		[
			{ ingest: { status: 'uploading', receivedParts: { parts: [1, 2], total: 2 } } },
			/^Its file is there, and api\.video shows no encoding yet\./,
		],
		[
			{ ingest: { status: 'ingesting', receivedBytes: [] } },
			/not known: api\.video says 'ingesting' of its file, .*Nothing was deleted or begun again\./,
		],
		[{}, /not known: api\.video says nothing of it/],
	])('is said to be what its status says: %j', async (status, advice) => {
		const node = new FakeNode({ reply: () => response(200, status) });
		const context = stepContext(node.execution, new VirtualClock());
		const trouble = await troubleOf(async () => await untilPlayable(context, 'vi1', 10));
		expectReadable(trouble);
		expect(trouble.message).toBe('The video vi1 is not playable yet after 10 minutes');
		expect(trouble.advice).toMatch(advice);
		expect(node.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});
