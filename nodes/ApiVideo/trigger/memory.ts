import type { IDataObject } from 'n8n-workflow';
import { holds, readHours, shortened, together, withName, type Hours } from './hours';

/** What is remembered: deliveries that started the workflow, and videos that were ready before. */
export type Kind = 'deliveries' | 'readyVideos';

const KINDS: readonly Kind[] = ['deliveries', 'readyVideos'];

/** What one trigger remembers. */
type Remembered = Record<Kind, Hours>;

/**
 * What this process knows, by trigger. n8n reads what a trigger has stored when a delivery begins, and writes it
 * when the delivery ends: of two deliveries at the same time, the one that ends later overwrites what the other has
 * stored. A step of the workflow that stores something overwrites all that came since its execution began. So what
 * this process knows is added again each time.
 */
const known = new Map<string, Remembered>();

/** Remembers, within bounds, which events have started a workflow. */
export class Memory {
	private readonly remembered: Remembered;

	/**
	 * @param stored n8n's static data of the node
	 * @param trigger keeps triggers apart
	 * @param now in milliseconds since 1970
	 */
	constructor(
		private readonly stored: IDataObject,
		trigger: string,
		private readonly now: number,
	) {
		forgetOthers(now);
		this.remembered = known.get(trigger) ?? { deliveries: {}, readyVideos: {} };
		known.set(trigger, this.remembered);
		for (const kind of KINDS) {
			this.remembered[kind] = together(this.remembered[kind], readHours(stored[kind]), now);
		}
	}

	knows(kind: Kind, name: string | Uint8Array): boolean {
		return holds(this.remembered[kind], shortened(name));
	}

	/** @param emittedAt when the event happened, if it says so; what lies in the future is kept longer */
	remember(kind: Kind, name: string | Uint8Array, emittedAt: number | undefined): void {
		const time = Math.max(this.now, emittedAt ?? this.now);
		this.remembered[kind] = withName(this.remembered[kind], shortened(name), time);
	}

	/** Hands everything to n8n, which stores it when the delivery ends. To be called last. */
	keep(): void {
		for (const kind of KINDS) {
			const hours = (this.remembered[kind] = together(this.remembered[kind], {}, this.now));
			// A new object each time: n8n notices a change only where a field is set.
			if (Object.keys(hours).length > 0) this.stored[kind] = hours;
		}
	}
}

/** Forgets triggers of which everything is too old to be of use: their workflows may be gone. */
function forgetOthers(now: number): void {
	for (const [trigger, remembered] of known) {
		const isEmpty = KINDS.every(
			(kind) => Object.keys(together(remembered[kind], {}, now)).length === 0,
		);
		if (isEmpty) known.delete(trigger);
	}
}
