import type { FastifyRequest } from 'fastify';

/** The request's address; only its path and query mean anything. */
export function urlOf(request: FastifyRequest): URL {
	return new URL(request.url, 'http://emulator');
}
