import type { FastifyInstance } from 'fastify';
import { anArrayOf, aString, checkBody, oneOf } from '../attributes';
import { atom } from '../atom';
import { summaryExists } from '../conflicts';
import { randomText } from '../identifiers';
import { onReset } from '../onReset';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import { Remembered } from '../remembered';
import type { State } from '../state';
import { urlOf } from '../urlOf';

interface SummaryParams {
	Params: { summaryId: string };
}

interface Summary {
	summaryId: string;
	videoId: string;
	origin: 'auto' | 'api';
	createdAt: number;
	updatedAt: number;
	/** What was written; undefined: nothing yet. */
	source: Record<string, unknown> | undefined;
	/** Until then `source` is being written. */
	readyAt: number;
}

const atMostThree = (value: unknown): string | undefined =>
	Array.isArray(value) && value.length > 3
		? 'This attribute must not have more than 3 elements.'
		: anArrayOf(aString)(value);

/** `/summaries`. A summary takes as long to be written as a video to be encoded. */
export function summaryRoutes(server: FastifyInstance, state: State): void {
	const { settings } = state;
	const summaries = new Remembered<Summary>(state.clock.elapsed);
	onReset(state, () => summaries.clear());

	const find = (summaryId: string): Summary => {
		const summary = summaries.get(summaryId);
		if (!summary) throw new Problem('resource-not-found', { name: 'summaryId' });
		return summary;
	};
	const statusOf = ({ source, readyAt }: Summary) => {
		if (!source) return 'missing';
		return settings.now() < readyAt ? 'waiting' : 'completed';
	};
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
				attributes: anArrayOf(oneOf('abstract', 'takeaways')),
			},
		});
		const { videoId, attributes } = state.video(payload.videoId as string);
		if ([...summaries.values()].some((summary) => summary.videoId === videoId)) {
			throw summaryExists('videoId');
		}
		const now = settings.now();
		const wanted = (payload.attributes ?? ['abstract', 'takeaways']) as string[];
		const auto = payload.origin === 'auto';
		const summary: Summary = {
			summaryId: `summary_${randomText(22)}`,
			videoId,
			origin: auto ? 'auto' : 'api',
			createdAt: now,
			updatedAt: now,
			source: auto ? written(attributes.title, wanted) : undefined,
			readyAt: now + settings.encodingSeconds * 1000,
		};
		summaries.set(summary.summaryId, summary);
		return reply.code(201).send(answer(summary));
	});

	server.get('/summaries', async (request) => {
		const url = urlOf(request);
		const filters = ['videoId', 'origin', 'sourceStatus'] as const;
		const query = listQuery(url.searchParams, {
			sortBy: ['createdAt', 'updatedAt', 'videoId'],
			filters,
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
		const payload = checkBody(body, { attributes: { abstract: aString, takeaways: atMostThree } });
		if (statusOf(summary) === 'waiting') throw summaryExists();
		const now = settings.now();
		summaries.changing(summary.summaryId);
		Object.assign(summary, { source: { ...summary.source, ...payload }, updatedAt: now });
		summary.readyAt = Math.min(summary.readyAt, now);
		return reply.code(201).send(summary.source);
	});
}

function written(title: string, wanted: readonly string[]): Record<string, unknown> {
	const all: Record<string, unknown> = {
		abstract: `The video is called ${title}.`,
		takeaways: ['It has a title.', 'The emulator did not watch it.', 'It is a video.'],
	};
	return Object.fromEntries(wanted.map((name) => [name, all[name]]));
}
