import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { searchLiveStreams } from '../../../nodes/ApiVideo/resources/liveStream/liveStreamLocator';
import { searchPlayerThemes } from '../../../nodes/ApiVideo/resources/playerTheme/playerThemeLocator';
import { searchSummaries } from '../../../nodes/ApiVideo/resources/summary/summaryLocator';
import { searchDelegatedTokens } from '../../../nodes/ApiVideo/resources/delegatedToken/delegatedTokenLocator';
import { searchVideos } from '../../../nodes/ApiVideo/resources/video/videoLocator';
import { searchWatermarks } from '../../../nodes/ApiVideo/resources/watermark/watermarkLocator';
import { searchWebhooks } from '../../../nodes/ApiVideo/resources/webhook/webhookLocator';
import type { ListSearch } from '../../../nodes/ApiVideo/resources/shared/listSearch';
import { searchDiscardedVideos } from '../../../nodes/ApiVideo/resources/video/discardedVideoLocator';
import { FakeNode, problemResponse, response } from '../support/fakeNode';

const HOST = 'https://sandbox.api.video';
const VIDEO = 'vi4k0jvEUuaTdRAEjQ4Jfrgz';
const LIVE = 'li400mYKSgQ6xs7taUeSaEKr';
const THEME = 'pl45KFKdlddgk654dspkze';

/** A service that has what stands in `known`, by path; its lists hold `data`. */
function service(known: Record<string, IDataObject>, data: IDataObject[] = [], pagesTotal = 1) {
	const node = new FakeNode({
		reply: ({ url, qs = {} }) => {
			const path = url.replace(HOST, '');
			if (path in known) return response(200, known[path]);
			const isList = ['', '/discarded'].some((above) =>
				/^\/[a-z-]+$/.test(path.replace(above, '')),
			);
			if (!isList) return problemResponse(404, 'resource-not-found');
			const page = Number(qs.currentPage);
			// A service that minds upper and lower case.
			const { title = '' } = qs as { title?: string };
			const found = data.filter((one) => String(one.title ?? '').includes(title));
			return response(200, {
				data: page === pagesTotal ? found : [],
				pagination: { currentPage: page, pagesTotal },
			});
		},
	});
	const search = async (list: ListSearch, filter?: string, page?: string) =>
		await list.call(node.editor as ILoadOptionsFunctions, filter, page);
	return { node, search };
}

describe('an ID or an address that is pasted into the search', () => {
	const video = { videoId: VIDEO, title: 'Maths', createdAt: '2026-11-23T12:00:00Z' };

	it.each([
		VIDEO,
		` ${VIDEO}\n`,
		`https://embed.api.video/vod/${VIDEO}`,
		`https://ws.api.video/videos/${VIDEO}/status`,
		`https://dashboard.api.video/videos/${VIDEO}?a=b`,
		`<iframe src="https://embed.api.video/vod/${VIDEO}" width="100%"></iframe>`,
	])('finds its video: %j', async (pasted) => {
		const { node, search } = service({ [`/videos/${VIDEO}`]: video });
		const { results, paginationToken } = await search(searchVideos, pasted);
		expect(results).toMatchObject([{ name: 'Maths (2026-11-23 13:00)', value: VIDEO }]);
		expect(paginationToken).toBeUndefined();
		expect(node.asked).toEqual([`GET ${HOST}/videos/${VIDEO}`]);
	});

	it.each<[string, ListSearch, string, string, IDataObject]>([
		['a live stream', searchLiveStreams, LIVE, '/live-streams', { liveStreamId: LIVE, name: 'A' }],
		['a discarded video', searchDiscardedVideos, VIDEO, '/discarded/videos', video],
	])('finds %s', async (_case, list, id, path, found) => {
		const { search } = service({ [`${path}/${id}`]: found });
		expect((await search(list, id)).results).toMatchObject([{ value: id }]);
	});

	it('finds a player theme by the address of its logo, in a list that is filtered here', async () => {
		const { search } = service({}, [{ playerId: THEME }, { playerId: 'pl2' }]);
		const { results } = await search(
			searchPlayerThemes,
			`https://cdn.api.video/player/${THEME}/logo.png`,
		);
		expect(results).toEqual([{ name: THEME, value: THEME }]);
	});

	it('is a title where there is no such video', async () => {
		const { node, search } = service({}, [{ videoId: 'vi2', title: VIDEO }]);
		expect((await search(searchVideos, VIDEO)).results).toMatchObject([{ value: 'vi2' }]);
		expect(node.requests.at(-1)?.qs).toMatchObject({ title: VIDEO });
	});

	it.each(['video', 'vi', 'vi1', 'a vi4k0jvEUuaTdRAEjQ4Jfrgz b', 'https://example.com/a.mp4'])(
		'is none: %j',
		async (typed) => {
			const { node, search } = service({});
			await search(searchVideos, typed);
			expect(node.asked.every((one) => one === `GET ${HOST}/videos`)).toBe(true);
			expect(node.requests[0].qs).toMatchObject({ title: typed });
		},
	);

	it('says why the service does not answer', async () => {
		const node = new FakeNode({
			reply: () => problemResponse(403, 'authorization-suspended-account'),
		});
		await expect(searchVideos.call(node.editor, VIDEO)).rejects.toMatchObject({
			message: 'The api.video account is suspended',
		});
	});
});

describe('videos of the same title', () => {
	const createdAt = '2026-11-23T12:00:00Z';
	const same = ['vi1', 'vi2', 'vi3', 'vi4', 'vi5'].map((videoId) => ({
		videoId,
		title: 'Maths',
		createdAt,
	}));
	const statuses = {
		'/videos/vi1/status': { ingest: { status: 'uploading' }, encoding: { playable: false } },
		'/videos/vi2/status': { ingest: { status: 'uploaded' }, encoding: { playable: false } },
		'/videos/vi3/status': { ingest: { status: 'uploaded' }, encoding: { playable: true } },
		'/videos/vi4/status': { ingest: { status: 'merging' } },
	};

	it('are told apart by their status, as far as it is known', async () => {
		const other = { videoId: 'vi9', title: 'Physics', createdAt };
		const { node, search } = service(statuses, [...same, other]);
		const { results } = await search(searchVideos);
		expect(results.map(({ name }) => name)).toEqual([
			'Maths (2026-11-23 13:00), upload not finished',
			'Maths (2026-11-23 13:00), not encoded yet',
			'Maths (2026-11-23 13:00), can be watched',
			'Maths (2026-11-23 13:00)',
			'Maths (2026-11-23 13:00)',
			'Physics (2026-11-23 13:00)',
		]);
		expect(node.asked.filter((one) => one.includes('vi9'))).toEqual([]);
	});

	it('do not cost more than ten questions', async () => {
		const many = Array.from({ length: 50 }, (_, index) => ({ videoId: `v${index}`, title: 'A' }));
		const { node, search } = service({}, many);
		expect((await search(searchVideos)).results).toHaveLength(50);
		expect(node.requests.length).toBeLessThanOrEqual(11);
	});
});

describe('an entry without a date', () => {
	it.each<[ListSearch, IDataObject, string]>([
		[searchVideos, { videoId: 'vi1', title: 'A' }, 'A'],
		[searchVideos, { videoId: 'vi1', title: 'A', createdAt: null }, 'A'],
		[searchVideos, { videoId: 'vi1', title: 'A', createdAt: 'soon' }, 'A'],
		[searchVideos, { videoId: 'vi1' }, 'vi1'],
		[searchDiscardedVideos, { videoId: 'vi1', title: 'A' }, 'A (vi1)'],
		[searchLiveStreams, { liveStreamId: 'li1', name: 'A' }, 'A'],
		[searchPlayerThemes, { playerId: 'pl1', name: 'A' }, 'A'],
		[searchSummaries, { summaryId: 's1', videoId: 'vi1' }, 'vi1'],
		[searchDelegatedTokens, { token: 'toABCDEFG' }, 'toABCD... (never expires)'],
		[searchWatermarks, { watermarkId: 'w1' }, 'w1'],
		[searchWebhooks, { webhookId: 'w1', url: 'https://a', events: ['x'] }, 'https://a (x)'],
	])('shows none', async (list, entry, name) => {
		const { search } = service({}, [entry]);
		expect((await search(list)).results.map((item) => item.name)).toEqual([name]);
	});
});

describe('a title that the service does not find', () => {
	const maths = { videoId: 'vi1', title: 'Maths' };

	it('is looked for here, as it may be written in other letters', async () => {
		const { node, search } = service({}, [maths, { videoId: 'vi2', title: 'Physics' }]);
		expect(await search(searchVideos, 'maths')).toEqual({
			results: [{ name: 'Maths', value: 'vi1', url: undefined }],
		});
		expect(node.requests.map(({ qs }) => qs?.title)).toEqual(['maths', undefined]);
	});

	it('is not looked for when the service has found some', async () => {
		const { node, search } = service({}, [maths]);
		await search(searchVideos, 'Maths');
		expect(node.requests).toHaveLength(1);
	});
});

describe('a list that is filtered here', () => {
	it('goes on to the next page while nothing fits', async () => {
		const { node, search } = service({}, [{ playerId: 'pl1', name: 'Mine' }], 3);
		const { results, paginationToken } = await search(searchPlayerThemes, 'mine');
		expect(results).toEqual([{ name: 'Mine', value: 'pl1' }]);
		expect(paginationToken).toBeUndefined();
		expect(node.requests.map(({ qs }) => qs?.currentPage)).toEqual([1, 2, 3]);
	});

	it('stops after five pages, and goes on from there', async () => {
		const { node, search } = service({}, [{ playerId: 'pl1', name: 'Mine' }], 9);
		expect(await search(searchPlayerThemes, 'mine')).toEqual({ results: [], paginationToken: '6' });
		expect(node.requests).toHaveLength(5);
		expect((await search(searchPlayerThemes, 'mine', '6')).results).toHaveLength(1);
	});
});
