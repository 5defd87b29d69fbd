import { seconds } from '../../lib/format';
import { freePorts } from '../../lib/ports';
import { must, outcomeOf } from '../seen';
import { listVideos, runUpload, uploadWhole } from './run';
import { SIGN_IN, uploadAcrossTheHour } from './signIn';
import type { Lab } from '../lab';
import type { Fault, RequestEntry } from '../../../emulator';
import type { Check } from '../matrix';

/** Milliseconds until a request is sent again that was not answered; a busy machine takes its share of them. */
const SOON = 30_000;

/** Something that works although a request on the way does not, which is sent again soon. */
const despite = (title: string, fault: Fault, work: (lab: Lab) => Promise<unknown>): Check => ({
	title,
	async run(lab) {
		lab.emulator.faults.add(fault);
		await work(lab);
		const { entries } = lab.emulator.requests;
		const failed = entries.find(({ faults }) => faults.includes(fault.kind));
		must(failed, () => 'the request in question was not made: nothing was shown');
		const again = entries.find((entry) => entry.id > failed.id && isSame(entry, failed));
		must(again, () => 'it works, and the request was not sent again');
		const took = again.startedAt - failed.startedAt;
		must(took < SOON, () => `it works, and the request was sent again after ${seconds(took)}`);
	},
});

function isSame(one: RequestEntry, other: RequestEntry) {
	const keys = ['method', 'path', 'contentRange'] as const;
	return keys.every((key) => one[key] === other[key]);
}

export const retries: Check[] = [
	despite(
		'Connection reset at POST /videos',
		{ kind: 'reset', method: 'POST', path: '^/videos$', nth: 1 },
		(lab) => uploadWhole(lab, lab.small),
	),
	despite(
		'Connection reset in a chunk',
		{ kind: 'reset', method: 'POST', path: '/source$', nth: 5, afterBytes: 1024 * 1024 },
		(lab) => uploadWhole(lab, lab.big),
	),
	despite(
		'Connection reset at GET /videos',
		{ kind: 'reset', method: 'GET', path: '^/videos$', nth: 1 },
		listVideos,
	),
	despite('Connection reset at the sign-in', { kind: 'reset', ...SIGN_IN, nth: 1 }, listVideos),
	despite('503 at the sign-in', { kind: 'status', status: 503, ...SIGN_IN, nth: 1 }, listVideos),
	despite(
		'503 when the access token runs out in the middle of an upload',
		{ kind: 'status', status: 503, ...SIGN_IN, nth: 2 },
		async (lab) => {
			await listVideos(lab);
			await uploadAcrossTheHour(lab);
		},
	),
	{
		title: 'A wrong API key: what is said',
		async run(lab) {
			const credentials = await lab.credentials('apiVideoApi', { apiKey: 'another-key' });
			const execution = await runUpload(lab, lab.small, { credentials });
			const { message = '', description = '' } = execution.error ?? {};
			must(/^api\.video does not accept the API key/.test(message), () => outcomeOf(execution));
			must(/credential/.test(description ?? ''), () => outcomeOf(execution));
			return outcomeOf(execution);
		},
	},
	{
		title: 'Nobody answers at all: what is said',
		async run(lab) {
			const [port] = await freePorts(1);
			const credentials = await lab.credentials('apiVideoApi', {
				apiKey: 'any',
				baseUrl: `http://127.0.0.1:${port}`,
			});
			const execution = await runUpload(lab, lab.small, { credentials });
			must(execution.status === 'error', () => 'the step succeeded');
			const { message = '', description = '' } = execution.error ?? {};
			must(/refused|reached/.test(message), () => outcomeOf(execution));
			// Neither the key nor n8n is to blame, and trying again is what helps.
			must(!/API key|could not send/.test(message), () => outcomeOf(execution));
			must(/again later/.test(description ?? ''), () => outcomeOf(execution));
			return outcomeOf(execution);
		},
	},
];
