import { freePorts } from '../../lib/ports.mjs';
import { must, outcomeOf } from '../seen.mjs';
import { listVideos, runUpload, uploadWhole } from './run.mjs';

/**
 * @typedef {import('../lab.mjs').Lab} Lab
 * @typedef {import('../../../emulator').Fault} Fault
 */

/**
 * Something that works although a request on the way does not.
 * @param {string} title
 * @param {Fault} fault
 * @param {(lab: Lab) => Promise<unknown>} work
 * @returns {import('../matrix.mjs').Check}
 */
const despite = (title, fault, work) => ({
	title,
	async run(lab) {
		lab.emulator.faults.add(fault);
		await work(lab);
		const [{ fired }] = lab.emulator.faults.list();
		must(fired > 0, () => 'the request in question was not made: nothing was shown');
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
	despite(
		'503 at the sign-in',
		{ kind: 'status', status: 503, method: 'POST', path: '^/auth/api-key$', nth: 1 },
		async (lab) => {
			lab.emulator.revokeAccessTokens();
			await uploadWhole(lab, lab.small);
		},
	),
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
