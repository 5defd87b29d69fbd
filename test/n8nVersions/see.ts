import { skipWaits } from './compiled';
import { programme } from './programme';
import { seeHelper } from './seeHelper';
import { seeHost } from './seeHost';
import { seeNode } from './seeNode';
import { seePlatform } from './seePlatform';
import { seeTokenTest } from './seeTokenTest';
import { seeWeb } from './seeWeb';

/** Looks at everything. */
async function see(version: string) {
	const platform = await seePlatform();
	skipWaits();
	return {
		core: version,
		platform,
		helper: await seeHelper(),
		host: await seeHost(),
		node: await seeNode(),
		tokenTest: await seeTokenTest(),
		web: await seeWeb(),
	};
}

/** What the programme writes. */
export type AllSeen = Awaited<ReturnType<typeof see>>;

programme(see);
