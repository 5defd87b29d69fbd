import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { userFolder } from '../integration/harness/environment';
import { skipWaits } from './compiled';
import { seeHelper } from './seeHelper';
import { seeHost } from './seeHost';
import { seeNode } from './seeNode';
import { seePlatform } from './seePlatform';
import { seeTokenTest } from './seeTokenTest';
import { seeWeb } from './seeWeb';
import { startAsIn1 } from './startAsIn1';

/** The programme that runs in each n8n: looks at everything and writes what it saw into the file it is given. */
async function see(file: string) {
	const load = createRequire(join(process.env.N8N_CORE_FOLDER ?? '', 'package.json'));
	const { version } = load('n8n-core/package.json') as { version: string };
	if (version.startsWith('1.')) startAsIn1();
	const platform = await seePlatform();
	skipWaits();
	return {
		file,
		seen: {
			core: version,
			platform,
			helper: await seeHelper(),
			host: await seeHost(),
			node: await seeNode(),
			tokenTest: await seeTokenTest(),
			web: await seeWeb(),
		},
	};
}

/** What {@link see} writes. */
export type AllSeen = Awaited<ReturnType<typeof see>>['seen'];

see(process.argv[2]).then(
	({ file, seen }) => {
		writeFileSync(file, JSON.stringify(seen));
		end(0);
	},
	(error: unknown) => {
		process.stderr.write(`${inspect(error)}\n`);
		end(1);
	},
);

/** n8n keeps timers of its own, which would keep the process. */
function end(code: number): void {
	rmSync(userFolder, { recursive: true, force: true });
	process.exit(code);
}
