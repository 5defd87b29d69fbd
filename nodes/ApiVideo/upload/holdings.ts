import type { Clock } from './clock';
import { BLOCK_BYTES, MEMORY_MIN_BYTES } from './limits';
import type { Ceiling, Memory } from './memory';

/**
 * What an account may have though others hold all memory: 16 MiB, two chunks of the shortest kind.
 */
const LENT_BLOCKS = MEMORY_MIN_BYTES / BLOCK_BYTES;

/**
 * Accounts that may have lent memory at the same time. Each delegated token without an API key is an account: when
 * nothing gets through to the service, a hundred of them hold on to theirs, and nothing is won by lending more.
 */
const LENT_ACCOUNTS = 4;

/** How long others may hold memory before it stands in nobody's way any more, in milliseconds. */
const LONG_MS = 10_000;

/** Blocks that are out. */
export interface Holding {
	/** Of the execution that has them. */
	readonly ceiling: Ceiling;
	/** That they are for. */
	readonly account: string;
	readonly count: number;
	/** Whether they are beside the pool, until the account pays them back. */
	isLent: boolean;
	/** On the clock. */
	readonly since: number;
}

/** Who has which blocks of a pool, and for how long. */
export class Holdings {
	private readonly all = new Set<Holding>();

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	add(taken: Omit<Holding, 'since'>): Holding {
		const holding = { ...taken, since: this.clock.now() };
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

	/**
	 * What may be lent to an account, if others have held their blocks for long: its first 16 MiB, or one frame
	 * that cannot be as short as that. Four accounts may have something lent at the same time.
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
		const held = blocksOf(this.all, (one) => one.account === account);
		const fitting = [wanted, least].find((count) => held + count <= LENT_BLOCKS);
		const count = fitting ?? (held === 0 ? least : undefined);
		if (count === undefined || this.lentToOthers(account) >= LENT_ACCOUNTS) return undefined;
		const long = [...this.all].filter((one) => one.account !== account && this.isLong(one));
		if (long.length === 0) return undefined;
		const lent = blocksOf(this.all, (one) => one.isLent && one.account === account);
		const taken = this.inThePool + lent - blocksOf(long, ({ isLent }) => !isLent);
		const own = this.usedBy(ceiling) - blocksOf(long, (one) => one.ceiling === ceiling);
		return taken + count <= size && own + count <= ceiling.blocks ? count : undefined;
	}

	/**
	 * @param waiting accounts
	 * @returns milliseconds until more blocks stand in the way of one of them no longer; undefined: never
	 */
	untilLong(waiting: readonly string[]): number | undefined {
		const since = [...this.all]
			.filter((one) => !this.isLong(one) && waiting.some((account) => account !== one.account))
			.map((one) => one.since);
		return since.length > 0 ? Math.min(...since) + LONG_MS - this.clock.now() : undefined;
	}

	/** @returns how many other accounts have something lent */
	private lentToOthers(account: string): number {
		const lent = [...this.all].filter((one) => one.isLent && one.account !== account);
		return new Set(lent.map((one) => one.account)).size;
	}

	private isLong({ since }: Holding): boolean {
		return this.clock.now() >= since + LONG_MS;
	}
}

function blocksOf(holdings: Iterable<Holding>, counts: (holding: Holding) => boolean): number {
	let blocks = 0;
	for (const holding of holdings) if (counts(holding)) blocks += holding.count;
	return blocks;
}
