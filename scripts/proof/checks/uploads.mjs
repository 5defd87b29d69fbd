import { mebibytes } from '../../lib/format.ts';
import { BIG } from '../lab.mjs';
import { must, mustSucceed } from '../seen.mjs';
import { apiVideo, STEP } from '../steps.mjs';
import { runSteps, uploadWhole } from './run.mjs';

/** @typedef {import('../lab.mjs').Lab} Lab */

/**
 * Uploads with a delegated token and no key.
 * @param {Lab} lab
 * @param {import('../lab.mjs').File} file
 */
async function uploadWithToken(lab, file) {
	const { token } = await lab.service('POST', '/upload-tokens', { ttl: 3600 });
	const credentials = await lab.credentials('apiVideoUploadTokenApi', { uploadToken: token });
	lab.emulator.requests.clear();
	await uploadWhole(lab, file, { credentials, parameters: { uploadWith: 'tokenCredential' } });
	const signed = lab.emulator.requests.entries.filter(({ authorization }) => authorization);
	must(signed.length === 0, () => `${signed.length} requests carried an Authorization header`);
}

/** @type {import('../matrix.mjs').Check[]} */
export const uploads = [
	{
		title: 'Upload with the API key, a small file',
		run: async (lab) => void (await uploadWhole(lab, lab.small)),
	},
	{
		title: `Upload with the API key, ${mebibytes(BIG)} in chunks`,
		run: async (lab) => void (await uploadWhole(lab, lab.big)),
	},
	{
		title: 'Upload with a delegated token alone, a small file',
		run: async (lab) => await uploadWithToken(lab, lab.small),
	},
	{
		title: `Upload with a delegated token alone, ${mebibytes(BIG)} in chunks`,
		run: async (lab) => await uploadWithToken(lab, lab.big),
	},
	{
		title: 'Update of title and tags',
		async run(lab) {
			const { videoId } = await uploadWhole(lab, lab.small);
			const execution = await runSteps(lab, [
				apiVideo(lab.withKey, {
					resource: 'video',
					operation: 'update',
					videoId: { __rl: true, mode: 'id', value: videoId },
					updateFields: { title: 'Another title', tags: 'proof' },
				}),
			]);
			mustSucceed(execution);
			must(execution.items(STEP)[0]?.videoId === videoId, () => 'another video was put out');
			const { title, tags } = await lab.service('GET', `/videos/${videoId}`);
			must(
				title === 'Another title' && tags.includes('proof'),
				() => `the video has the title '${title}' and the tags '${tags}'`,
			);
		},
	},
];
