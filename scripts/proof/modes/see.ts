import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { userFolder } from '../../../test/integration/harness/environment';
import { startAsIn1 } from '../../../test/n8nVersions/startAsIn1';
import { Modes, type SentFile } from './seeModes';

/** The programme that runs in each n8n: args are the file for what it has seen, and the files to send, as JSON. */
async function see(files: readonly SentFile[]) {
	const load = createRequire(join(process.env.N8N_CORE_FOLDER ?? '', 'package.json'));
	const { version } = load('n8n-core/package.json') as { version: string };
	if (version.startsWith('1.')) startAsIn1();
	const modes = await Modes.open(files);
	try {
		return await modes.seeAll();
	} finally {
		await modes.close();
	}
}

const [, , file, files] = process.argv;

see(JSON.parse(files) as SentFile[]).then(
	(seen) => {
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
