import type { Clock } from './clock';
import { Gain } from './gain';
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

/** The same for long requests, as long as nothing is known of what a place brings. */
const NEXT_LONG_PLACE_MS = 500;

/** Requests at the same time of a party that slows itself: enough to be as fast as it wants to be. */
const SLOWED = 2;

/** A request that waits for its place. */
interface Waiting {
	readonly party: Party;
	readonly isLong: boolean;
	/** When it came, by the clock. */
	readonly since: number;
	readonly admit: () => void;
}

/**
 * Lets requests through: two at the same time, and one more, up to a limit, whenever somebody has waited
 * for a while. So a slow or distant line gets many requests, while on a fast one, where reading the file
 * takes longer than sending it, they do not get in each other's way. Of long requests, which alone may fill a
 * line, there are as many as {@link Gain} finds worthwhile.
 *
 * Parties take turns, and none has more under way than it asked for. One that has nothing under way need not
 * wait for a place to be added, and where there are several parties the last place is kept for such a one:
 * something small does not wait until long requests of somebody else have ended. A party that slows itself by
 * a bandwidth limit has two places of its own, so that it slows nobody else.
 */
export class Gate {
	private places = FEW;
	private taken = 0;
	/** By long requests. */
	private takenLong = 0;
	/** How many places long requests may have: as many as bring something. */
	readonly gain: Gain;
	/** Whether a request has ended, so that something is known of the line. */
	private known = false;
	private readonly underWay = new Map<Party, number>();
	private readonly turns = new Turns<Waiting>();
	private growing?: AbortController;

	/** @param limits requests at the same time, at least 1, and how many parties there are; asked each time */
	constructor(
		private readonly clock: Pick<Clock, 'now' | 'sleep'>,
		private readonly limits: () => { readonly most: number; readonly parties: number },
	) {
		this.gain = new Gain(
			clock,
			() => limits().most,
			() => this.admit(),
		);
	}

	/**
	 * Runs `work` as soon as there is room.
	 *
	 * @param signal ends the wait at once
	 * @param isLong whether it carries so many bytes that the line as such may hold it back
	 * @throws the signal's reason; whatever `work` throws
	 */
	async pass<T>(
		party: Party,
		work: () => Promise<T>,
		signal: AbortSignal,
		isLong = false,
	): Promise<T> {
		signal.throwIfAborted();
		// There may be more room than before, as parties come and go: those who wait come first.
		this.admit();
		if (this.hasRoomFor(party, isLong)) {
			this.enter(party, isLong);
			// Nobody had to wait, so there are places enough.
			this.places = Math.max(FEW, this.taken);
		} else {
			await this.queue(party, isLong, signal);
		}
		try {
			return await work();
		} finally {
			this.known = true;
			this.leave(party, isLong);
			this.admit();
		}
	}

	/** To be called when there may be more room than before, for another reason than a request that has ended. */
	admit(): void {
		for (;;) {
			const next = this.turns.next(({ party, isLong }) => this.hasRoomFor(party, isLong));
			if (next === undefined) break;
			this.turns.take(next.party, next);
			this.enter(next.party, next.isLong);
			next.admit();
		}
		if (this.turns.isEmpty) this.growing?.abort();
		else void this.grow();
	}

	private hasRoomFor(party: Party, isLong: boolean): boolean {
		const own = this.underWay.get(party) ?? 0;
		if (isSlowed(party)) return own < Math.min(SLOWED, party.parallel);
		const { most, parties } = this.limits();
		if (own >= party.parallel) return false;
		if (own === 0 && this.known) return this.taken < most;
		const forAll = own > 0 && parties > 1 ? Math.max(1, most - 1) : most;
		if (this.taken >= forAll) return false;
		return isLong ? this.takenLong < this.gain.places : this.taken < this.places;
	}

	private enter(party: Party, isLong: boolean): void {
		if (!isSlowed(party)) this.count(isLong, 1);
		this.underWay.set(party, (this.underWay.get(party) ?? 0) + 1);
	}

	private leave(party: Party, isLong: boolean): void {
		if (!isSlowed(party)) this.count(isLong, -1);
		const left = (this.underWay.get(party) ?? 1) - 1;
		if (left === 0) this.underWay.delete(party);
		else this.underWay.set(party, left);
	}

	private count(isLong: boolean, by: number): void {
		this.taken += by;
		if (isLong) this.takenLong += by;
	}

	private async queue(party: Party, isLong: boolean, signal: AbortSignal): Promise<void> {
		let takeBack = () => {};
		try {
			await new Promise<void>((admit, reject) => {
				const entry: Waiting = { party, isLong, since: this.clock.now(), admit };
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

	/** As long as somebody waits for more places, looks from time to time who has waited for long. */
	private async grow(): Promise<void> {
		if (this.growing?.signal.aborted === false) return;
		const growing = (this.growing = new AbortController());
		const { signal } = growing;
		while (!signal.aborted && [...this.turns].some((entry) => this.mayGrowFor(entry))) {
			const after = this.known ? NEXT_PLACE_MS : FIRST_NEXT_PLACE_MS;
			await this.clock.sleep(after, signal).catch(() => undefined);
			if (signal.aborted) break;
			const now = this.clock.now();
			const { most } = this.limits();
			for (const entry of this.turns) {
				if (!this.mayGrowFor(entry)) continue;
				const waited = now - entry.since;
				if (!entry.isLong && waited >= after) this.places = Math.min(most, this.places + 1);
				if (entry.isLong && waited >= NEXT_LONG_PLACE_MS) this.gain.places++;
			}
			this.admit();
		}
		if (this.growing === growing) this.growing = undefined;
	}

	private mayGrowFor({ isLong }: Waiting): boolean {
		const { most } = this.limits();
		return isLong ? !this.gain.isKnown && this.gain.places < most : this.places < most;
	}
}

function isSlowed({ bytesPerSecond }: Party): boolean {
	return bytesPerSecond !== undefined;
}
