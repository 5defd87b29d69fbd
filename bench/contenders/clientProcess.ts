/** A process with api.video's official Node client in it, as it is and with its defaults. */
import ApiVideoClient from '@api.video/nodejs-client';
import { workOnTasks } from './workOnTasks';

/** Uploads these files one after another, as a script in a loop does. */
export interface Task {
	apiKey: string;
	url: string;
	files: string[];
}

/** In milliseconds: making the containers, and the upload calls. */
export interface Report {
	creating: number;
	uploading: number;
}

workOnTasks(async ({ apiKey, url, files }: Task): Promise<Report> => {
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
});
