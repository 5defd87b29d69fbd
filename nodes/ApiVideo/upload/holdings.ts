import type { Clock } from './clock';
import { BLOCK_BYTES, MEMORY_MIN_BYTES } from './limits';
import type { Ceiling, Memory } from './memory';

/**
 * What an account may have though others hold all memory: 16 MiB, two chunks of the shortest kind.
 */
const LENT_BLOCKS = MEMORY_MIN_BYTES / BLOCK_BYTES;

/**
 * How many times as much may be lent at the same time, to four accounts or to one whose sources hang. Each delegated
 * token without an API key is an account: when nothing gets through to the service, a hundred of them hold on to
 * theirs, and nothing is won by lending more.
 */
const LENT_SHARES = 4;

/**
 * How long others may hold memory before it stands in nobody's way any more, in milliseconds; and how long a source
 * may hand out nothing.
 */
const LONG_MS = 10_000;

/** Blocks that are out. */
export interface Holding {
	/** Of the execution that has them. */
	readonly ceiling: Ceiling;
	/** That they are for. */
	readonly account: string;
	readonly count: number;
	/** Whether they are lent: beside the pool, until the account pays them back. */
	isLent: boolean;
	/** On the clock. */
	readonly since: number;
	/** How many readings wait for bytes that go into them. */
	waiting: number;
	/** When one of them last got some, or began to wait. */
	movedAt: number;
}

/** Who has which blocks of a pool, and for how long. */
export class Holdings {
	private readonly all = new Set<Holding>();

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	add(taken: Omit<Holding, 'since' | 'waiting' | 'movedAt'>): Holding {
		const now = this.clock.now();
		const holding = { ...taken, since: now, waiting: 0, movedAt: now };
		this.all.add(holding);
		return holding;
	}

	delete(holding: Holding): void {
		this.all.delete(holding);
	}

	/** How many blocks of the pool are out, without those that are lent. */
	get inThePool(): number {
		return blocksOf(this.all, ({ isLent }) => !isLent);
	}

	/** @returns what was lent to an account first; undefined: nothing */
	lentTo(account: string): Holding | undefined {
		return [...this.all].find((one) => one.isLent && one.account === account);
	}

	/** @returns how many blocks an execution has */
	usedBy(ceiling: Ceiling): number {
		return blocksOf(this.all, (one) => one.ceiling === ceiling);
	}

	/** @param by how many readings more wait for bytes that go into these blocks, or fewer */
	waits(holding: Holding, by: 1 | -1): void {
		holding.waiting += by;
		if (by < 0 || holding.waiting === 1) holding.movedAt = this.clock.now();
	}

	/** @returns whether a source has handed out nothing for long to an execution */
	hangs(ceiling: Ceiling): boolean {
		return [...this.all].some((one) => one.ceiling === ceiling && this.isHung(one));
	}

	/**
	 * What may be lent to an account, if others have held their blocks for long, or an execution waits for its source
	 * for long: its first 16 MiB, or one frame that cannot be as short as that. Four times as much may be lent at the
	 * same time.
	 *
	 * @param wanted blocks
	 * @param least blocks, where as many as are wanted are too many
	 * @param size of the pool, in blocks
	 * @returns blocks; undefined: none
	 */
	lendable(
		{ account, ceiling }: Memory,
		wanted: number,
		least: number,
		size: number,
	): number | undefined {
		const aside = [...this.all].filter((one) => this.standsAside(one, account, ceiling));
		if (aside.length === 0) return undefined;
		const inTheWay = [...this.all].filter((one) => !aside.includes(one));
		const held = blocksOf(inTheWay, (one) => one.account === account);
		const fitting = [wanted, least].find((count) => held + count <= LENT_BLOCKS);
		const count = fitting ?? (held === 0 ? least : undefined);
		if (count === undefined || this.sharesWith(account, count) > LENT_SHARES) return undefined;
		const taken = blocksOf(inTheWay, (one) => !one.isLent || one.account === account);
		const own = blocksOf(inTheWay, (one) => one.ceiling === ceiling);
		return taken + count <= size && own + count <= ceiling.blocks ? count : undefined;
	}

	/**
	 * @param waiting for memory
	 * @returns milliseconds until more blocks may stand in the way of one of them no longer; undefined: never
	 */
	untilLong(waiting: readonly Memory[]): number | undefined {
		const now = this.clock.now();
		const times = [...this.all].flatMap((one) => [
			...(waiting.some(({ account }) => account !== one.account) ? [one.since] : []),
			...(one.waiting > 0 && waiting.some(({ ceiling }) => ceiling !== one.ceiling)
				? [one.movedAt]
				: []),
		]);
		const left = times
			.map((time) => time + LONG_MS - now)
			.filter((milliseconds) => milliseconds > 0);
		return left.length > 0 ? Math.min(...left) : undefined;
	}

	/**
	 * How many shares would be lent. Each is 16 MiB, or one frame that is longer.
	 *
	 * @param count blocks that would be lent to the account as well
	 */
	private sharesWith(account: string, count: number): number {
		const shares = new Map([[account, Math.min(LENT_BLOCKS, count)]]);
		for (const one of this.all) {
			if (!one.isLent) continue;
			const blocks = (shares.get(one.account) ?? 0) + Math.min(LENT_BLOCKS, one.count);
			shares.set(one.account, blocks);
		}
		return [...shares.values()].reduce((sum, blocks) => sum + Math.ceil(blocks / LENT_BLOCKS), 0);
	}

	/** An outage keeps all of an account from going on, a source that hangs only its own execution. */
	private standsAside(one: Holding, account: string, ceiling: Ceiling): boolean {
		if (one.account !== account && this.isLong(one)) return true;
		return one.ceiling !== ceiling && this.isHung(one);
	}

	private isLong({ since }: Holding): boolean {
		return this.clock.now() >= since + LONG_MS;
	}

	private isHung({ waiting, movedAt }: Holding): boolean {
		return waiting > 0 && this.clock.now() >= movedAt + LONG_MS;
	}
}

function blocksOf(holdings: Iterable<Holding>, counts: (holding: Holding) => boolean): number {
	let blocks = 0;
	for (const holding of holdings) if (counts(holding)) blocks += holding.count;
	return blocks;
}
