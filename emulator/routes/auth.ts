import type { FastifyInstance } from 'fastify';
import { aString, checkBody } from '../attributes';
import type { State } from '../state';

/** `POST /auth/api-key` and `POST /auth/refresh`. */
export function authRoutes(server: FastifyInstance, { authentication }: State): void {
	server.post('/auth/api-key', { config: { open: true } }, async ({ body }) => {
		const { apiKey } = checkBody(body, {
			attributes: { apiKey: aString },
			required: ['apiKey'],
		});
		return authentication.byApiKey(apiKey as string);
	});

	server.post('/auth/refresh', { config: { open: true } }, async ({ body }) => {
		const { refreshToken } = checkBody(body, {
			attributes: { refreshToken: aString },
			required: ['refreshToken'],
		});
		return authentication.byRefreshToken(refreshToken as string);
	});
}
