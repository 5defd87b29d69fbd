import { must, mustSucceed } from '../seen';
import { GET_MANY, STEP } from '../steps';
import { listVideos, midway, runUpload, uploadWhole } from './run';
import { unpublish, withTrigger } from './trigger';
import type { Lab } from '../lab';
import type { Check } from '../matrix';

/** Requests that sign in. */
export const SIGN_IN = { method: 'POST', path: '^/auth/api-key$' };

/** Milliseconds for a second execution to start while the first one signs in. */
const TOGETHER = 5000;

/** Something that begins with an access token that n8n has stored and the service knows no more. */
const afterAnHour = (title: string, work: (lab: Lab) => Promise<unknown>): Check => ({
	title,
	async run(lab) {
		await listVideos(lab);
		lab.emulator.revokeAccessTokens();
		await mustSignIn(lab, work);
	},
});

async function mustSignIn(lab: Lab, work: (lab: Lab) => Promise<unknown>) {
	lab.emulator.requests.clear();
	await work(lab);
	const signIns = lab.emulator.requests.matching('POST', '/auth/api-key').length;
	must(signIns > 0, () => 'it worked without signing in anew: nothing was shown');
}

/**
 * Uploads a big file, and takes the access token away while a chunk in the middle of it is held up, so that this chunk is
 * refused for certain.
 */
export async function uploadAcrossTheHour(lab: Lab) {
	await midway(
		lab,
		() => uploadWhole(lab, lab.big),
		() => lab.emulator.revokeAccessTokens(),
	);
}

/** Starts two executions while nobody is signed in, and holds the sign-in up until both wait for it. */
async function signInTogether(lab: Lab) {
	const { emulator, small } = lab;
	emulator.faults.add({ kind: 'latency', milliseconds: TOGETHER, ...SIGN_IN });
	const executions = await Promise.all([runUpload(lab, small), runUpload(lab, small)]);
	executions.forEach(mustSucceed);
	const [signIn, ...more] = emulator.requests.matching('POST', '/auth/api-key');
	must(more.length === 0, () => `they signed in ${1 + more.length} times`);
	const began = executions.map((execution) => execution.timeOf(STEP).startedAt);
	must(
		Math.max(...began) < (signIn.endedAt ?? 0),
		() => 'one began only when the other had signed in: nothing was shown',
	);
}

async function fillList({ n8n, withKey, service }: Lab) {
	await service('POST', '/videos', { title: 'In the list' });
	const { results } = await n8n.client.call<{ results?: unknown[] }>(
		'POST',
		'/dynamic-node-parameters/resource-locator-results',
		{
			path: 'parameters.videoId',
			methodName: 'searchVideos',
			nodeTypeAndVersion: { name: 'n8n-nodes-apivideo.apiVideo', version: 1 },
			currentNodeParameters: { ...GET_MANY, operation: 'get' },
			credentials: withKey,
		},
	);
	must(results?.length === 1, () => `the list is ${JSON.stringify(results)}, not one entry`);
}

export const signIn: Check[] = [
	afterAnHour('Access token has run out: Upload', (lab) => uploadWhole(lab, lab.small)),
	{
		title: 'Access token runs out in the middle of an upload in chunks',
		async run(lab) {
			await listVideos(lab);
			await mustSignIn(lab, uploadAcrossTheHour);
		},
	},
	{
		title: 'Two executions at once sign in once',
		run: signInTogether,
	},
	afterAnHour('Access token has run out: Get Many', listVideos),
	{
		title: 'From List shows the videos',
		run: fillList,
	},
	afterAnHour('Access token has run out: From List', fillList),
	afterAnHour('Access token has run out: the trigger registers', (lab) =>
		withTrigger(lab, async () => {}),
	),
	{
		title: 'Access token has run out: the trigger is unregistered',
		run: async (lab) =>
			await withTrigger(lab, async (workflowId) => {
				lab.emulator.revokeAccessTokens();
				await mustSignIn(lab, () => unpublish(lab, workflowId));
			}),
	},
];
