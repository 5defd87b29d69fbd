import { createHmac } from 'node:crypto';
import { atom } from './atom';
import type { Clock } from './clock';
import { randomText } from './identifiers';
import { onReset } from './onReset';
import { Remembered } from './remembered';
import type { State } from './state';

/** The events there are. Source: webhooks-creation-payload. */
export const webhookEvents = [
	'live-stream.broadcast.ended',
	'live-stream.broadcast.started',
	'video.caption.generated',
	'video.encoding.quality.completed',
	'video.source.recorded',
	'video.summary.generated',
];

/** A webhook as the emulator holds it. */
export interface Webhook {
	webhookId: string;
	createdAt: number;
	events: string[];
	url: string;
	signatureSecret: string;
}

/** What a webhook is told. Without `emittedAt` it is emitted now. */
export interface WebhookEvent {
	type: string;
	emittedAt?: string;
	[field: string]: unknown;
}

/** One try to deliver an event; without `status` nobody answered. */
export interface Delivery {
	webhookId: string;
	type: string;
	/** 1 to 4. */
	attempt: number;
	status?: number;
}

/** "any answer >= 300 is retried 3 times, 3 s apart" */
const RETRIES = 3;
const RETRY_MILLISECONDS = 3000;

/** How many webhooks an account may have, as the documentation says. */
const LIMIT = 10;

/** The webhooks of an emulator, and what was delivered to them. */
export class Webhooks {
	readonly all: Remembered<Webhook>;
	deliveries: Delivery[] = [];
	/** How many there may be. */
	limit = LIMIT;
	retryMilliseconds = RETRY_MILLISECONDS;
	private waiting = new Set<NodeJS.Timeout>();

	constructor(private readonly clock: Clock) {
		this.all = new Remembered(clock.elapsed);
	}

	create(url: string, events: string[]): Webhook {
		const webhook = {
			webhookId: `webhook_${randomText(22)}`,
			createdAt: this.clock.now(),
			events,
			url,
			signatureSecret: `sig_sec_${randomText(22)}`,
		};
		this.all.set(webhook.webhookId, webhook);
		return webhook;
	}

	/**
	 * Tells every webhook that wants to know; the first try of each has an answer when this returns.
	 *
	 * @returns how many webhooks were told
	 */
	async emit({ type, emittedAt, ...fields }: WebhookEvent): Promise<number> {
		const time = emittedAt ?? new Date(this.clock.now()).toISOString().replace('Z', '+00:00');
		const body = JSON.stringify({ type, emittedAt: time, ...fields });
		const wanting = [...this.all.values()].filter(({ events }) => events.includes(type));
		await Promise.all(wanting.map(async (webhook) => await this.deliver(webhook, type, body, 1)));
		return wanting.length;
	}

	/** Forgets everything; what waits for another try is not sent any more. */
	clear(): void {
		for (const timer of this.waiting) clearTimeout(timer);
		this.waiting.clear();
		this.all.clear();
		this.deliveries = [];
		this.limit = LIMIT;
		this.retryMilliseconds = RETRY_MILLISECONDS;
	}

	/** Runs `work` after a time, unless everything is forgotten before. */
	later(milliseconds: number, work: () => Promise<unknown>): void {
		const timer = setTimeout(() => {
			this.waiting.delete(timer);
			void work();
		}, milliseconds);
		timer.unref();
		this.waiting.add(timer);
	}

	private async deliver(
		webhook: Webhook,
		type: string,
		body: string,
		attempt: number,
	): Promise<void> {
		const { webhookId, signatureSecret, url } = webhook;
		const delivery: Delivery = { webhookId, type, attempt };
		this.deliveries.push(delivery);
		const signature = createHmac('sha256', signatureSecret).update(body).digest('hex');
		delivery.status = await fetch(url, {
			method: 'POST',
			redirect: 'manual',
			headers: {
				'content-type': 'application/json',
				'x-api-video-webhookid': webhookId,
				'x-api-video-signature': signature,
			},
			body,
		}).then(
			({ status }) => status,
			() => undefined,
		);
		if ((delivery.status ?? 500) < 300 || attempt > RETRIES || !this.all.has(webhookId)) return;
		this.later(this.retryMilliseconds, async () => {
			await this.deliver(webhook, type, body, attempt + 1);
		});
	}
}

const known = new WeakMap<State, Webhooks>();

/** The webhooks of an emulator: the same for every resource that emits events. */
export function webhooksOf(state: State): Webhooks {
	let webhooks = known.get(state);
	if (!webhooks) {
		const made = (webhooks = new Webhooks(state.clock));
		known.set(state, made);
		onReset(state, () => made.clear());
	}
	return webhooks;
}

/** The webhook object of the API. */
export function webhookObject({ createdAt, ...webhook }: Webhook): object {
	return { ...webhook, createdAt: atom(createdAt) };
}
