import type { Benchmark } from '../world';
import { besideLarge } from './besideLarge';
import { largeCrowd } from './largeCrowd';
import { memoryBenchmarks } from './memory';
import { oneFault } from './oneFault';
import { races } from './races';
import { rateLimit } from './rateLimit';
import { smallCrowds } from './smallCrowds';
import { webIdle } from './webIdle';
import { webMemoryBenchmarks } from './webMemory';
import { webRaces } from './webRaces';

/** All benchmarks, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
	...races,
	rateLimit,
	oneFault,
	...memoryBenchmarks,
	...besideLarge,
	largeCrowd,
	...smallCrowds,
	...webRaces,
	...webMemoryBenchmarks,
	webIdle,
];
