import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { drain } from './drain';
import { BodyTooLong, refuseBody } from './faults/bodyLimit';
import type { Fault } from './faults/fault';
import { addFaultHooks } from './faults/hooks';
import { lagOf } from './faults/memory';
import { Problem } from './problem';
import { kindOf, type RateLimitVerdict } from './rateLimit';
import type { RequestEntry } from './requestLog';
import { analyticsRoutes } from './routes/analytics';
import { authRoutes } from './routes/auth';
import { controlRoutes } from './routes/control';
import { discardedVideoRoutes } from './routes/discardedVideos';
import { liveStreamRoutes } from './routes/liveStreams';
import { mediaRoutes } from './routes/media';
import { playerRoutes } from './routes/players';
import { playerThemeRoutes } from './routes/playerThemes';
import { summaryRoutes } from './routes/summaries';
import { tagRoutes } from './routes/tags';
import { textTrackRoutes } from './routes/textTracks';
import { thumbnailRoutes } from './routes/thumbnails';
import { uploadRoutes } from './routes/uploads';
import { uploadTokenRoutes } from './routes/uploadTokens';
import { videoRoutes } from './routes/videos';
import { watermarkRoutes } from './routes/watermarks';
import { webhookRoutes } from './routes/webhooks';
import type { State } from './state';
import { urlOf } from './urlOf';

declare module 'fastify' {
	interface FastifyContextConfig {
		/** No Authorization is asked for. */
		open?: boolean;
	}
	interface FastifyRequest {
		/** The request's line in the log; null for the emulator's own routes. */
		entry: RequestEntry | null;
		faults: Fault[];
		rateLimit: RateLimitVerdict | null;
		/** It sees the service as it was so many milliseconds ago. */
		lag: number;
	}
}

/** Puts the parts together: what happens to every request, then the routes. */
export function createServer(state: State): FastifyInstance {
	const server = fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
	});
	// A chunk over a slow line takes as long as it takes; Node's default would end it after five minutes.
	server.server.requestTimeout = 0;
	server.decorateRequest('entry', null);
	server.decorateRequest('faults');
	server.decorateRequest('rateLimit', null);
	server.decorateRequest('lag', 0);

	const paths: RegExp[] = [];
	server.addHook('onRoute', ({ url }) => {
		paths.push(new RegExp(`^${url.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`));
	});

	addParsers(server);
	server.addHook('onRequest', (request, reply, done) => {
		receive(request, reply, state);
		if (request.method === 'OPTIONS') return void reply.code(204).send();
		done();
	});
	addFaultHooks(server, state);
	server.addHook('preHandler', async (request) => {
		if (request.rateLimit?.exceeded) throw new Problem('too-many-requests');
		if (!request.routeOptions.config.open && !request.is404) {
			state.authentication.check(request.headers.authorization);
		}
		const { routeOptions, params, lag } = request;
		if (lag && routeOptions.url?.startsWith('/videos/:videoId')) {
			state.videoAgo((params as { videoId: string }).videoId, lag);
		}
	});
	server.addHook('preSerialization', async (request, _reply, payload) => {
		const { entry, body } = request;
		if (entry && !entry.path.startsWith('/auth/') && isJson(body)) entry.body = body;
		return payload;
	});

	// The official Node client refuses an `application/json` that names a charset, as Fastify's does.
	server.addHook('onSend', async (_request, reply, payload) => {
		const type = reply.getHeader('content-type');
		if (typeof type === 'string' && /json; charset=utf-8$/.test(type)) {
			reply.header('content-type', type.split(';')[0]);
		}
		return payload;
	});

	server.setNotFoundHandler((request) => {
		const { pathname } = urlOf(request);
		throw new Problem(
			paths.some((path) => path.test(pathname)) ? 'method-not-allowed' : 'unrecognized-request-url',
		);
	});
	server.setErrorHandler(answerError);

	authRoutes(server, state);
	uploadTokenRoutes(server, state);
	videoRoutes(server, state);
	uploadRoutes(server, state);
	tagRoutes(server, state);
	playerRoutes(server, state);
	playerThemeRoutes(server, state);
	textTrackRoutes(server, state);
	thumbnailRoutes(server, state);
	watermarkRoutes(server, state);
	summaryRoutes(server, state);
	discardedVideoRoutes(server, state);
	liveStreamRoutes(server, state);
	webhookRoutes(server, state);
	analyticsRoutes(server, state);
	mediaRoutes(server, state);
	controlRoutes(server, state);
	return server;
}

function addParsers(server: FastifyInstance): void {
	server.removeAllContentTypeParsers();
	// A multipart body is handed on as a stream, and read by the route that wants it.
	server.addContentTypeParser('multipart/form-data', (_request, payload, done) => {
		done(null, payload);
	});
	// Any other is taken for JSON: the browser uploader sends its refresh token without a content type.
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		try {
			done(null, body === '' ? undefined : JSON.parse(body as string));
		} catch {
			done(new Problem('invalid-payload'));
		}
	});
}

/** What is done first with every request: log, CORS for the browser uploader, rate limit, faults. */
function receive(request: FastifyRequest, reply: FastifyReply, state: State): void {
	const { pathname } = urlOf(request);
	request.faults = [];
	reply.headers({
		date: new Date(state.clock.now()).toUTCString(),
		'access-control-allow-origin': '*',
		'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
		'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
		'access-control-expose-headers':
			'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Retry-After',
	});
	if (request.method === 'OPTIONS' || pathname.startsWith('/emulator/')) return;

	const { method, url, headers, socket } = request;
	const entry = state.requests.start(method, url, headers, socket.remotePort);
	request.entry = entry;
	reply.raw.once('close', () => {
		state.requests.end(entry, reply.raw.headersSent ? reply.raw.statusCode : undefined);
	});

	const verdict = state.rateLimiter.count(kindOf(request.method, pathname));
	request.rateLimit = verdict;
	reply.headers({
		'x-ratelimit-limit': verdict.limit,
		'x-ratelimit-remaining': verdict.remaining,
		'x-ratelimit-retry-after': verdict.retryAfter,
	});

	request.faults = state.faults.take({
		method: request.method,
		path: pathname,
		contentRange: entry.contentRange,
	});
	entry.faults = request.faults.map(({ kind }) => kind);
	const lag = request.method === 'GET' ? state.settings.lagMilliseconds : 0;
	request.lag = Math.max(lag, lagOf(request.faults));
}

async function answerError(error: Error, request: FastifyRequest, reply: FastifyReply) {
	if (error instanceof BodyTooLong) return refuseBody(request, reply, error.limit);
	await drain(request.body);
	if (error instanceof Problem) {
		return reply.code(error.body.status).type('application/problem+json').send(error.body);
	}
	const title = error.message;
	return reply.code(500).type('application/problem+json').send({ title, status: 500 });
}

function isJson(body: unknown): boolean {
	return typeof body === 'object' && body !== null && !('pipe' in body);
}
