import type { Result } from './result';
import type { Benchmark, World } from './world';

/** Runs a benchmark. One that breaks must not keep the others from running. */
export async function resultsOf(benchmark: Benchmark, world: World): Promise<Result[]> {
	try {
		return [await benchmark.run(world)].flat();
	} catch (error) {
		const { message, stack, details } = error as Error & { details?: string };
		world.say(`  ${stack}${details ? `\n${details}` : ''}`);
		return [
			{
				name: benchmark.name,
				work: '',
				against: '',
				series: [],
				measured: `did not run: ${message}`,
				goal: '',
				passed: false,
				notes: [],
			},
		];
	}
}
