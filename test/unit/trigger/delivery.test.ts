import '../support/credentialClock';
import { createHmac } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { receive } from '../../../nodes/ApiVideo/trigger/receive';
import { response } from '../support/fakeNode';
import { ADDRESS, FakeTrigger, type FakeTriggerOptions } from '../support/fakeTrigger';

const SECRET = 'sig_sec_of_this_test';
const QUALITY = 'video.encoding.quality.completed';
const ENDED = 'live-stream.broadcast.ended';
const READY = 'videoReady';
const RECEIVED_BEFORE = { message: 'This was received before' };
const withoutDetails = { includeVideoDetails: false };
const quality = (name: string, videoId = 'vi1') => ({
	type: QUALITY,
	videoId,
	encoding: 'hls',
	quality: name,
});

let workflows = 0;
beforeEach(() => workflows++);

/** A trigger that has registered a webhook. */
function triggerOf(
	events: string[],
	options: IDataObject = withoutDetails,
	more: FakeTriggerOptions = {},
): FakeTrigger {
	const workflowId = `workflow ${workflows}`;
	const trigger = new FakeTrigger({ workflowId, parameters: { events, options }, ...more });
	Object.assign(trigger.stored, { signatureSecret: SECRET, webhookId: 'w1' });
	return trigger;
}

/** Lets the service tell the trigger of an event. */
async function deliver(trigger: FakeTrigger, event: object, webhookId = 'w1') {
	const rawBody = Buffer.from(JSON.stringify(event));
	const signature = createHmac('sha256', SECRET).update(rawBody).digest('hex');
	const answered: Array<{ status: number; message: unknown; asked: string[] }> = [];
	const n8n = Object.assign(trigger.delivery, {
		getRequestObject: () => ({ rawBody }),
		getHeaderData: () => ({
			'x-api-video-signature': signature,
			'x-api-video-webhookid': webhookId,
		}),
		getResponseObject: () => ({
			status: (status: number) => ({
				json: ({ message }: IDataObject) =>
					void answered.push({ status, message, asked: [...trigger.asked] }),
			}),
		}),
	});
	const { workflowData, webhookResponse, noWebhookResponse } = await receive(n8n);
	const items = workflowData?.[0].map(({ json }) => json);
	return { items, answered, webhookResponse: webhookResponse as unknown, noWebhookResponse };
}

describe('Video Ready to Watch', () => {
	it('comes with the first quality of a video, and not with the ones after it', async () => {
		const trigger = triggerOf([READY]);
		const first = await deliver(trigger, quality('240p'));
		expect(first.items).toEqual([{ ...quality('240p'), type: READY }]);
		expect(first.noWebhookResponse).toBe(true);
		const second = await deliver(trigger, quality('720p'));
		expect(second.items).toBeUndefined();
		expect(second.webhookResponse).toEqual(RECEIVED_BEFORE);
		expect((await deliver(trigger, quality('240p', 'vi2'))).items).toHaveLength(1);
		expect(Object.keys(trigger.stored)).toEqual(['signatureSecret', 'webhookId', 'readyVideos']);
	});

	it('comes beside the event itself, where both are wanted', async () => {
		const trigger = triggerOf([READY, QUALITY]);
		const types = async (name: string) =>
			(await deliver(trigger, quality(name))).items?.map(({ type }) => type);
		expect(await types('240p')).toEqual([READY, QUALITY]);
		expect(await types('720p')).toEqual([QUALITY]);
		expect(await types('720p')).toBeUndefined();
	});

	it('is remembered for three days after the last event, not after the first', async () => {
		const day = 24 * 3_600_000;
		const emittedAt = (days: number) => new Date(Date.now() + days * day).toISOString();
		const trigger = triggerOf([READY]);
		await deliver(trigger, { ...quality('240p'), emittedAt: emittedAt(0) });
		await deliver(trigger, { ...quality('720p'), emittedAt: emittedAt(2) });
		const inFiveDays = Date.now() + 4.5 * day;
		const now = jest.spyOn(Date, 'now').mockReturnValue(inFiveDays);
		try {
			expect((await deliver(trigger, quality('240p'))).items).toBeUndefined();
		} finally {
			now.mockRestore();
		}
	});
});

it('what was delivered starts the workflow once', async () => {
	const trigger = triggerOf([ENDED]);
	const event = { type: ENDED, liveStreamId: 'li1' };
	expect((await deliver(trigger, event)).items).toEqual([event]);
	expect((await deliver(trigger, event)).webhookResponse).toEqual(RECEIVED_BEFORE);
	expect((await deliver(trigger, { ...event, liveStreamId: 'li2' })).items).toHaveLength(1);
	expect(trigger.stored).toHaveProperty('deliveries');
});

it('what nobody asked for is not remembered', async () => {
	const trigger = triggerOf([QUALITY]);
	const { webhookResponse } = await deliver(trigger, { type: ENDED });
	expect(webhookResponse).toEqual({ message: 'Nobody asked for this event' });
	expect(Object.keys(trigger.stored)).toEqual(['signatureSecret', 'webhookId']);
});

describe('what is remembered', () => {
	const again = async (more: FakeTriggerOptions, webhookId: string) => {
		const trigger = triggerOf([ENDED], withoutDetails, more);
		trigger.stored.webhookId = webhookId;
		return (await deliver(trigger, { type: ENDED }, webhookId)).items !== undefined;
	};

	it('belongs to a step of a workflow, whichever webhook it has', async () => {
		expect(await again({}, 'w1')).toBe(true);
		expect(await again({}, 'w2')).toBe(false);
		expect(await again({ workflowId: `another ${workflows}` }, 'w1')).toBe(true);
	});

	it('belongs to one time of listening in the editor', async () => {
		expect(await again({ mode: 'manual' }, 'w1')).toBe(true);
		expect(await again({ mode: 'manual' }, 'w1')).toBe(false);
		expect(await again({ mode: 'manual' }, 'w2')).toBe(true);
	});
});

describe('an event that is too old', () => {
	const emittedAt = '2026-11-20T12:00:00.000Z';
	const old = { type: ENDED, emittedAt };

	beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T13:00:00Z')));
	afterEach(() => jest.restoreAllMocks());

	it('is refused, and the log says what to do', async () => {
		const trigger = triggerOf([ENDED]);
		const { items, answered, noWebhookResponse } = await deliver(trigger, old);
		expect(items).toBeUndefined();
		expect(answered).toMatchObject([{ status: 401, message: 'The event is too old' }]);
		expect(noWebhookResponse).toBe(true);
		expect(trigger.warnings).toEqual([
			"api.video: 'api.video' refused an event of 2026-11-20T12:00:00.000Z, as the clock of this computer says 2026-11-23T13:00:00.000Z. If that is wrong, set the clock; if events may come so late, enter more as Max Age (Minutes) under Options, or 0.",
		]);
	});

	it('is taken where the user says so', async () => {
		const trigger = triggerOf([ENDED], { maxAge: 0 });
		expect((await deliver(trigger, old)).items).toHaveLength(1);
	});

	it('does not have to be one where it does not say when it was', async () => {
		expect((await deliver(triggerOf([ENDED]), { type: ENDED })).items).toHaveLength(1);
	});
});

describe('the details of a video', () => {
	it('stand behind what the event says, which counts, and are fetched once it is answered', async () => {
		const trigger = triggerOf([READY, QUALITY], {});
		trigger.refuse = () => response(200, { title: 'A film', videoId: 'another' });
		const { items = [], answered } = await deliver(trigger, quality('240p'));
		expect(answered).toEqual([{ status: 200, message: 'The workflow is started', asked: [] }]);
		expect(trigger.asked).toEqual(['GET /videos/vi1']);
		const details = { title: 'A film', videoDetails: { fetched: true } };
		expect(items).toEqual([
			{ ...quality('240p'), type: READY, ...details },
			{ ...quality('240p'), ...details },
		]);
		expect(Object.keys(items[0]).slice(0, 4)).toEqual(Object.keys(quality('240p')));
	});

	it.each<[string, object, IDataObject]>([
		['the event is about no video', { type: ENDED, liveStreamId: 'li1' }, {}],
		['they are switched off', { type: ENDED, videoId: 'vi1' }, withoutDetails],
	])('are not there where %s', async (_case, event, options) => {
		const trigger = triggerOf([ENDED], options);
		expect((await deliver(trigger, event)).items).toEqual([event]);
		expect(trigger.asked).toEqual([]);
	});
});

it('what another webhook says is looked up before it is refused', async () => {
	const trigger = triggerOf([ENDED]);
	trigger.webhooks.push({ webhookId: 'w2', signatureSecret: SECRET, url: ADDRESS });
	trigger.stored.signatureSecret = 'of the webhook before';
	expect((await deliver(trigger, { type: ENDED })).answered).toMatchObject([{ status: 401 }]);
	expect((await deliver(trigger, { type: ENDED }, 'w2')).items).toHaveLength(1);
	expect(trigger.stored).toMatchObject({ webhookId: 'w2', signatureSecret: SECRET });
});
