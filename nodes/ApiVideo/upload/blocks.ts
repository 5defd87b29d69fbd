import type { Clock } from './clock';
import { Holdings, type Holding } from './holdings';
import { LeftBlocks } from './leftBlocks';
import { BLOCK_BYTES } from './limits';
import { Ceiling, type Memory } from './memory';
import { onAbort } from './onAbort';
import { Turns } from './turns';

/** Memory for one frame. Hand it back exactly once. */
export interface Blocks {
	/** Together at least `bytes` long. */
	readonly buffers: readonly Uint8Array[];
	/** For how many bytes it was handed out: as many as were wanted, or the least that will do. */
	readonly bytes: number;
	/** Told when a reading begins to wait for bytes that go into them (1), and when they have come (-1). */
	waits(by: 1 | -1): void;
	release(): void;
}

/** A frame that waits for its memory, in blocks. */
interface Waiting {
	readonly memory: Memory;
	readonly wanted: number;
	/** How many will do for a shorter frame; at most as many as are wanted. */
	readonly least: number;
	readonly ready: (handedOut: HandedOut) => void;
}

/** @internal for {@link Memory} */
export interface HandedOut {
	readonly holding: Holding;
	readonly buffers: readonly Uint8Array[];
}

/** Who gets how many blocks next, and whether they are lent. */
interface Grant {
	readonly entry: Waiting;
	readonly count: number;
	readonly isLent: boolean;
}

/**
 * All the memory that the process uses for the contents of files, in blocks of 4 MiB that are allocated once
 * and used over and over. It is as large as the largest ceiling among its users, and is freed when there is
 * none. A frame gets all its blocks at once or waits its turn: frames that are half full would wait for each
 * other for ever.
 *
 * **Lending.** An account in an outage, or held back by its rate limit, may keep its frames for hours, and other
 * accounts must not wait for that. So an account gets its first 16 MiB though others have held all blocks for
 * long: they are lent to it, which makes the pool larger for a while. When its turn comes, lent blocks become
 * blocks of the pool, and the turn brings it nothing else. An execution whose source has handed out nothing for
 * long holds its blocks in the same way: what others are lent meanwhile counts the same.
 *
 * However many executions there are, no more is out than the pool's size and four loans, each of 16 MiB, or of
 * one frame that cannot be as short as that.
 */
export class BlockPool {
	private readonly free: Uint8Array[] = [];
	private readonly left = new LeftBlocks();
	private readonly users = new Set<Ceiling>();
	private readonly turns = new Turns<Waiting>();
	private readonly holdings: Holdings;
	private allocated = 0;
	private looking?: AbortController;

	constructor(private readonly clock: Pick<Clock, 'now' | 'sleep'>) {
		this.holdings = new Holdings(clock);
	}

	/**
	 * @param memoryBytes most bytes that the new user may have; at least 16 MiB are used, whatever it says: two
	 *   chunks of the shortest kind
	 */
	join(memoryBytes: number): Ceiling {
		const ceiling = new Ceiling(this, memoryBytes);
		this.users.add(ceiling);
		this.serve();
		return ceiling;
	}

	/** @internal for {@link Ceiling} */
	leave(ceiling: Ceiling): void {
		this.users.delete(ceiling);
		this.shrink();
	}

	/**
	 * @internal for {@link Memory}
	 * @param wanted blocks
	 * @param least blocks, not more than are wanted: what will do where only lent ones can be had
	 * @throws the signal's reason
	 */
	async wait(
		memory: Memory,
		wanted: number,
		least: number,
		signal: AbortSignal,
	): Promise<HandedOut> {
		signal.throwIfAborted();
		const { ceiling } = memory;
		let takeBack = () => {};
		try {
			return await new Promise<HandedOut>((ready, reject) => {
				const entry: Waiting = { memory, wanted, least, ready };
				this.turns.add(ceiling, entry);
				takeBack = onAbort(signal, () => {
					this.turns.remove(ceiling, entry);
					// Another entry that waits may need less memory, and get it now that this one has gone.
					this.serve();
					reject(signal.reason);
				});
				this.serve();
			});
		} finally {
			takeBack();
		}
	}

	/**
	 * @internal for {@link Memory}
	 * @param count blocks
	 * @returns undefined where somebody waits for memory, or not so many are to be had at once
	 */
	spare({ ceiling, account }: Memory, count: number): HandedOut | undefined {
		const { holdings, turns } = this;
		const isFree = turns.isEmpty && holdings.inThePool + count <= this.size;
		if (!isFree || !ceiling.hasRoomFor(count)) return undefined;
		const holding = holdings.add({ ceiling, account, count, isLent: false });
		return { holding, buffers: this.take(count) };
	}

	/** @internal for {@link Memory} */
	giveBack({ holding, buffers }: HandedOut): void {
		this.holdings.delete(holding);
		this.free.push(...buffers);
		this.shrink();
		this.serve();
	}

	/** @internal for {@link Memory} */
	waits({ holding }: HandedOut, by: 1 | -1): void {
		this.holdings.waits(holding, by);
		if (by > 0 && !this.turns.isEmpty) void this.lookAgain();
	}

	/** @internal for {@link Ceiling} */
	usedBy(ceiling: Ceiling): number {
		return this.holdings.usedBy(ceiling);
	}

	/** In blocks. */
	private get size(): number {
		return Math.max(0, ...[...this.users].map(({ blocks }) => blocks));
	}

	/** In blocks. */
	private get inUse(): number {
		return this.allocated - this.free.length;
	}

	private serve(): void {
		for (let grant = this.next(); grant; grant = this.next()) {
			const { entry, count, isLent } = grant;
			const { ceiling, account } = entry.memory;
			this.turns.take(ceiling, entry);
			const holding = this.holdings.add({ ceiling, account, count, isLent });
			entry.ready({ holding, buffers: this.take(count) });
		}
		if (this.turns.isEmpty) this.looking?.abort();
		else void this.lookAgain();
	}

	private next(): Grant | undefined {
		return this.inTurn() ?? this.lent();
	}

	/** Passes over an execution that already uses as much as its own ceiling allows: only it has to wait. */
	private inTurn(): Grant | undefined {
		const { holdings, size, turns } = this;
		for (;;) {
			const entry = turns.next(({ memory: { ceiling }, wanted }) => ceiling.hasRoomFor(wanted));
			if (entry === undefined) return undefined;
			const { ceiling, account } = entry.memory;
			const debt = holdings.lentTo(account);
			const count = debt?.count ?? entry.wanted;
			if (holdings.inThePool + count > size) return undefined;
			if (debt === undefined) return { entry, count, isLent: false };
			debt.isLent = false;
			turns.putBehind(ceiling);
		}
	}

	/**
	 * Lends only to the entry of an account whose turn comes first: otherwise its short frames would always be served
	 * before its long ones.
	 */
	private lent(): Grant | undefined {
		const accounts = new Set<string>();
		for (const entry of this.turns) {
			const { memory, wanted, least } = entry;
			if (accounts.has(memory.account)) continue;
			const count = this.holdings.lendable(memory, wanted, least, this.size);
			if (count !== undefined) return { entry, count, isLent: true };
			// Where the source of an execution hangs, others of its account need not wait until it has had its turn.
			if (!this.holdings.hangs(memory.ceiling)) accounts.add(memory.account);
		}
		return undefined;
	}

	/**
	 * Nobody calls when blocks have been held for long, so it looks by itself at the moments at which more may be
	 * lent to somebody who waits. Ends when there is no such moment any more.
	 */
	private async lookAgain(): Promise<void> {
		if (this.looking?.signal.aborted === false) return;
		const looking = (this.looking = new AbortController());
		const { signal } = looking;
		while (!signal.aborted) {
			const wait = this.holdings.untilLong([...this.turns].map(({ memory }) => memory));
			if (wait === undefined) break;
			await this.clock.sleep(wait, signal).catch(() => undefined);
			if (!signal.aborted) this.serve();
		}
		if (this.looking === looking) this.looking = undefined;
	}

	private take(count: number): Uint8Array[] {
		const fresh = Math.max(0, count - this.free.length);
		this.allocated += fresh;
		return [
			// The blocks used last, as the processor still has them at hand.
			...this.free.splice(this.free.length - (count - fresh)),
			...Array.from(
				{ length: fresh },
				() => this.left.take() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES),
			),
		];
	}

	private shrink(): void {
		const spare = Math.max(0, this.size - this.inUse);
		const surplus = Math.max(0, this.free.length - spare);
		for (const block of this.free.splice(0, surplus)) this.left.leave(block);
		this.allocated -= surplus;
	}
}
