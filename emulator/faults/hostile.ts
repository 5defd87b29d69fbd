import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, HostileEffect } from './fault';
import { gzipBomb } from './gzipBomb';

const KIB = 1024;

/** The ID in an answer, whatever it is the ID of. */
const IDS = /"(\w+Id)":"[^"]*"/g;

/** Sends the client elsewhere with all that it came with. */
export function redirect(
	{ url }: FastifyRequest,
	reply: FastifyReply,
	{ to, status = 307 }: Extract<HostileEffect, { kind: 'redirect' }>,
): FastifyReply {
	return reply
		.code(status)
		.header('location', to + url)
		.send();
}

/** @returns what a fault makes of an answer that is about to be sent; the answer itself where it is none of these */
export function hostileAnswer(fault: Fault, reply: FastifyReply, payload: unknown): unknown {
	const text = typeof payload === 'string' ? payload : '';
	switch (fault.kind) {
		case 'huge-headers':
			reply.header('x-padding', 'x'.repeat(fault.bytes ?? 64 * KIB));
			return payload;
		case 'endless-answer':
			return replaced(reply, Readable.from(endlessly()));
		case 'gzip-bomb':
			reply.header('content-encoding', 'gzip');
			return replaced(reply, gzipBomb(fault.bytes ?? 1024 * KIB * KIB, text));
		case 'drip':
			return replaced(reply, Readable.from(dripping(text, fault.milliseconds ?? 100)));
		case 'deep-json':
			return replaced(reply, nested(text, fault.depth ?? 1_000_000));
		case 'other-shape':
			return replaced(reply, shaped(text, fault.form));
		default:
			return payload;
	}
}

/** An answer without a body has no room for another one. */
function replaced<Payload>(reply: FastifyReply, payload: Payload): Payload {
	if (reply.statusCode === 204) reply.code(200).type('application/json');
	reply.removeHeader('content-length');
	return payload;
}

/** Blanks, which may stand in front of any JSON. */
async function* endlessly(): AsyncGenerator<Buffer> {
	const piece = Buffer.alloc(64 * KIB, ' ');
	for (;;) yield piece;
}

async function* dripping(text: string, milliseconds: number): AsyncGenerator<Buffer> {
	for (const byte of Buffer.from(text)) {
		await wait(milliseconds);
		yield Buffer.from([byte]);
	}
}

function nested(text: string, depth: number): string {
	const deep = `"deep":${'['.repeat(depth)}${']'.repeat(depth)}`;
	return text.startsWith('{"') ? `{${deep},${text.slice(1)}` : `{${deep}}`;
}

function shaped(
	text: string,
	form: Extract<HostileEffect, { kind: 'other-shape' }>['form'],
): string {
	switch (form) {
		case 'list':
			return `[${text}]`;
		case 'text':
			return JSON.stringify(text);
		case 'null':
			return 'null';
		case 'dots':
			return text.replace(IDS, '"$1":".."');
	}
}
