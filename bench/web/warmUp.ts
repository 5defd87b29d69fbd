import { MIB } from '../files';
import type { Stage } from '../stage';
import type { World } from '../world';
import { withWebFile } from './files';

/** Uploads a small file from the web, so that code which is loaded on first use counts as no growth. */
export async function warmUpFromWeb({ installation }: World, stage: Stage): Promise<void> {
	await withWebFile(installation.node, { size: MIB, seed: 1 }, async ({ address }) => {
		await stage.upload(await stage.importWebUpload(address));
	});
}
