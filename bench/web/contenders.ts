import { join } from 'node:path';
import { storedFiles } from '../measure/stored';
import type { Report, Task } from '../contenders/clientProcess';
import type { Contender } from '../contenders/contender';
import { startTaskProcess } from '../contenders/taskProcess';
import { API_KEY } from '../receiver';
import type { Stage } from '../stage';
import { DOWNLOAD_NODE, downloadWorkflow, UPLOAD_NODE } from '../workflow';
import type { World } from '../world';
import type { WebFile } from './files';

/** Our node, which reads the file while it sends it. */
export async function fromWeb(stage: Stage, { address }: WebFile): Promise<Contender> {
	const workflow = await stage.importWebUpload(address);
	return {
		name: 'our node in n8n',
		run: async () => (await stage.upload(workflow)).timeOf(UPLOAD_NODE).milliseconds,
		stop: async () => {},
	};
}

/** What brings a file into n8n and on to api.video, where no node reads it on the web. */
export type Rival = (world: World, stage: Stage, file: WebFile) => Promise<Contender>;

/** n8n's HTTP Request, then our node: the times of both steps. */
export const downloadThenUpload: Rival = async (_world, stage, { address }) => {
	const upload = await stage.uploadTo(stage.receiver);
	const workflow = await stage.n8n.client.importWorkflow(downloadWorkflow(address, upload));
	return {
		name: 'HTTP Request and Upload',
		run: async () => {
			const execution = await stage.run(workflow);
			return (
				execution.timeOf(DOWNLOAD_NODE).milliseconds + execution.timeOf(UPLOAD_NODE).milliseconds
			);
		},
		stop: async () => {},
	};
};

/**
 * n8n's HTTP Request, then the official Node client with the file that n8n has kept: the time of the step, and of
 * the call that uploads.
 */
export const downloadThenClient: Rival = async ({ installation }, stage, { address, size }) => {
	const workflow = await stage.n8n.client.importWorkflow(downloadWorkflow(address));
	const client = startTaskProcess<Task, Report>(installation.node, 'clientProcess.ts');
	return {
		name: 'HTTP Request and official Node client',
		run: async () => {
			let uploading = 0;
			const execution = await stage.run(workflow, async () => {
				const files = [await keptFile(stage, size)];
				const { url } = stage.receiver;
				({ uploading } = await client.run({ apiKey: API_KEY, url, files }));
			});
			return execution.timeOf(DOWNLOAD_NODE).milliseconds + uploading;
		},
		stop: client.stop,
	};
};

/** @throws where n8n keeps no file of this size, or several */
async function keptFile({ n8n }: Stage, size: number): Promise<string> {
	const files = [...(await storedFiles(n8n.folder))].filter(([, bytes]) => bytes === size);
	if (files.length !== 1) throw new Error(`n8n keeps ${files.length} files of ${size} bytes`);
	return join(n8n.folder, files[0][0]);
}
