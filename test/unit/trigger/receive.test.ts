import { createHmac, randomBytes } from 'node:crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { receive } from '../../../nodes/ApiVideo/trigger/receive';

const SECRET = 'sig_sec_of_this_test';
const QUALITY = 'video.encoding.quality.completed';

const signed = (body: Uint8Array | string, algorithm = 'sha256') =>
	createHmac(algorithm, SECRET).update(body).digest('hex');

/** What arrives at a trigger that waits for videos, and what it answers. */
async function arrive(rawBody: Buffer | undefined, signature?: unknown, webhookId?: string) {
	const answered: { status?: number; message?: string } = {};
	const response = {
		status: (status: number) => {
			answered.status = status;
			return { json: ({ message }: { message: string }) => void (answered.message = message) };
		},
	};
	const stored: IDataObject = { signatureSecret: SECRET, webhookId: 'webhook_1' };
	const n8n = {
		getRequestObject: () => ({ rawBody }),
		getHeaderData: () => ({
			'x-api-video-signature': signature,
			'x-api-video-webhookid': webhookId,
		}),
		getResponseObject: () => response,
		getWorkflowStaticData: () => stored,
		getNodeParameter: (name: string, fallback: unknown) =>
			name === 'options' ? { includeVideoDetails: false } : fallback,
		getTimezone: () => 'UTC',
		getMode: () => 'trigger',
		getWorkflow: () => ({ id: randomBytes(4).toString('hex') }),
		getNode: () => ({ id: 'trigger', name: 'Trigger' }),
	};
	const result = await receive(n8n as unknown as IWebhookFunctions);
	return { ...answered, started: result.workflowData !== undefined, result };
}

const ready = (more: object = {}): string =>
	JSON.stringify({ type: QUALITY, videoId: 'vi1', ...more });

it('starts the workflow with what is signed', async () => {
	const body = ready();
	expect(await arrive(Buffer.from(body), signed(body))).toMatchObject({
		status: 200,
		started: true,
	});
});

it.each(['', '..', 'w\r\nx', 'w'.repeat(1001)])(
	'refuses what is not signed, though no webhook can have its ID: %j',
	async (webhookId) => {
		expect(await arrive(Buffer.from(ready()), 'forged', webhookId)).toMatchObject({ status: 401 });
	},
);

describe('reads nothing of a body', () => {
	const large = Buffer.alloc(50 * 1024 * 1024, '[');
	const body = Buffer.from(ready());

	it.each<[string, Buffer | undefined, unknown]>([
		['of 50 MiB without a signature', large, undefined],
		['of 50 MiB with the signature of another', large, signed(body)],
		['that is missing', undefined, signed('')],
		['that is empty', Buffer.alloc(0), ''],
		['with the signature of SHA-1', body, signed(body, 'sha1')],
		['with the signature of SHA-512', body, signed(body, 'sha512')],
		['with several signatures', body, [signed(body), signed(body)]],
		['with a signature that is no text', body, { length: 64 }],
		['with a signature in other letters', body, 'é'.repeat(32)],
	])('%s', async (_case, rawBody, signature) => {
		const parse = jest.spyOn(JSON, 'parse');
		try {
			expect(await arrive(rawBody, signature)).toMatchObject({
				status: 401,
				message: 'The signature does not belong to this webhook',
				started: false,
			});
			expect(parse).not.toHaveBeenCalled();
		} finally {
			parse.mockRestore();
		}
	});
});

it.each([
	['no JSON', '{'],
	['nothing', ''],
	['a list', `[${ready()}]`],
	['a text', '"event"'],
	['null', 'null'],
	[
		'nested a million times',
		`{"type":"${QUALITY}","videoId":"vi1","a":${'['.repeat(1e6)}${']'.repeat(1e6)}}`,
	],
])('refuses a signed body that is %s', async (_case, body) => {
	expect(await arrive(Buffer.from(body), signed(body))).toMatchObject({
		status: 401,
		message: 'The body is not an event',
		started: false,
	});
});

it.each([
	[
		'another name for its own',
		'{"__proto__":{"type":"video.encoding.quality.completed","videoId":"vi1"}}',
	],
	['the name of what every object has', JSON.stringify({ type: 'constructor', videoId: 'vi1' })],
	['a list of names', ready({ type: [QUALITY] })],
	['a video that is an object', ready({ videoId: { toString: 'vi1' } })],
	['a video that is a number', ready({ videoId: 7 })],
])('starts nothing with an event that has %s', async (_case, body) => {
	const { started, result } = await arrive(Buffer.from(body), signed(body));
	expect(started).toBe(false);
	expect(result.webhookResponse).toEqual({ message: 'Nobody asked for this event' });
});
