import { fromAddress, UPLOAD_NODE, uploadStep, webWorkflow } from '../../bench/workflow';
import { FileServer } from '../../fileServer';
import { addedBy, storedBy } from '../../bench/measure/stored';
import { ensureN8n } from '../../scripts/lib/lab';
import { TEST_TIMEOUT, type RealN8n } from './realN8n';

/** Bytes: goes in chunks, and is far more than n8n may store of an execution. */
const SIZE = 300 * 1024 * 1024;

/** A test of every n8n: what is uploaded from the web does not go through its binary data. */
export function itStoresNothingFromTheWeb(real: () => RealN8n): void {
	it(
		'stores nothing of a file that is read from a web address but the execution',
		async () => {
			const { error, arrived, sent, traces } = await uploadFromWeb(real());

			expect(error).toBeUndefined();
			expect(arrived).toBe(sent);
			expect(traces).toEqual([]);
		},
		TEST_TIMEOUT,
	);
}

/**
 * Uploads a large file from a web address in a real n8n.
 *
 * @returns the file that arrived and the one on the web, as SHA-256, and what n8n has stored beside the execution
 */
async function uploadFromWeb({ n8n, emulator, credential }: RealN8n) {
	const { node } = await ensureN8n();
	const server = await FileServer.start();
	try {
		const film = server.file('/film.mp4', { size: SIZE });
		const upload = uploadStep(credential, {}, fromAddress(`${server.url}/film.mp4`));
		const id = await n8n.client.importWorkflow(webWorkflow(upload));
		const before = await storedBy(n8n, node);

		const execution = await n8n.client.execute(id);

		const { traces } = addedBy(before, await storedBy(n8n, node));
		const [video] = execution.items(UPLOAD_NODE);
		const arrived = await emulator.videoFile(video?.videoId);
		return { error: execution.error, arrived: arrived?.sha256, sent: await film.sha256(), traces };
	} finally {
		await server.stop();
	}
}
