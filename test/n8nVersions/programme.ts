import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { userFolder } from '../integration/harness/environment';
import { startAsIn1 } from './startAsIn1';

/**
 * Makes a programme for `runIn`: looks at something in one n8n, and writes what it has seen into the file that the first
 * argument names.
 *
 * @param see given the version of n8n-core
 */
export function programme(see: (version: string) => Promise<unknown>): void {
	const load = createRequire(join(process.env.N8N_CORE_FOLDER ?? '', 'package.json'));
	const { version } = load('n8n-core/package.json') as { version: string };
	if (version.startsWith('1.')) startAsIn1();
	see(version).then(
		(seen) => {
			writeFileSync(process.argv[2], JSON.stringify(seen));
			end(0);
		},
		(error: unknown) => {
			process.stderr.write(`${inspect(error)}\n`);
			end(1);
		},
	);
}

/** n8n keeps timers of its own, which would keep the process. */
function end(code: number): void {
	rmSync(userFolder, { recursive: true, force: true });
	process.exit(code);
}
