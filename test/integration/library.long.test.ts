import type { INodeParameters } from 'n8n-workflow';
import { documentedRateLimits, type RateLimits, type RequestEntry } from '../../emulator';
import type { NodeResult, NodeRun } from './harness';
import { until } from './harness/until';
import { inWorld, operate, type World } from './support/apiVideo';
import { MockTime } from './support/clock';

/** All time passes so much faster, so that several items meet as they would. */
const SPEED = 40;

/** How many sources the library has; a long run sets SOURCES to 1000, and then the limits are those of the service. */
const SOURCES = Number(process.env.SOURCES ?? 100);

const library = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		json: { id: `lesson-${index}`, url: `https://example.com/lessons/${index}.mp4` },
	}));

/** As examples/import-library.json does. */
const PARAMETERS: INodeParameters = {
	source: 'url',
	sourceUrl: '={{ $json.url }}',
	title: '={{ $json.id }}',
	options: { idempotencyKey: '=library-{{ $json.id }}' },
};

async function importAll(
	world: World,
	count: number,
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	const settings = { items: library(count), continueOnFail: true };
	return await operate(world, 'video', 'create', PARAMETERS, { ...settings, ...run });
}

/** Of each item: whether it was made, found, or has failed. */
function countsOf({ items }: NodeResult): Record<string, number> {
	const results = items.map(({ json }) =>
		json.error ? 'failed' : json.found === true ? 'found' : 'made',
	);
	const counts: Record<string, number> = {};
	for (const result of results) counts[result] = (counts[result] ?? 0) + 1;
	return counts;
}

const idsOf = ({ items }: NodeResult) => items.map(({ json }) => json.videoId);
const makings = (requests: readonly RequestEntry[]) =>
	requests.filter(({ method, path }) => method === 'POST' && path === '/videos');

/** A tenth of the limits for a tenth of 1,000 sources takes as long as all of both. */
function shareOf({ uploads, writes, reads }: RateLimits): RateLimits {
	const share = SOURCES / 1000;
	return { uploads: uploads * share, writes: writes * share, reads: reads * share };
}

test(
	'1,000 sources keep to the rate limit in Production, and a second run finds them',
	async () => {
		const time = new MockTime(SPEED);
		const rateLimits = shareOf(documentedRateLimits.production);
		await inWorld(
			time,
			async (world) => {
				const { requests } = world.emulator;
				const refused = () => requests.entries.filter(({ status }) => status === 429);
				const importTimed = async () => {
					const began = time.now();
					const result = await importAll(world, SOURCES);
					return { result, minutes: (time.now() - began) / 60_000 };
				};
				const first = await importTimed();
				expect(countsOf(first.result)).toEqual({ made: SOURCES });
				expect(new Set(idsOf(first.result)).size).toBe(SOURCES);
				expect(makings(requests.entries)).toHaveLength(SOURCES);
				expect(refused()).toEqual([]);

				requests.clear();
				const second = await importTimed();
				expect(countsOf(second.result)).toEqual({ found: SOURCES });
				expect(idsOf(second.result)).toEqual(idsOf(first.result));
				expect(makings(requests.entries)).toEqual([]);
				expect(refused()).toEqual([]);
				// As the note of the example says: about 7 and 6; a busy machine only makes it longer.
				expect(first.minutes).toBeGreaterThan(5);
				expect(second.minutes).toBeGreaterThan(4);
			},
			{ rateLimits },
		);
	},
	3000 * SOURCES,
);

test('a run that was stopped in the middle goes on: nothing is made twice, and nothing is lost', async () => {
	const count = 60;
	await inWorld(new MockTime(SPEED), async (world) => {
		const { requests } = world.emulator;
		const stop = new AbortController();
		const stopped = importAll(world, count, { signal: stop.signal });
		await until(() => makings(requests.entries).length > count / 2, 'half of the videos');
		stop.abort();
		expect((await stopped).status).toBe('canceled');
		const begun = makings(requests.entries).length;

		const { items, ...next } = await importAll(world, count);

		expect(next.error).toBeUndefined();
		expect(new Set(items.map(({ json }) => json.videoId)).size).toBe(count);
		expect(begun).toBeLessThan(count);
		expect(makings(requests.entries)).toHaveLength(count);
	});
});
