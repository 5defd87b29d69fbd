import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideos, MIB, patternOf } from './files';
import type { Stage } from './stage';

/**
 * Uploads a small file to the receiver of the stage, so that code which is loaded on first use counts neither
 * as time nor as growth.
 */
export async function warmUp(stage: Stage): Promise<void> {
	const folder = join(stage.folder, 'small');
	await mkdir(folder);
	await makeVideos(folder, 1, MIB);
	await stage.upload(await stage.importUpload(patternOf(folder)));
}
