import { setTimeout as sleep } from 'node:timers/promises';
import { must, outcomeOf } from '../seen';
import { midway, runUpload, uploadWhole } from './run';
import type { Lab } from '../lab';
import type { Check } from '../matrix';

/** Milliseconds in which every request's connection is reset. */
const OUTAGE = 20_000;

/** Has an outage in the middle of an upload of a big file. */
async function acrossOutage<T>(lab: Lab, upload: () => Promise<T>) {
	const { emulator, signal } = lab;
	return await midway(lab, upload, async () => {
		const id = emulator.faults.add({ kind: 'reset' });
		await sleep(OUTAGE, undefined, { signal });
		const { fired = 0 } = emulator.faults.list().find((fault) => fault.id === id) ?? {};
		emulator.faults.remove(id);
		must(fired > 0, () => 'nothing was sent during the outage: nothing was shown');
	});
}

const keepTryingFor = (minutes: number) => ({
	parameters: { options: { keepTryingFor: minutes } },
});

export const outage: Check[] = [
	{
		title: 'An outage of 20 s, shorter than Keep Trying For',
		async run(lab) {
			await acrossOutage(lab, () => uploadWhole(lab, lab.big, keepTryingFor(1)));
		},
	},
	{
		title: 'An outage of 20 s, longer than Keep Trying For: what is said',
		async run(lab) {
			const execution = await acrossOutage(lab, () => runUpload(lab, lab.big, keepTryingFor(0.1)));
			const { message = '', description = '' } = execution.error ?? {};
			// As often as there was time for: asking whether a chunk has arrived takes some of it as well.
			must(/tried (\d+ times in|for) \d+ seconds/.test(message), () => outcomeOf(execution));
			must(/Keep Trying For/.test(description ?? ''), () => outcomeOf(execution));
			return outcomeOf(execution);
		},
	},
];
