import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { randomText } from '../identifiers';
import { onReset } from '../onReset';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import { Remembered } from '../remembered';
import type { State } from '../state';
import { readSmallForm } from '../upload/smallForm';
import { urlOf } from '../urlOf';

interface Watermark {
	watermarkId: string;
	createdAt: number;
}

/** `/watermarks`. */
export function watermarkRoutes(server: FastifyInstance, state: State): void {
	const watermarks = new Remembered<Watermark>(state.clock.elapsed);
	onReset(state, () => watermarks.clear());

	server.post('/watermarks', async (request) => {
		await readSmallForm(request, { extensions: ['jpeg', 'jpg', 'png'] });
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

function watermarkObject({ watermarkId, createdAt }: Watermark): object {
	return { watermarkId, createdAt: atom(createdAt) };
}
