import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { Execution } from '../../../nodes/ApiVideo/n8n/execution';
import { create } from '../../../nodes/ApiVideo/resources/video/create';
import { Lines } from '../../../nodes/ApiVideo/upload';
import { chanceFrom } from '../support/chance';
import { EventClock } from '../support/eventClock';
import { FakeNode, response, type SentRequest } from '../support/fakeNode';
import { KeyService, type Habits } from '../support/keyService';
import { NEVER } from '../support/never';
import { runOperation } from '../support/runOperation';
import { contextOfItem } from '../support/stepContext';

const RUNS = 400;
const URL_OF_FILM = 'https://example.com/film.mp4';
const CALM: Habits = { listLag: 0, statusLag: 0, unknownFor: 0, latency: 200, resets: 0 };

/** One execution that creates a video with the key. */
interface Part {
	/** When it begins, in milliseconds. */
	readonly begins: number;
	readonly sourceUrl?: string;
}

async function play(parts: readonly Part[], habits: Habits, seed = 1) {
	const chance = chanceFrom(seed);
	const clock = new EventClock(chance);
	const service = new KeyService(1, clock, habits, chance);
	const nodes: FakeNode[] = [];
	const run = async ({ begins, sourceUrl = URL_OF_FILM }: Part): Promise<IDataObject> => {
		await clock.sleep(begins, NEVER);
		const options = { idempotencyKey: 'sheet-1' };
		const parameters = { source: 'url', sourceUrl, title: 'Film', additionalFields: {}, options };
		const node = new FakeNode({ reply: service.reply, parameters });
		nodes.push(node);
		const execution = new Execution(node.execution, clock, new Lines(() => clock));
		const made = await create.execute(contextOfItem(node.execution, execution));
		execution.tellWhatHappened();
		return made as IDataObject;
	};
	const results = await clock.run(Promise.allSettled(parts.map(run)));
	const made = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	const reasons = results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
	const left = service.videos.filter(({ deletedAt }) => deletedAt === undefined);
	return { made, ids: new Set(made.map(({ videoId }) => videoId)), reasons, left, service, nodes };
}

describe('executions that create with one key', () => {
	const pair: Part[] = [{ begins: 0 }, { begins: 1 }];

	it('end in one video, which one of them has made', async () => {
		let videos = 0;
		for (let seed = 1; seed <= 24; seed++) {
			const three = [...pair, { begins: 2 }];
			const { made, ids, left, service } = await play(three, { ...CALM, listLag: 1500 }, seed);
			videos += service.videos.length;
			expect(made).toHaveLength(3);
			expect(ids.size).toBe(1);
			expect(left.map(({ videoId }) => videoId)).toEqual([...ids]);
			expect(made.filter(({ found }) => found === false)).toHaveLength(1);
		}
		// Otherwise they have not met.
		expect(videos).toBeGreaterThan(40);
	});

	it('do not take one that was made a moment ago and goes again', async () => {
		let losers = 0;
		for (let seed = 1; seed <= 150; seed++) {
			const parts = [0, 0, 400, 600, 800, 1000].map((begins) => ({ begins }));
			const { ids, left, service } = await play(parts, { ...CALM, latency: 800 }, seed);
			losers += service.videos.length - left.length;
			expect(left.map(({ videoId }) => videoId)).toEqual([...ids]);
		}
		expect(losers).toBeGreaterThan(50);
	});

	it('delete all that they have made besides, also what they were not told of', async () => {
		const made: IDataObject[] = [];
		const other = { videoId: 'vi0', createdAt: '2026-11-23T11:00:00+00:00' };
		let questions = 0;
		const reply = ({ method, body }: SentRequest) => {
			if (method === 'DELETE') return response(204, '');
			if (method === 'POST') {
				const { metadata } = body as IDataObject;
				const createdAt = `2026-11-23T12:0${made.length}:00+00:00`;
				made.push({ videoId: `vi${made.length + 1}`, createdAt, metadata });
				return made.length === 1 ? response(503, {}) : response(201, made[1]);
			}
			// Half a minute long the list shows nothing.
			questions++;
			const data = made.length < 2 ? [] : [{ ...other, metadata: foreign() }, ...made];
			return response(200, { data, pagination: { pagesTotal: 1 } });
		};
		const foreign = () =>
			(made[0].metadata as Array<{ key: string; value: string }>).map(({ key, value }) => ({
				key,
				value: value.replace(/-[\da-z]+$/, '-other'),
			}));
		const options = { idempotencyKey: 'sheet1' };
		const parameters = { source: 'url', sourceUrl: URL_OF_FILM, title: 'Film', options };
		const node = new FakeNode({ reply, parameters });
		expect(await runOperation(create, node)).toMatchObject({ videoId: 'vi0', found: true });
		expect(questions).toBeGreaterThan(15);
		expect(node.asked.filter((asked) => asked.startsWith('DELETE'))).toEqual([
			'DELETE https://sandbox.api.video/videos/vi1',
			'DELETE https://sandbox.api.video/videos/vi2',
		]);
	});

	it('find the video of an earlier one, make nothing, and say so', async () => {
		const { made, service, nodes } = await play([{ begins: 0 }, { begins: 60_000 }], CALM);
		expect(service.videos).toHaveLength(1);
		expect(made.map(({ found }) => found)).toEqual([false, true]);
		expect(nodes[1].hints.map(({ message }) => message)).toEqual([
			'This key was used before: nothing was sent. The output is the video of Film',
		]);
	});

	it('stop where the key belongs to another source, also one of the same moment', async () => {
		for (const begins of [1, 60_000]) {
			const other = { begins, sourceUrl: 'https://example.com/other.mp4' };
			const { made, reasons, left } = await play([{ begins: 0 }, other], CALM);
			expect(made).toHaveLength(1);
			expect(reasons).toEqual([
				expect.stringMatching(
					/The key in Only Once belongs to the video \w+, which was made from another web address/,
				),
			]);
			expect(left).toHaveLength(1);
		}
	});

	it('take an address with another query for the same source', async () => {
		const other = { begins: 60_000, sourceUrl: `${URL_OF_FILM}?signature=2#t=1` };
		const { ids, made } = await play([{ begins: 0 }, other], CALM);
		expect(made).toHaveLength(2);
		expect(ids.size).toBe(1);
	});

	it('wait until a video is known everywhere', async () => {
		const { made, left } = await play(pair, { ...CALM, unknownFor: 3000 });
		expect(made).toHaveLength(2);
		expect(left).toHaveLength(1);
	});

	it('never leave two videos, whatever is lost on the way', async () => {
		const part = fc.record({ begins: fc.oneof(fc.nat(2000), fc.nat(20_000)) });
		const parts = fc.array(part, { minLength: 1, maxLength: 4 });
		const habits = fc.record({
			listLag: fc.nat(5000),
			statusLag: fc.constant(0),
			unknownFor: fc.nat(3000),
			latency: fc.integer({ min: 1, max: 800 }),
			resets: fc.constantFrom(0, 0.1, 0.3),
		});
		let lost = 0;
		let succeeded = 0;
		await fc.assert(
			fc.asyncProperty(parts, habits, fc.nat(), async (begun, how, seed) => {
				const { ids, reasons, left, service } = await play(begun, how, seed);
				if (how.resets > 0) lost += service.videos.length - 1;
				// Three in a row may be lost, which no list can tell of.
				const unknown = reasons.filter((reason) => /connection was closed/.test(reason));
				expect(reasons).toEqual(unknown);
				succeeded += ids.size;
				expect(left.length).toBeLessThanOrEqual(1);
				expect([...ids]).toEqual(ids.size === 0 ? [] : left.map(({ videoId }) => videoId));
			}),
			{ numRuns: RUNS, endOnFailure: true },
		);
		expect(lost).toBeGreaterThan(20);
		expect(succeeded).toBeGreaterThan(RUNS / 2);
	}, 600_000);
});
