import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { randomText } from '../identifiers';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import type { State } from '../state';
import { watermarkRules } from '../upload/fileRules';
import { readSmallForm } from '../upload/smallForm';
import { urlOf } from '../urlOf';
import { watermarkObject } from '../watermark';

/** `/watermarks`. */
export function watermarkRoutes(server: FastifyInstance, state: State): void {
	const { watermarks } = state;

	server.post('/watermarks', async (request) => {
		await readSmallForm(request, watermarkRules);
		const watermark = {
			watermarkId: `watermark_${randomText(22)}`,
			createdAt: state.settings.now(),
		};
		watermarks.set(watermark.watermarkId, watermark);
		return watermarkObject(watermark);
	});

	server.get('/watermarks', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, { sortBy: ['createdAt'] });
		const page = pageOf(
			watermarks.valuesAgo(request.lag),
			query,
			url,
			({ createdAt }) => atom(createdAt),
			({ watermarkId }) => watermarkId,
		);
		return { ...page, data: page.data.map(watermarkObject) };
	});

	server.delete<{ Params: { watermarkId: string } }>(
		'/watermarks/:watermarkId',
		async ({ params }, reply) => {
			if (!watermarks.delete(params.watermarkId)) {
				throw new Problem('resource-not-found', { name: 'watermarkId' });
			}
			return reply.code(204).send();
		},
	);
}
