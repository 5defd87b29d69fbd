import type { FastifyReply, FastifyRequest } from 'fastify';
import { typeOf } from '../problem';
import type { FaultAnswer } from './fault';

/** Sets status and headers of a fault's answer. */
export function answer(reply: FastifyReply, { status, headers, bare }: FaultAnswer): FastifyReply {
	if (bare) removeRateLimit(reply);
	return reply.code(status).headers({ 'content-type': 'application/problem+json', ...headers });
}

/** The body of a fault's answer. */
export function bodyOf(
	{ status, slug, title, detail }: FaultAnswer,
	request: FastifyRequest,
): string {
	const known = status === 429 ? 'too-many-requests' : 'server-error';
	return JSON.stringify({
		type: typeOf(slug ?? known),
		title: title ?? (status === 429 ? 'Too many requests.' : 'Server error'),
		status,
		...(detail !== undefined && { detail: filled(detail, request) }),
	});
}

function filled(detail: string, { headers, entry }: FastifyRequest): string {
	const { authorization = '' } = headers;
	return detail
		.replaceAll('{authorization}', authorization)
		.replaceAll('{accessToken}', authorization.replace(/^\w+ +/, ''))
		.replaceAll('{token}', entry?.token ?? '');
}

/** Replaces an answer by what a proxy or a line that breaks makes of it. */
export function garbage(
	form: 'html-200' | 'html-502' | 'cut-json',
	reply: FastifyReply,
	payload: unknown,
): string {
	reply.removeHeader('content-length');
	if (form === 'cut-json') {
		const text = String(payload);
		return text.slice(0, Math.ceil(text.length / 2));
	}
	const bad = form === 'html-502';
	reply.code(bad ? 502 : 200).header('content-type', 'text/html');
	return page(bad ? '502 Bad Gateway' : 'Sign in to the network');
}

/** Takes away the headers that only the service itself sets. */
export function removeRateLimit(reply: FastifyReply): void {
	for (const name of ['limit', 'remaining', 'retry-after']) {
		reply.removeHeader(`x-ratelimit-${name}`);
	}
}

/** The page that something between client and service answers with. */
export function page(title: string): string {
	return `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
}
