import { mebibytes } from '../../lib/format';
import { BIG, type Lab, type File } from '../lab';
import { must, mustSucceed } from '../seen';
import { apiVideo, STEP } from '../steps';
import { runSteps, uploadWhole } from './run';
import type { Check } from '../matrix';

/** Uploads with a delegated token and no key. */
async function uploadWithToken(lab: Lab, file: File) {
	const { token } = await lab.service<{ token: string }>('POST', '/upload-tokens', { ttl: 3600 });
	const credentials = await lab.credentials('apiVideoUploadTokenApi', { uploadToken: token });
	lab.emulator.requests.clear();
	await uploadWhole(lab, file, { credentials, parameters: { uploadWith: 'tokenCredential' } });
	const signed = lab.emulator.requests.entries.filter(({ authorization }) => authorization);
	must(signed.length === 0, () => `${signed.length} requests carried an Authorization header`);
}

export const uploads: Check[] = [
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
			const path = `/videos/${videoId}`;
			const { title, tags } = await lab.service<{ title: string; tags: string[] }>('GET', path);
			must(
				title === 'Another title' && tags.includes('proof'),
				() => `the video has the title '${title}' and the tags '${tags}'`,
			);
		},
	},
];
