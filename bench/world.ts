import type { N8nInstallation } from '../scripts/lib/lab';
import type { Options } from './options';
import type { Result } from './result';

/** What every benchmark is given. */
export interface World {
	readonly installation: N8nInstallation;
	readonly options: Options;
	/** Aborted by Ctrl-C. */
	readonly signal: AbortSignal;
	/** The folder for what is to be kept. */
	readonly results: string;
	/** Shows a line, at once. */
	say(line: string): void;
}

/** Something that is measured. */
export interface Benchmark {
	readonly name: string;
	/** Several results where one run tells about several things. */
	run(world: World): Promise<Result | Result[]>;
}
