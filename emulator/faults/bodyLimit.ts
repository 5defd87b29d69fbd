import type { FastifyReply, FastifyRequest } from 'fastify';
import { page, removeRateLimit } from './answer';
import type { FaultEffect } from './fault';

type BodyLimit = Extract<FaultEffect, { kind: 'body-limit' }>;

/** Thrown while a body is read that has become longer than a proxy allows. */
export class BodyTooLong extends Error {
	constructor(readonly limit: BodyLimit) {
		super(`The body has more than ${limit.bytes} bytes.`);
	}
}

/** Whether Content-Length says that the body is too long; false without that header. */
export function saysTooLong({ headers }: FastifyRequest, { bytes }: BodyLimit): boolean {
	return Number(headers['content-length'] ?? 0) > bytes;
}

/** 413, as from a proxy that has passed nothing on. */
export function refuseBody(
	request: FastifyRequest,
	reply: FastifyReply,
	{ close }: BodyLimit,
): FastifyReply {
	removeRateLimit(reply);
	if (close) reply.header('connection', 'close');
	else request.raw.resume();
	return reply.code(413).type('text/html').send(page('413 Request Entity Too Large'));
}
