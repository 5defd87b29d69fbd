import type { Benchmark } from '../world';
import { memoryBenchmarks } from './memory';
import { oneFault } from './oneFault';
import { races } from './races';
import { rateLimit } from './rateLimit';

/** All benchmarks, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
	...races,
	rateLimit,
	oneFault,
	...memoryBenchmarks,
];
