import type { IDataObject } from 'n8n-workflow';
import { ApiVideo } from '../../../nodes/ApiVideo/ApiVideo.node';
import { searchLiveStreams } from '../../../nodes/ApiVideo/resources/liveStream/liveStreamLocator';
import { searchWebhooks } from '../../../nodes/ApiVideo/resources/webhook/webhookLocator';
import { answers, FakeNode, response } from '../support/fakeNode';

const page = (data: IDataObject[], pagesTotal = 1) => {
	const reply = answers(response(200, { data, pagination: { pagesTotal } }));
	return new FakeNode({ reply });
};

describe('the list of live streams', () => {
	const streams = [
		{
			liveStreamId: 'li1',
			name: 'Concert',
			createdAt: '2026-11-23T12:00:00+00:00',
			streamKey: 'secret-key',
			assets: { player: 'https://embed.api.video/live/li1' },
		},
		{ liveStreamId: 'li2', createdAt: '2026-11-22T12:00:00+00:00', streamKey: 'secret-key' },
	];

	test('names them by name and date, and never shows a stream key', async () => {
		const { results } = await searchLiveStreams.call(page(streams).editor);
		expect(results).toEqual([
			{
				name: 'Concert (2026-11-23 13:00)',
				value: 'li1',
				url: 'https://embed.api.video/live/li1',
			},
			{ name: 'li2 (2026-11-22 13:00)', value: 'li2', url: undefined },
		]);
	});

	test('is searched by the service, page by page, the newest first', async () => {
		const node = page(streams, 3);
		const { paginationToken } = await searchLiveStreams.call(node.editor, 'Con', '2');
		expect(paginationToken).toBe('3');
		expect(node.asked).toEqual(['GET https://sandbox.api.video/live-streams']);
		expect(node.requests[0].qs).toEqual({
			sortBy: 'createdAt',
			sortOrder: 'desc',
			name: 'Con',
			currentPage: 2,
			pageSize: 50,
		});
	});
});

describe('the list of webhooks', () => {
	const webhooks = ['https://a.example.com', 'https://b.example.com'].map((url, index) => ({
		webhookId: `webhook_${index}`,
		url,
		events: ['video.source.recorded', 'video.caption.generated'],
		createdAt: '2026-11-23T12:00:00+00:00',
		signatureSecret: 'sig_sec_secret',
	}));

	test('names them by address, events and date, and never shows a secret', async () => {
		const { results, paginationToken } = await searchWebhooks.call(page(webhooks).editor);
		expect(results[0]).toEqual({
			name: 'https://a.example.com (video.source.recorded, video.caption.generated, 2026-11-23 13:00)',
			value: 'webhook_0',
		});
		expect(results).toHaveLength(2);
		expect(paginationToken).toBeUndefined();
	});

	test('is filtered by what it shows', async () => {
		const found = async (filter: string) =>
			(await searchWebhooks.call(page(webhooks).editor, filter)).results.map(({ value }) => value);
		expect(await found('B.EXAMPLE')).toEqual(['webhook_1']);
		expect(await found('caption')).toHaveLength(2);
		expect(await found('sig_sec')).toEqual([]);
	});

	test('goes on with the next page', async () => {
		const node = page(webhooks, 2);
		expect((await searchWebhooks.call(node.editor)).paginationToken).toBe('2');
		expect(node.requests[0].qs).toEqual({ currentPage: 1, pageSize: 100 });
	});
});

test('both are known to the node', () => {
	expect(new ApiVideo().methods.listSearch).toMatchObject({ searchLiveStreams, searchWebhooks });
});
