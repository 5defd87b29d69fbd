import {
	createServer,
	get,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { ANSWER_BYTES, jsonOrText } from '../../../nodes/ApiVideo/api/answerBody';
import { exchangeBounded, type Bounds } from '../../../nodes/ApiVideo/api/boundedExchange';
import type { FullResponse } from '../../../nodes/ApiVideo/api/exchange';
import { isRecord, type Outcome } from '../../../nodes/ApiVideo/upload';

let server: Server;
let url: string;
/** Set by each test. */
let answer: (response: ServerResponse, request: IncomingMessage) => void;
/** Resolves once the connection of the answer is gone. */
let closed: Promise<void>;

beforeAll(async () => {
	server = createServer((request, response) => {
		closed = new Promise((resolve) => response.on('close', () => resolve()));
		answer(response, request);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
	server.closeAllConnections();
	server.close();
});

async function ask(
	bounds: Partial<Bounds> = {},
	signal = new AbortController().signal,
): Promise<Outcome> {
	return await exchangeBounded(
		async (end) =>
			await new Promise<FullResponse>((resolve, reject) => {
				const request = get(url, { signal: end }, (response) => {
					const { statusCode = 0, headers } = response;
					resolve({ statusCode, headers, body: response });
				});
				request.on('error', reject);
			}),
		signal,
		{ milliseconds: 60_000, url, ...bounds },
	);
}

/** Writes for as long as somebody reads. */
function endlessly(response: ServerResponse, piece = Buffer.alloc(65_536, ' ')): { sent: number } {
	const counted = { sent: 0 };
	const write = () => {
		while (!response.destroyed) {
			counted.sent += piece.length;
			if (!response.write(piece)) return void response.once('drain', write);
		}
	};
	write();
	return counted;
}

it('reads JSON, and text as it is', async () => {
	answer = (response) => response.end('{"videoId":"vi1"}');
	expect(await ask()).toMatchObject({ status: 200, body: { videoId: 'vi1' } });
	answer = (response) => response.end('<html>');
	expect(await ask()).toMatchObject({ status: 200, body: '<html>' });
	answer = (response) => response.end();
	expect(await ask()).toMatchObject({ status: 200, body: '' });
});

it('hands on what n8n has read already', async () => {
	const response = { statusCode: 200, headers: {}, body: { videoId: 'vi1' } };
	const outcome = await exchangeBounded(async () => response, new AbortController().signal, {});
	expect(outcome).toEqual({ kind: 'answer', status: 200, headers: {}, body: response.body });
});

it('reads no more of an answer without end than there may be, and closes it', async () => {
	let counted = { sent: 0 };
	answer = (response) => void (counted = endlessly(response));
	expect(await ask()).toMatchObject({
		kind: 'noAnswer',
		permanent: true,
		what: `The answer is longer than the 16 MiB that are read of one: ${url}`,
	});
	await closed;
	// What the two ends of a connection hold comes on top.
	expect(counted.sent).toBeLessThan(4 * ANSWER_BYTES);
});

it('lets the caller say what a success without end means', async () => {
	answer = (response) => void endlessly(response);
	const outcome = await ask({ bytes: 65_536, ifLonger: (taken) => taken });
	expect(outcome).toMatchObject({ kind: 'answer', status: 200, body: '' });
	await closed;
});

it.each([true, false])(
	'closes the connection of a complete answer, or leaves it: %s',
	async (closes) => {
		let end: AbortSignal | undefined;
		const response = { statusCode: 200, headers: {}, body: Readable.from([Buffer.from('{}')]) };
		const send = async (signal: AbortSignal) => {
			end = signal;
			return response;
		};
		await exchangeBounded(send, new AbortController().signal, { closes });
		expect(end?.aborted).toBe(closes);
	},
);

it('keeps the status of a refusal without end', async () => {
	answer = (response) => {
		response.statusCode = 503;
		endlessly(response);
	};
	expect(await ask({ bytes: 65_536 })).toMatchObject({ kind: 'answer', status: 503, body: '' });
	await closed;
});

it('ends an answer that comes byte by byte, and closes it', async () => {
	answer = (response) => {
		const drip = setInterval(() => response.write(' '), 5);
		response.on('close', () => clearInterval(drip));
	};
	expect(await ask({ milliseconds: 100 })).toMatchObject({
		kind: 'noAnswer',
		permanent: false,
		what: `The service did not answer in time: ${url}`,
	});
	await closed;
});

it('ends a head that comes byte by byte', async () => {
	answer = ({ socket }) => {
		socket?.write('HTTP/1.1 200 OK\r\nX-Slow: ');
		const drip = setInterval(() => socket?.write('a'), 5);
		socket?.on('close', () => clearInterval(drip));
	};
	expect(await ask({ milliseconds: 100 })).toMatchObject({ kind: 'noAnswer', permanent: false });
	await closed;
});

it('ends with the signal while the answer is being read', async () => {
	const stop = new AbortController();
	answer = (response) => {
		response.write('{');
		setTimeout(() => stop.abort(), 20);
	};
	await expect(ask({}, stop.signal)).rejects.toThrow('The execution was canceled');
	await closed;
	answer = (response) => void response.write('{');
	expect(await ask({ isCancelled: () => false }, AbortSignal.timeout(20))).toMatchObject({
		kind: 'noAnswer',
		what: 'The service did not answer in the time that was left',
	});
	await closed;
});

it('says that an answer broke off', async () => {
	answer = (response) => {
		response.writeHead(200, { 'Content-Length': 100 });
		response.write('{"videoId":');
		setTimeout(() => response.destroy(), 5);
	};
	expect(await ask()).toMatchObject({
		kind: 'noAnswer',
		permanent: false,
		what: `The connection was closed before the service had answered to the end: ${url}`,
	});
});

it('waits for nothing where it has been told to stop before', async () => {
	const work = exchangeBounded(
		async (end) =>
			await new Promise<FullResponse>((_, reject) => end.aborted && reject(end.reason)),
		AbortSignal.abort(),
		{ url },
	);
	await expect(work).rejects.toThrow('The execution was canceled');
});

it('takes no JSON that is nested deeper than anybody can walk through', () => {
	const nested = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth));
	expect(jsonOrText(nested(200))).toEqual(expect.any(Array));
	expect(jsonOrText(nested(201))).toEqual(expect.any(String));
	expect(jsonOrText(nested(1_000_000))).toEqual(expect.any(String));
	expect(jsonOrText(Buffer.from(`["text",${String(nested(1000))}]`))).toEqual(expect.any(String));
	const sideBySide = (one: string) => Buffer.from(`[${Array(300).fill(one).join(',')}]`);
	expect(jsonOrText(sideBySide('[]'))).toHaveLength(300);
	expect(jsonOrText(sideBySide('{}'))).toHaveLength(300);
	// Brackets in a text do not count.
	const text = `\\"${'['.repeat(1000)}`;
	expect(jsonOrText(Buffer.from(`{"title":"${text}"}`))).toEqual({
		title: `"${'['.repeat(1000)}`,
	});
});

it('gives a name like __proto__ no meaning', () => {
	const read = jsonOrText(Buffer.from('{"__proto__":{"videoId":"vi1"}}'));
	expect(isRecord(read) && read.videoId).toBeUndefined();
});

it('passes over a byte order mark, as n8n does', () => {
	expect(jsonOrText(Buffer.from('\uFEFF{"a":1}'))).toEqual({ a: 1 });
});
