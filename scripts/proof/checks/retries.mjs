import { seconds } from '../../lib/format.mjs';
import { freePorts } from '../../lib/ports.mjs';
import { must, outcomeOf } from '../seen.mjs';
import { listVideos, runUpload, uploadWhole } from './run.mjs';
import { SIGN_IN, uploadAcrossTheHour } from './signIn.mjs';

/**
 * @typedef {import('../lab.mjs').Lab} Lab
 * @typedef {import('../../../emulator').Fault} Fault
 */

/** Milliseconds that something may take longer because one request has to be sent again. */
const SOON = 30_000;

/**
 * Something that works, and soon, although a request on the way does not.
 * @param {string} title
 * @param {Fault} fault
 * @param {(lab: Lab) => Promise<unknown>} work
 * @returns {import('../matrix.mjs').Check}
 */
const despite = (title, fault, work) => ({
	title,
	async run(lab) {
		lab.emulator.faults.add(fault);
		const began = performance.now();
		await work(lab);
		const took = performance.now() - began;
		const [{ fired }] = lab.emulator.faults.list();
		must(fired > 0, () => 'the request in question was not made: nothing was shown');
		must(took < SOON, () => `it works, and takes ${seconds(took)}`);
	},
});

/** @type {import('../matrix.mjs').Check[]} */
export const retries = [
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
