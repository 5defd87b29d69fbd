import { createHmac } from 'node:crypto';
import { request, type OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { watchMemory } from '../../../bench/measure/memory';
import { poll, type N8n } from '../../lib/lab';
import type { Findings } from '../findings';
import { heldBy } from '../../../bench/measure/diagnostics';
import type { Ground } from './planting';
import type { Triggered } from './running';

const MIB = 1024 * 1024;

/** Bytes: a MiB more than n8n takes, unless N8N_PAYLOAD_SIZE_MAX says otherwise. */
const LARGE = 17 * MIB;

/** How often each body is sent while the memory is looked at. */
const ROUNDS = 4;

/** Milliseconds for n8n to start what it was sent. */
const SOON = 60_000;

interface Body {
	readonly headers?: OutgoingHttpHeaders;
	/** Pieces to send; a length that nobody tells unless the headers do. */
	readonly pieces: readonly Buffer[];
}

/**
 * Sends bodies to the trigger that are longer than n8n takes, or make it unpack more than that.
 *
 * @param diagnostics where this n8n writes what it holds: see heldBy
 */
export async function findLargeBodies(
	n8n: N8n,
	ground: Ground,
	{ webhook, workflowId, executions }: Triggered,
	diagnostics: string,
	findings: Findings,
	signal?: AbortSignal,
): Promise<void> {
	const { signatureSecret, webhookId, url } = webhook;
	const bodies = bodiesOf(await wanted(ground), (bytes) => signed(bytes, signatureSecret));
	const send = async ({ headers, pieces }: Body): Promise<number> =>
		await post(url, { 'x-api-video-webhookid': webhookId, ...headers }, pieces);
	const started = async (): Promise<number | undefined> => {
		const all = await n8n.client.executionsOf(workflowId);
		return all.every(({ ended }) => ended) ? all.length : undefined;
	};
	await findings.find('A body that is longer than n8n takes starts nothing', async () => {
		const answers: string[] = [];
		for (const [name, body] of Object.entries(bodies)) {
			const status = await send(body);
			if (status < 300 && status !== CLOSED) throw new Error(`${name}: HTTP ${status}`);
			answers.push(`${name}: ${status === CLOSED ? 'closed' : `HTTP ${status}`}`);
		}
		return `${LARGE / MIB} MiB; ${answers.join(', ')}`;
	});
	await findings.find('Memory that such bodies take comes back', async () => {
		const before = await heldBy(n8n.pid, diagnostics, signal);
		const watched = watchMemory(n8n.pid);
		let sent = 0;
		for (; sent < ROUNDS * Object.keys(bodies).length; sent++) {
			await send(Object.values(bodies)[sent % Object.keys(bodies).length]);
		}
		const { peakBytes } = await watched();
		const after = await heldBy(n8n.pid, diagnostics, signal);
		const more = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
		const seen = `after ${sent} of them n8n held ${inMib(Math.abs(more))} MiB ${more < 0 ? 'less' : 'more'} than before, and was ${inMib(peakBytes - before.rss)} MiB larger at most meanwhile`;
		if (more >= LARGE) throw new Error(seen);
		return seen;
	});
	await findings.find('The trigger works on after them', async () => {
		const event = Buffer.from(await wanted(ground));
		const signature = signed([event], signatureSecret);
		const status = await send({ headers: { ...JSON_TYPE, ...signature }, pieces: [event] });
		const count = await poll(
			async () => {
				const now = await started();
				return now !== undefined && now > executions ? now : undefined;
			},
			{ what: 'an event to start the workflow', timeoutMilliseconds: SOON, signal },
		);
		const seen = `HTTP ${status}, and ${count - executions} execution more than before all of this`;
		if (status !== 200 || count !== executions + 1) throw new Error(seen);
		return seen;
	});
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'multipart/form-data; boundary=x' };
const FORM_BEGIN = Buffer.from(
	'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\nContent-Type: video/mp4\r\n\r\n',
);

/**
 * @returns an event that starts the workflow once it comes with its signature: nobody has told of its video yet
 */
async function wanted({ service }: Ground): Promise<string> {
	const { videoId } = await service('POST', '/videos', { title: 'told of' });
	const emittedAt = new Date().toISOString();
	const type = 'video.encoding.quality.completed';
	return JSON.stringify({ type, emittedAt, videoId, encoding: 'hls', quality: '720p' });
}

/** By what is known of them beforehand; all but the packed one are this event, made longer. */
function bodiesOf(
	event: string,
	sign: (pieces: readonly Buffer[]) => OutgoingHttpHeaders,
): Record<string, Body> {
	const begin = Buffer.from(`${event.slice(0, -1)},"more":"`);
	const pieces = [begin, ...Array<Buffer>(LARGE / MIB).fill(Buffer.alloc(MIB, 'a')), END];
	const length = { 'content-length': pieces.reduce((sum, { byteLength }) => sum + byteLength, 0) };
	const packed = gzipSync(Buffer.alloc(8 * LARGE, 'a'));
	const form = [FORM_BEGIN, ...pieces, Buffer.from('\r\n--x--\r\n')];
	return {
		'with its length': { headers: { ...JSON_TYPE, ...length }, pieces },
		'with its signature': { headers: { ...JSON_TYPE, ...length, ...sign(pieces) }, pieces },
		'without a length': { headers: JSON_TYPE, pieces },
		[`packed, ${inMib(8 * LARGE)} MiB in ${Math.round(packed.byteLength / 1024)} KiB`]: {
			headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
			pieces: [packed],
		},
		'as a form': { headers: FORM, pieces: form },
	};
}

const END = Buffer.from('"}');

function signed(pieces: readonly Buffer[], secret: string): OutgoingHttpHeaders {
	const hmac = createHmac('sha256', secret);
	for (const piece of pieces) hmac.update(piece);
	return { 'x-api-video-signature': hmac.digest('hex') };
}

/** In place of a status: whoever answers before a body has arrived may close before the answer has. */
const CLOSED = 0;

/**
 * @returns the status of the answer
 */
async function post(
	url: string,
	headers: OutgoingHttpHeaders,
	pieces: readonly Buffer[],
): Promise<number> {
	// A connection of its own: n8n does not read to its end what is too long.
	const sending = request(url, { method: 'POST', headers, agent: false });
	const answered = new Promise<number>((resolve) => {
		sending.once('response', (answer) => {
			resolve(answer.statusCode ?? CLOSED);
			answer.resume();
		});
		sending.once('close', () => resolve(CLOSED));
	});
	// Cut off where the answer comes first; the status tells.
	await Promise.race([pipeline(Readable.from(pieces), sending).catch(() => undefined), answered]);
	const status = await answered;
	sending.destroy();
	return status;
}

const inMib = (bytes: number) => Math.round(bytes / MIB);
