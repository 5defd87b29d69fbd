/** The short form of `npm run proof -- crowds`. */
import { smallCrowd } from '../../bench/benchmarks/smallCrowds';
import type { World } from '../../bench/world';
import { ensureBuild, ensureN8n } from '../../scripts/lib/lab';
import { START_TIMEOUT } from '../n8n/realN8n';

it(
	'twenty executions at once keep to the rate limit, and all of them end well',
	async () => {
		await ensureBuild();
		const world: World = {
			installation: await ensureN8n(),
			options: { names: [], pairs: 1, scale: 1, profile: false, help: false },
			signal: new AbortController().signal,
			results: '',
			say: () => undefined,
		};
		const crowd = smallCrowd({
			name: 'crowd',
			executions: 20,
			kind: 'uploads',
			perWindow: 8,
			windowSeconds: 10,
			beside: 0,
			// Without the line that all executions share each of them would be refused until its window came.
			goal: { refused: 2 },
		});

		const result = await crowd.run(world);

		expect(result).toMatchObject({ passed: true, notes: [] });
	},
	START_TIMEOUT,
);
