import { BlockPool } from './blocks';
import type { Clock } from './clock';
import { Gate } from './gate';
import { MEMORY_DEFAULT_BYTES, PARALLEL_DEFAULT } from './limits';
import { Pace } from './pace';

/**
 * The line to api.video that all uploads of an execution share: so much memory, so many requests at
 * the same time, one pace.
 */
export interface Line {
	readonly clock: Clock;
	readonly pool: BlockPool;
	readonly gate: Gate;
	readonly pace: Pace;
}

/** What a user may change about the line. */
export interface LineOptions {
	/** Memory for file contents in bytes, at least 16 MiB. Default 64 MiB. */
	readonly memoryBytes?: number;
	/** Requests under way at the same time, at least 1. Default 8. */
	readonly parallel?: number;
}

/** @returns a line that nobody uses yet */
export function createLine(
	clock: Clock,
	{ memoryBytes = MEMORY_DEFAULT_BYTES, parallel = PARALLEL_DEFAULT }: LineOptions = {},
): Line {
	return {
		clock,
		pool: new BlockPool(memoryBytes),
		gate: new Gate(parallel, clock),
		pace: new Pace(clock),
	};
}
