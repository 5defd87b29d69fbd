import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { anInteger, checkBody } from '../attributes';
import { pageOf } from '../page';
import { listQuery } from '../query';
import type { State } from '../state';
import { uploadTokenObject, type UploadToken } from '../uploadTokens';
import { urlOf } from '../urlOf';

interface TokenParams {
	Params: { token: string };
}

/** `/upload-tokens` and `/upload-tokens/{uploadToken}`. */
export function uploadTokenRoutes(
	server: FastifyInstance,
	{ uploadTokens, settings }: State,
): void {
	server.post('/upload-tokens', async ({ body }) => {
		const payload = body === undefined ? {} : body;
		const { ttl } = checkBody(payload, { attributes: { ttl: anInteger(0, 2_147_483_647) } });
		return uploadTokenObject(uploadTokens.create((ttl as number | undefined) ?? 0));
	});

	server.get('/upload-tokens', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, { sortBy: ['createdAt', 'ttl'] });
		const now = settings.now();
		const keyOf = ({ expiresAt, createdAt }: UploadToken) =>
			// "how much longer the token will be active (ttl - time to live)"
			query.sortBy === 'ttl' ? (expiresAt ?? Infinity) - now : atom(createdAt);
		const found = uploadTokens.active(request.lag);
		const page = pageOf(found, query, url, keyOf, ({ token }) => token);
		return { ...page, data: page.data.map(uploadTokenObject) };
	});

	server.get<TokenParams>('/upload-tokens/:token', async ({ params }) =>
		uploadTokenObject(uploadTokens.get(params.token)),
	);

	server.delete<TokenParams>('/upload-tokens/:token', async ({ params }, reply) => {
		uploadTokens.delete(params.token);
		return reply.code(204).send();
	});
}
