/* eslint-disable @n8n/community-nodes/no-restricted-globals -- not part of the node */
/** A process with api.video's official Node client in it, as it is and with its defaults. */
import ApiVideoClient from '@api.video/nodejs-client';

/** Uploads these files one after another, as a script in a loop does. */
export interface Task {
	apiKey: string;
	url: string;
	files: string[];
}

/** In milliseconds: making the containers, and the upload calls. */
export type Report = { creating: number; uploading: number } | { error: string };

async function work({ apiKey, url, files }: Task): Promise<Report> {
	const { videos } = new ApiVideoClient({ apiKey, baseUri: url });
	let creating = 0;
	let uploading = 0;
	for (const file of files) {
		const started = performance.now();
		const { videoId } = await videos.create({ title: 'benchmark' });
		const created = performance.now();
		await videos.upload(videoId, file);
		creating += created - started;
		uploading += performance.now() - created;
	}
	return { creating, uploading };
}

process.on('message', (task: Task) => {
	void work(task)
		.catch((error: Error): Report => ({ error: error.stack ?? error.message }))
		.then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit());
