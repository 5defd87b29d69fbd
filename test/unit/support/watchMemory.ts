import type { Lines, Party } from '../../../nodes/ApiVideo/upload';
import type { BlockPool } from '../../../nodes/ApiVideo/upload/blocks';
import { BLOCK_BYTES } from '../../../nodes/ApiVideo/upload/limits';

/** Blocks that an account may have beside the pool, where its frames can be as short as that. */
const LENT_BLOCKS = 4;

/** What the watch knows of an execution that has begun and not ended. */
export interface Sharing {
	readonly account: number;
	/** The longest chunk that it has to send in one piece, in bytes. */
	readonly longestChunk: number;
	/** Whether one of its sources stops to hand out anything. */
	readonly hangs: boolean;
}

const ceilingOf = ({ memoryBytes }: Party): number =>
	Math.max(4, Math.floor(memoryBytes / BLOCK_BYTES));

/** Watches one of the pools of memory of a process, and keeps the worst of it. */
function watchPool(pool: BlockPool, running: () => Array<[Party, Sharing]>) {
	const broken = new Set<string>();
	let mostBlocks = 0;
	let mostLent = 0;
	/** What was in use in the pool, and lent beside it, when last looked at. */
	let [pooled, lentBefore] = [0, 0];
	/** The most that both together could ever be so far: when somebody ends, it becomes less, and others keep theirs. */
	let mostOfAll = 0;
	/** When somebody ends, others go on with what they have, and get no more. */
	const within = (blocks: number, most: number, before: number): number => {
		if (blocks <= Math.max(most, before)) return blocks;
		broken.add(`memory: ${blocks} blocks of ${most}`);
		return Infinity;
	};

	const lentPerAccount = (): Map<string, number[]> => {
		const lent = new Map<string, number[]>();
		for (const { isLent, account, count } of pool['holdings']['all']) {
			if (isLent) lent.set(account, [...(lent.get(account) ?? []), count]);
		}
		return lent;
	};

	const look = (): void => {
		const inUse = pool['inUse'];
		mostBlocks = Math.max(mostBlocks, inUse);
		const parties = running();
		const size = Math.max(0, ...parties.map(([party]) => ceilingOf(party)));
		const oneFrame = Math.max(
			LENT_BLOCKS,
			...parties.map(([party, { longestChunk }]) =>
				Math.min(ceilingOf(party), Math.ceil(longestChunk / BLOCK_BYTES)),
			),
		);
		const accounts = new Set(parties.map(([, { account }]) => account)).size;
		const hanging = parties.filter(([, { hangs }]) => hangs).length;
		/** At most four shares are lent, and beside a pool that is full the account that has it needs none. */
		const shares = (most: number) => oneFrame * Math.min(4, most + hanging);
		const lendable = shares(Math.max(0, accounts - 1));
		const lentNow = [...lentPerAccount().values()].flat().reduce((sum, count) => sum + count, 0);
		const pooledNow = inUse - lentNow;
		pooled = within(pooledNow, size, pooled);
		// The one that has the pool is lent some as well where the next in turn has to pay back first.
		lentBefore = within(lentNow, shares(accounts), lentBefore);
		// Where the one with the largest ceiling has ended, the pool is smaller than what others keep of it, and yet some is lent.
		mostOfAll = Math.max(mostOfAll, Math.max(size, pooledNow) + lendable);
		within(inUse, mostOfAll, 0);
		if (pool['allocated'] > Math.max(size + lendable, inUse)) {
			broken.add(`kept: ${pool['allocated']} blocks`);
		}
		for (const [account, counts] of lentPerAccount()) {
			const lent = counts.reduce((sum, count) => sum + count, 0);
			mostLent = Math.max(mostLent, lent);
			if (lent > LENT_BLOCKS * (1 + hanging) && counts.length > 1)
				broken.add(`lent to ${account}: ${lent} blocks`);
		}
		for (const one of pool['users']) {
			const own = one.blocks + lendable;
			if (one.used > own) broken.add(`own memory: ${one.used} blocks of ${own}`);
		}
	};

	return {
		look,
		broken,
		mostBlocks: () => mostBlocks,
		mostLent: () => mostLent,
		left: (): string[] => [
			...(pool['allocated'] > 0 ? [`memory: ${pool['allocated']}`] : []),
			...(pool['users'].size > 0 ? [`users: ${pool['users'].size}`] : []),
			...(pool['holdings']['all'].size > 0 ? ['holdings'] : []),
			...(pool['turns'].isEmpty ? [] : ['waits for memory']),
			...(pool['looking'] ? ['looks for memory'] : []),
		],
	};
}

/** Watches the memory of a process. */
export function watchMemory(lines: Lines, running: ReadonlyMap<Party, Sharing>) {
	const of = (isSlow: boolean) => () =>
		[...running].filter(([{ bytesPerSecond }]) => (bytesPerSecond !== undefined) === isSlow);
	const pools = [
		watchPool(lines['pool'] as BlockPool, of(false)),
		watchPool(lines['slowPool'] as BlockPool, of(true)),
	];
	return {
		look: () => pools.forEach((pool) => pool.look()),
		broken: () => pools.flatMap((pool) => [...pool.broken]),
		left: () => pools.flatMap((pool) => pool.left()),
		/** In blocks. */
		mostBlocks: () => Math.max(...pools.map((pool) => pool.mostBlocks())),
		/** To one account, in blocks. */
		mostLent: () => Math.max(...pools.map((pool) => pool.mostLent())),
	};
}
