import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { drain } from '../drain';
import type { State } from '../state';
import { answer, bodyOf, garbage } from './answer';
import { refuseBody, saysTooLong } from './bodyLimit';
import type { Fault } from './fault';
import { hostileAnswer, redirect } from './hostile';
import { forgetOne, withIngestStatus } from './memory';
import { bodyTroubleOf, TroubledBody } from './troubledBody';

/** Lets the faults of each request happen. `request.faults` must have been set by an earlier hook. */
export function addFaultHooks(server: FastifyInstance, state: State): void {
	server.addHook('onRequest', async (request, reply) => {
		for (const fault of request.faults) {
			if (fault.kind === 'latency' && fault.when !== 'after') await wait(fault.milliseconds);
			if (fault.kind === 'reset' && fault.afterBytes === undefined) return reset(request, reply);
			if (fault.kind === 'stall' && fault.afterBytes === undefined && fault.when !== 'after') {
				return reply.hijack();
			}
			if (fault.kind === 'early-answer') {
				if (fault.close) reply.header('connection', 'close');
				return answer(reply, fault).send(bodyOf(fault, request));
			}
			if (fault.kind === 'body-limit' && saysTooLong(request, fault)) {
				return refuseBody(request, reply, fault);
			}
		}
	});

	server.addHook('preParsing', async (request, _reply, payload) => {
		const trouble = bodyTroubleOf(request.faults);
		if (!trouble) return payload;
		const body = new TroubledBody(trouble, () => request.raw.socket.resetAndDestroy());
		payload.once('close', () => {
			if (!(payload as Readable).readableEnded) body.destroy(new Error('The client went away.'));
		});
		return payload.pipe(body);
	});

	server.addHook('preHandler', async (request, reply) => {
		const away = find(request, 'redirect');
		if (away) {
			await drain(request.body);
			return redirect(request, reply, away);
		}
		const fault = find(request, 'status');
		if (!fault || fault.when === 'after') return;
		await drain(request.body);
		return answer(reply, fault).send(bodyOf(fault, request));
	});

	server.addHook('preSerialization', async (request, _reply, payload) => {
		const fault = find(request, 'ingest-status');
		return (fault && withIngestStatus(payload, fault)) ?? payload;
	});

	server.addHook('onSend', async (request, reply, payload) => {
		let replacement: unknown = payload;
		for (const fault of request.faults) {
			if (fault.kind === 'latency' && fault.when === 'after') await wait(fault.milliseconds);
			if (fault.kind === 'expire-token' && request.entry?.token) {
				state.uploadTokens.expire(request.entry.token);
			}
			// The answer is written down by now, and still shows the range.
			if (fault.kind === 'forget') forgetOne(request, state, fault.which);
			if (fault.kind === 'lost-answer') {
				request.raw.socket.resetAndDestroy();
				await never();
			}
			if (fault.kind === 'stall' && fault.when === 'after') await never();
			if (fault.kind === 'status' && fault.when === 'after') {
				answer(reply, fault).removeHeader('content-length');
				replacement = bodyOf(fault, request);
			}
			if (fault.kind === 'garbage') replacement = garbage(fault.form, reply, payload);
			replacement = hostileAnswer(fault, reply, replacement);
		}
		return replacement;
	});
}

function find<Kind extends Fault['kind']>(
	request: FastifyRequest,
	kind: Kind,
): Extract<Fault, { kind: Kind }> | undefined {
	return request.faults.find(
		(fault): fault is Extract<Fault, { kind: Kind }> => fault.kind === kind,
	);
}

function reset(request: FastifyRequest, reply: FastifyReply): FastifyReply {
	request.raw.socket.resetAndDestroy();
	return reply.hijack();
}

/** An answer that is held back for good; Node forgets it with its connection. */
function never(): Promise<never> {
	return new Promise(() => undefined);
}
