import { parseArgs } from 'node:util';
import { numberOf, SCALES } from '../scripts/lib/number-of';
import { StepError } from '../scripts/lib/step-error.mjs';

/** What the command line says. */
export interface Options {
	/** Names of benchmarks; empty: all. */
	names: string[];
	/** How often two contenders are compared. */
	pairs: number;
	/** Factor for all sizes, at most 1. Anything below 1 is for trying out: it counts for nothing. */
	scale: number;
	/** Whether a CPU profile of n8n is written. */
	profile: boolean;
	help: boolean;
}

export const usage = `Benchmarks of the node in a real n8n, beside other clients.

  npm run bench -- [names] [options]

  --pairs <number>   how often two contenders are compared, default 5
  --scale <number>   factor for all sizes, 0.01 to 1; below 1 for trying out, default 1
  --cpu-prof         write a CPU profile of n8n, and print where the time goes (slows n8n down)
  --help
`;

/** @throws when the command line makes no sense */
export function readCommandLine(args: string[]): Options {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			pairs: { type: 'string', default: '5' },
			scale: { type: 'string', default: '1' },
			'cpu-prof': { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const pairs = Number(values.pairs);
	const scale = numberOf('--scale', values.scale, SCALES);
	if (!(Number.isInteger(pairs) && pairs >= 1)) throw new StepError('--pairs must be 1 or more.');
	return { names: positionals, pairs, scale, profile: values['cpu-prof'], help: values.help };
}
