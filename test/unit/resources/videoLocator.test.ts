import type { IDataObject, INodePropertyModeValidation } from 'n8n-workflow';
import { parametersOfItem } from '../../../nodes/ApiVideo/n8n/parameters';
import type { OperationContext } from '../../../nodes/ApiVideo/resources/operation';
import {
	readVideoId,
	searchVideos,
	videoLocator,
} from '../../../nodes/ApiVideo/resources/video/videoLocator';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { locator } from '../support/runOperation';
import { expectReadable, troubleOf } from '../support/troubles';

const ID = 'vi4k0jvEUuaTdRAEjQ4Jfrgz';
const SESSION = '6e9a1a3c-0f5e-4a3b-9f5f-1f1f6e1b2c3d';

const URLS = [
	`https://embed.api.video/vod/${ID}`,
	`https://embed.api.video/vod/${ID}/`,
	`https://embed.api.video/vod/${ID}?token=${SESSION}`,
	`https://embed.api.video/vod/${ID}#autoplay;loop`,
	`https://embed.api.video/vod/${ID}?redirect=/vod/other`,
	`https://vod.api.video/vod/${ID}/hls/manifest.m3u8`,
	`https://vod.api.video/vod/${ID}/hls/manifest.m3u8?avh=${SESSION}`,
	`https://vod.api.video/vod/${ID}/mp4/source.mp4`,
	`https://vod.api.video/vod/${ID}/thumbnail.jpg`,
	`https://vod.api.video/vod/${ID}/token/${SESSION}/hls/manifest.m3u8`,
	`https://ws.api.video/videos/${ID}`,
	`https://ws.api.video/videos/${ID}/status`,
	`https://sandbox.api.video/videos/${ID}/source`,
	`https://dashboard.api.video/videos/${ID}`,
	`http://localhost:8080/vod/${ID}`,
];

const read = (videoId: unknown): string => {
	const n8n = new FakeNode({ parameters: { videoId } as IDataObject }).execution;
	return readVideoId({ parameters: parametersOfItem(n8n, 0) } as OperationContext);
};

describe('the video that was picked', () => {
	it.each([
		['from the list', locator('list', ID)],
		['by ID', locator('id', ID)],
		['by ID, with blanks around it', locator('id', ` ${ID}\n`)],
		['as a text, from an expression', ID],
		[
			'as an embed code',
			locator('id', `<iframe src="https://embed.api.video/vod/${ID}" width="9">`),
		],
	])('%s', (_case, value) => {
		expect(read(value)).toBe(ID);
	});

	it.each(URLS)('by URL: %s', (url) => {
		expect(read(locator('url', url))).toBe(ID);
	});

	it.each(URLS)('by URL where an ID belongs: %s', (url) => {
		expect(read(locator('id', url))).toBe(ID);
	});

	it.each(['\n', ', ', ',', ' and '])('is not the first of two: %j', async (between) => {
		const two = `${URLS[0]}${between}${URLS[0].replace(ID, 'vi3N6cDinStg3oBbN79GklWS')}`;
		const trouble = await troubleOf(() => read(locator('id', two)));
		expectReadable(trouble);
		expect(trouble.message).toBe('Video holds the addresses of 2 different videos');
		expect(read(locator('id', `${URLS[0]}${between}${URLS[5]}`))).toBe(ID);
	});

	it.each(['', '  '])('may be missing: %j', async (value) => {
		const trouble = await troubleOf(() => read(locator('list', value)));
		expectReadable(trouble);
		expect(trouble.message).toBe('No video was picked');
	});

	it.each([
		'my holiday',
		`${ID}/../other`,
		`${ID}?a=b`,
		'embed.api.video/vod/',
		'https://example.com/watch?v=1',
		'https://ws.api.video/videos',
		'https://example.com/clips/video.mp4',
	])('is refused when it is none: %s', async (value) => {
		const trouble = await troubleOf(() => read(locator('id', value)));
		expectReadable(trouble);
		expect(trouble.message).toBe(`'${value}' is not the ID of a video`);
		expect(trouble.advice).toContain('videoId');
	});
});

describe('the check of an address in the editor', () => {
	const byUrl = videoLocator.modes?.find(({ name }) => name === 'url');
	const [validation] = (byUrl?.validation ?? []) as INodePropertyModeValidation[];
	const rule = validation.properties as { regex: string; errorMessage: string };
	// As n8n does.
	const whole = new RegExp(`^${rule.regex}$`);

	it.each(URLS)('lets %s pass', (url) => {
		expect(url).toMatch(whole);
	});

	it.each([ID, 'https://example.com/watch?v=1', 'https://ws.api.video/videos', 'ftp://a/vi1'])(
		'stops %j',
		(url) => {
			expect(url).not.toMatch(whole);
		},
	);
});

describe('the list of videos', () => {
	const search = async (filter?: string, paginationToken?: string) => {
		const data = [
			{
				videoId: ID,
				title: 'Maths',
				createdAt: '2026-11-23T12:00:00Z',
				assets: { player: URLS[0] },
			},
			{ videoId: 'vi2', title: 'Physics', createdAt: '2026-11-22T12:00:00Z' },
		];
		const reply = answers(response(200, { data, pagination: { pagesTotal: 3 } }));
		const node = new FakeNode({ reply });
		return { node, ...(await searchVideos.call(node.editor, filter, paginationToken)) };
	};

	it('names title and time, and links to the player', async () => {
		const { results } = await search();
		expect(results).toEqual([
			{ name: 'Maths (2026-11-23 13:00)', value: ID, url: URLS[0] },
			{ name: 'Physics (2026-11-22 13:00)', value: 'vi2', url: undefined },
		]);
	});

	it('lets the service filter by title, and asks for the newest first', async () => {
		const { node, paginationToken } = await search('math', '2');
		expect(node.asked).toEqual(['GET https://sandbox.api.video/videos']);
		expect(node.requests[0].qs).toMatchObject({
			title: 'math',
			sortBy: 'createdAt',
			sortOrder: 'desc',
			currentPage: 2,
		});
		expect(paginationToken).toBe('3');
	});

	it('asks for no title without a filter', async () => {
		const { node } = await search();
		expect(node.requests[0].qs).not.toHaveProperty('title');
	});

	it('ends with the last page', async () => {
		expect((await search('', '3')).paginationToken).toBeUndefined();
	});

	it('shows why it stays empty', async () => {
		const reply = answers(problemResponse(403, 'authorization-suspended-account'));
		await expect(searchVideos.call(new FakeNode({ reply }).editor)).rejects.toMatchObject({
			message: 'The api.video account is suspended',
			description: 'Contact the support of api.video.',
		});
	});
});
