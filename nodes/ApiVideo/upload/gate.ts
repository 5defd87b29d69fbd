import type { Clock } from './clock';
import { onAbort } from './onAbort';
import type { Party } from './party';
import { Turns } from './turns';

/** Requests at the same time that are enough for a line on which nobody has to wait. */
const FEW = 2;

/** How long somebody waits before one more request is let through, in milliseconds. */
const NEXT_PLACE_MS = 50;

/**
 * The same, before the first request has ended, in milliseconds: until then nothing is known of the line
 * or of the rate limit, and whatever is sent is cut into short chunks.
 */
const FIRST_NEXT_PLACE_MS = 250;

/** Requests at the same time of a party that slows itself: enough to be as fast as it wants to be. */
const SLOWED = 2;

/** A request that waits for its place. */
interface Waiting {
	readonly party: Party;
	/** When it came, by the clock. */
	readonly since: number;
	readonly admit: () => void;
}

/**
 * Lets requests through: two at the same time, and one more, up to a limit, whenever somebody has waited
 * for a while. So a slow or distant line gets many requests, while on a fast one, where reading the file
 * takes longer than sending it, they do not get in each other's way.
 *
 * Parties take turns, and none has more under way than it asked for. One that has nothing under way need not
 * wait for a place to be added, and where there are several parties the last place is kept for such a one:
 * something small does not wait until long requests of somebody else have ended. A party that slows itself by
 * a bandwidth limit has two places of its own, so that it slows nobody else.
 */
export class Gate {
	private places = FEW;
	private taken = 0;
	/** Whether a request has ended, so that something is known of the line. */
	private known = false;
	private readonly underWay = new Map<Party, number>();
	private readonly turns = new Turns<Waiting>();
	private growing?: AbortController;

	/** @param limits requests at the same time, at least 1, and how many parties there are; asked each time */
	constructor(
		private readonly clock: Pick<Clock, 'now' | 'sleep'>,
		private readonly limits: () => { readonly most: number; readonly parties: number },
	) {}

	/**
	 * Runs `work` as soon as there is room.
	 *
	 * @param signal ends the wait at once
	 * @throws the signal's reason; whatever `work` throws
	 */
	async pass<T>(party: Party, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
		signal.throwIfAborted();
		// There may be more room than before, as parties come and go: those who wait come first.
		this.admit();
		if (this.hasRoomFor(party)) {
			this.enter(party);
			// Nobody had to wait, so there are places enough.
			this.places = Math.max(FEW, this.taken);
		} else {
			await this.queue(party, signal);
		}
		try {
			return await work();
		} finally {
			this.known = true;
			this.leave(party);
			this.admit();
		}
	}

	/** To be called when there may be more room than before, for another reason than a request that has ended. */
	admit(): void {
		for (;;) {
			const next = this.turns.next(({ party }) => this.hasRoomFor(party));
			if (next === undefined) break;
			this.turns.take(next.party, next);
			this.enter(next.party);
			next.admit();
		}
		if (this.turns.isEmpty) this.growing?.abort();
		else void this.grow();
	}

	private hasRoomFor(party: Party): boolean {
		const own = this.underWay.get(party) ?? 0;
		if (isSlowed(party)) return own < Math.min(SLOWED, party.parallel);
		const { most, parties } = this.limits();
		if (own >= party.parallel) return false;
		if (own === 0 && this.known) return this.taken < most;
		const forAll = own > 0 && parties > 1 ? Math.max(1, most - 1) : most;
		return this.taken < Math.min(this.places, forAll);
	}

	private enter(party: Party): void {
		if (!isSlowed(party)) this.taken++;
		this.underWay.set(party, (this.underWay.get(party) ?? 0) + 1);
	}

	private leave(party: Party): void {
		if (!isSlowed(party)) this.taken--;
		const left = (this.underWay.get(party) ?? 1) - 1;
		if (left === 0) this.underWay.delete(party);
		else this.underWay.set(party, left);
	}

	private async queue(party: Party, signal: AbortSignal): Promise<void> {
		let takeBack = () => {};
		try {
			await new Promise<void>((admit, reject) => {
				const entry: Waiting = { party, since: this.clock.now(), admit };
				this.turns.add(party, entry);
				takeBack = onAbort(signal, () => {
					this.turns.remove(party, entry);
					if (this.turns.isEmpty) this.growing?.abort();
					reject(signal.reason);
				});
				void this.grow();
			});
		} finally {
			takeBack();
		}
	}

	/** As long as somebody waits, looks from time to time who has waited for long. */
	private async grow(): Promise<void> {
		if (this.growing?.signal.aborted === false) return;
		const growing = (this.growing = new AbortController());
		const { signal } = growing;
		while (!signal.aborted && this.places < this.limits().most) {
			const after = this.known ? NEXT_PLACE_MS : FIRST_NEXT_PLACE_MS;
			await this.clock.sleep(after, signal).catch(() => undefined);
			if (signal.aborted) break;
			const now = this.clock.now();
			const long = [...this.turns].filter(({ since }) => now - since >= after).length;
			this.places = Math.min(this.limits().most, this.places + long);
			this.admit();
		}
		if (this.growing === growing) this.growing = undefined;
	}
}

function isSlowed({ bytesPerSecond }: Party): boolean {
	return bytesPerSecond !== undefined;
}
