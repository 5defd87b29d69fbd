import { mkdir, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must, mustSucceed } from '../seen';
import { apiVideo, readFiles, STEP, theseItems, UPLOAD } from '../steps';
import { runSteps, uploadWhole } from './run';
import type { Execution } from '../../lib/execution';
import type { Check } from '../matrix';
import type { Item } from '../../lib/lab';

const ON_ERROR = { onError: 'continueErrorOutput' };

/**
 * @param execution of a step with a good and a bad item
 * @param said of the bad item
 */
function mustBeSplit(
	execution: Execution,
	{ message, advice }: { message: RegExp; advice: RegExp },
) {
	mustSucceed(execution);
	const good = execution.items(STEP, 0);
	const bad = execution.items(STEP, 1);
	const both = `first output ${JSON.stringify(good.map(brief))}, error output ${JSON.stringify(bad.map(brief))}`;
	must(good.length === 1 && bad.length === 1, () => both);
	const text = JSON.stringify(bad[0]);
	must(message.test(text), () => `the message is not in the item: ${text}`);
	must(advice.test(text), () => `the advice is not in the item: ${text}`);
}

/** @returns what makes out an item */
const brief = ({ videoId, error, message, details, description }: Item) => ({
	videoId,
	error,
	message,
	details,
	description,
});

export const errorOutput: Check[] = [
	{
		title: 'Error output: a video that is not there',
		async run(lab) {
			const { videoId } = await uploadWhole(lab, lab.small);
			const items = [{ wanted: videoId }, { wanted: 'vi2222222222222222222222' }];
			const picked = { __rl: true, mode: 'id', value: '={{ $json.wanted }}' };
			const get = { resource: 'video', operation: 'get', videoId: picked };
			const execution = await runSteps(lab, [
				...theseItems(items),
				apiVideo(lab.withKey, get, ON_ERROR),
			]);
			mustBeSplit(execution, { message: /was not found/, advice: /Check the ID/i });
		},
	},
	{
		title: 'Error output: a file without bytes',
		async run(lab) {
			const folder = join(lab.folder, 'mixed');
			await mkdir(folder, { recursive: true });
			await copyFile(lab.small.path, join(folder, 'good.mp4'));
			await writeFile(join(folder, 'empty.mp4'), '');
			const execution = await runSteps(lab, [
				readFiles(join(folder, '*.mp4')),
				apiVideo(lab.withKey, UPLOAD, ON_ERROR),
			]);
			mustBeSplit(execution, { message: /empty/, advice: /Check the step/ });
		},
	},
];
