import { BlockPool } from './blocks';
import type { Clock } from './clock';
import type { Lane } from './lane';
import { Line } from './line';
import type { Ceiling, Memory } from './memory';
import type { Party } from './party';
import { Throttle } from './throttle';

/** How long a line is remembered that nobody uses, in milliseconds: as long as the rate limit may hold it. */
const KEPT_MS = 150_000;

/** What the uploads of one execution to one account use. */
export interface Share {
	readonly clock: Clock;
	readonly party: Party;
	readonly memory: Memory;
	readonly lane: Lane;
	/** Slows the uploads of an execution that has a bandwidth limit. */
	readonly throttle?: Throttle;
}

/**
 * All ways of the process to api.video: a line for each account, and one pool of memory. What an execution
 * asks for is its own ceiling; those of the process are the largest that a running execution asks for. Those
 * that have a bandwidth limit have a pool among themselves.
 */
export class Lines {
	private readonly pool: BlockPool;
	/** Of those who slow themselves by a bandwidth limit: what they hold for long, they keep from nobody else. */
	private readonly slowPool: BlockPool;
	private readonly lines = new Map<string, Line>();

	/** @param makeClock for each new line, and for the memory */
	constructor(private readonly makeClock: () => Clock) {
		const clock = makeClock();
		this.pool = new BlockPool(clock);
		this.slowPool = new BlockPool(clock);
	}

	/** @param account says whose requests these are; no secret */
	line(account: string): Line {
		this.dropUnused();
		const line = this.lines.get(account) ?? new Line(this.makeClock());
		line.usedAt = line.clock.now();
		this.lines.set(account, line);
		return line;
	}

	/** An execution begins to upload. It must {@link Member.leave leave} at its end. */
	enter(party: Party): Member {
		const pool = party.bytesPerSecond === undefined ? this.pool : this.slowPool;
		return new Member(this, party, pool.join(party.memoryBytes));
	}

	/** How many lines are remembered. */
	get size(): number {
		return this.lines.size;
	}

	private dropUnused(): void {
		for (const [account, { parties, usedAt, clock }] of this.lines) {
			if (parties.size === 0 && clock.now() - usedAt > KEPT_MS) this.lines.delete(account);
		}
	}
}

/** An execution among the others. */
export class Member {
	private readonly joined = new Set<Line>();
	private throttle?: Throttle;

	constructor(
		private readonly lines: Lines,
		readonly party: Party,
		private readonly ceiling: Ceiling,
	) {}

	/** @returns what its uploads to an account use */
	share(account: string): Share {
		const line = this.lines.line(account);
		line.parties.add(this.party);
		this.joined.add(line);
		const { clock, uploads: lane } = line;
		// Its options may have raised the number of places, of which those who wait have not been told.
		lane.gate.admit();
		const { party } = this;
		const memory = this.ceiling.memory(account);
		if (party.bytesPerSecond) this.throttle ??= new Throttle(party.bytesPerSecond, clock);
		return { clock, party, memory, lane, throttle: this.throttle };
	}

	/** Gives everything back. */
	leave(): void {
		this.ceiling.leave();
		for (const line of this.joined) {
			line.parties.delete(this.party);
			line.usedAt = line.clock.now();
			line.uploads.gate.admit();
		}
	}
}
