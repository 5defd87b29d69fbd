import type { FastifyInstance } from 'fastify';
import { pageOf } from '../page';
import { listQuery } from '../query';
import type { State } from '../state';
import { urlOf } from '../urlOf';

/** `GET /tags`: every tag with the number of its videos. */
export function tagRoutes(server: FastifyInstance, { videos }: State): void {
	server.get('/tags', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, {
			sortBy: ['value', 'videoCount'],
			filters: ['value'],
		});
		const counts = new Map<string, number>();
		for (const { attributes } of videos.valuesAgo(request.lag)) {
			for (const tag of new Set(attributes.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
		}
		const part = plain(url.searchParams.get('value') ?? '');
		const tags = [...counts]
			.map(([value, videoCount]) => ({ value, videoCount }))
			.filter(({ value }) => plain(value).includes(part));
		const keyOf = (tag: (typeof tags)[number]) =>
			query.sortBy === 'videoCount' ? tag.videoCount : tag.value;
		return pageOf(tags, query, url, keyOf, ({ value }) => value);
	});
}

/** "ignores accents, uppercase, and lowercase" */
function plain(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
