import type { FastifyInstance } from 'fastify';
import { anArrayOf, aString, checkBody, oneOf } from '../attributes';
import { atom } from '../atom';
import { summaryExists } from '../conflicts';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import type { State } from '../state';
import {
	createSummary,
	summaryAttributes,
	summaryOrigins,
	summaryStatus,
	summaryStatuses,
	type Summary,
} from '../summaries';
import { urlOf } from '../urlOf';

interface SummaryParams {
	Params: { summaryId: string };
}

/** `/summaries`. A summary takes as long to be written as a video to be encoded. */
export function summaryRoutes(server: FastifyInstance, state: State): void {
	const { settings, summaries } = state;
	const find = (summaryId: string): Summary => {
		const summary = summaries.get(summaryId);
		if (!summary) throw new Problem('resource-not-found', { name: 'summaryId' });
		return summary;
	};
	const statusOf = (summary: Summary) => summaryStatus(state, summary);
	const answer = (summary: Summary) => ({
		summaryId: summary.summaryId,
		createdAt: atom(summary.createdAt),
		updatedAt: atom(summary.updatedAt),
		videoId: summary.videoId,
		origin: summary.origin,
		sourceStatus: statusOf(summary),
	});

	server.post('/summaries', async ({ body }, reply) => {
		const payload = checkBody(body, {
			required: ['videoId'],
			attributes: {
				videoId: aString,
				origin: oneOf('auto'),
				attributes: anArrayOf(oneOf(...summaryAttributes)),
			},
		});
		const video = state.video(payload.videoId as string);
		const wanted = (payload.attributes ?? summaryAttributes) as string[];
		const elements = payload.origin === 'auto' ? wanted : undefined;
		const summary = createSummary(state, video, elements, 'videoId');
		return reply.code(201).send(answer(summary));
	});

	server.get('/summaries', async (request) => {
		const url = urlOf(request);
		const filters = ['videoId', 'origin', 'sourceStatus'] as const;
		const query = listQuery(url.searchParams, {
			sortBy: ['createdAt', 'updatedAt', 'videoId'],
			filters: ['videoId'],
			choices: { origin: summaryOrigins, sourceStatus: summaryStatuses },
		});
		const found = summaries
			.valuesAgo(request.lag)
			.filter((summary) =>
				filters.every((name) => [null, answer(summary)[name]].includes(url.searchParams.get(name))),
			);
		const keyOf = (summary: Summary) => {
			if (query.sortBy === 'videoId') return summary.videoId;
			return atom(query.sortBy === 'updatedAt' ? summary.updatedAt : summary.createdAt);
		};
		const page = pageOf(found, query, url, keyOf, ({ summaryId }) => summaryId);
		return { ...page, data: page.data.map(answer) };
	});

	server.delete<SummaryParams>('/summaries/:summaryId', async ({ params }, reply) => {
		summaries.delete(find(params.summaryId).summaryId);
		return reply.code(204).send();
	});

	server.get<SummaryParams>('/summaries/:summaryId/source', async ({ params }) => {
		const summary = find(params.summaryId);
		if (statusOf(summary) !== 'completed') {
			throw new Problem('resource-not-found', { name: 'summaryId' });
		}
		return summary.source;
	});

	server.patch<SummaryParams>('/summaries/:summaryId/source', async ({ params, body }, reply) => {
		const summary = find(params.summaryId);
		const payload = checkBody(body, {
			attributes: { abstract: aString, takeaways: anArrayOf(aString, 3) },
		});
		if (statusOf(summary) === 'waiting') throw summaryExists();
		const now = settings.now();
		summaries.changing(summary.summaryId);
		Object.assign(summary, { source: { ...summary.source, ...payload }, updatedAt: now });
		summary.readyAt = Math.min(summary.readyAt, now);
		return reply.code(201).send(summary.source);
	});
}
