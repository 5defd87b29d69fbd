import type { IDataObject } from 'n8n-workflow';

/** What is remembered: deliveries that started the workflow, and videos that were playable before. */
export type Kind = 'deliveries' | 'playableVideos';

/** How many are remembered of each kind. The oldest are forgotten. */
export const REMEMBERED = 200;

/**
 * Events come at the same moment, and n8n stores what a trigger remembers only after each of them.
 * So this process remembers, too, but for a shorter time than the service waits before it sends an
 * event again: what n8n could not store must not be kept from starting the workflow then.
 */
const MOMENT_MS = 2000;

interface Recent {
	readonly scope: string;
	readonly id: string;
	readonly time: number;
}

/** Oldest first. */
let recent: readonly Recent[] = [];

/** Remembers, within bounds, which events have started a workflow. */
export class Memory {
	/**
	 * @param stored n8n's static data of the node
	 * @param webhookId keeps webhooks apart
	 * @param now in milliseconds
	 */
	constructor(
		private readonly stored: IDataObject,
		private readonly webhookId: string,
		private readonly now: number,
	) {}

	knows(kind: Kind, id: string): boolean {
		return this.all(kind).includes(id);
	}

	remember(kind: Kind, id: string): void {
		// A new list each time: n8n notices a change only where a field is set.
		this.stored[kind] = [...new Set([...this.all(kind), id])].slice(-REMEMBERED);
		const entry = { scope: this.scope(kind), id, time: this.now };
		recent = [...recent.filter((one) => this.isRecent(one)), entry].slice(-REMEMBERED);
	}

	private all(kind: Kind): string[] {
		const list = this.stored[kind];
		const here = recent.filter((one) => one.scope === this.scope(kind) && this.isRecent(one));
		return [...(Array.isArray(list) ? list.map(String) : []), ...here.map(({ id }) => id)];
	}

	private isRecent({ time }: Recent): boolean {
		return this.now - time < MOMENT_MS;
	}

	private scope(kind: Kind): string {
		return `${this.webhookId} ${kind}`;
	}
}
