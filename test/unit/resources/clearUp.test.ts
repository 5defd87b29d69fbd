import { clearUp } from '../../../nodes/ApiVideo/resources/video/clearUp';
import type { OpenContainer } from '../../../nodes/ApiVideo/resources/video/container';
import { FakeNode, response, type Reply } from '../support/fakeNode';
import { whilePassing } from '../support/fakeTime';
import { networkError } from '../support/httpErrors';
import { stepContext } from '../support/stepContext';
import { VirtualClock } from '../support/virtualClock';

const MADE: OpenContainer = {
	kind: 'open',
	videoId: 'vi1',
	received: [],
	made: true,
	shared: false,
};
const NOTHING = { arrivedBytes: 0, unanswered: 0 };
const UNFINISHED = response(200, { ingest: { status: 'uploading', receivedBytes: [] } });
const LIMITED = response(429, {}, { 'x-ratelimit-retry-after': '63' });

/** Clears up behind an upload of which nothing has arrived. */
async function clear(reply: Reply, clock = new VirtualClock(() => 1)) {
	const node = new FakeNode({ reply });
	const { leftOver } = await clearUp(
		stepContext(node.execution, clock),
		{ ifStopped: 'keep' },
		MADE,
		NOTHING,
	);
	return { leftOver, methods: node.requests.map(({ method }) => method), waited: clock.now() };
}

describe('an upload of which the status shows parts alone, as no answer came', () => {
	const clearParts = async (
		ifStopped: 'keep' | 'delete',
		container: Partial<OpenContainer> = {},
		receivedParts: object = { parts: [1], total: null },
	) => {
		const node = new FakeNode({
			reply: ({ method }) =>
				method === 'DELETE'
					? response(204, '')
					: response(200, { ingest: { status: 'uploading', receivedBytes: [], receivedParts } }),
		});
		const left = await clearUp(
			stepContext(node.execution, new VirtualClock()),
			{ ifStopped },
			{ ...MADE, ...container },
			{ arrivedBytes: 0, unanswered: 1 },
		);
		return { left, deleted: node.requests.some(({ method }) => method === 'DELETE') };
	};

	it.each([
		['keep', false, {}],
		['delete', true, {}],
		['delete', false, { shared: true }],
		['delete', false, { made: false }],
	] as const)('with %s is deleted: %s %j', async (ifStopped, isDeleted, container) => {
		const { left, deleted } = await clearParts(ifStopped, container);
		expect(deleted).toBe(isDeleted);
		expect(left.leftOver).toBe(isDeleted ? 'deleted' : 'kept');
	});

	it('is complete once the last one and all before it have come', async () => {
		const receivedParts = { parts: [1, 2], total: 2 };
		const { left, deleted } = await clearParts('delete', {}, receivedParts);
		expect([left.leftOver, deleted]).toEqual(['complete', false]);
	});

	it('was not empty', async () => {
		for (const ifStopped of ['keep', 'delete'] as const) {
			const { left } = await clearParts(ifStopped);
			expect(left).toMatchObject({ arrivedBytes: 0, seenBegun: true });
		}
	});
});

describe('clearing up behind an upload that has stopped', () => {
	it('waits for the rate limit as long as it takes, for reads and for writes', async () => {
		const refused = new Set<string>();
		const { leftOver, methods, waited } = await clear(({ method = '' }) => {
			if (!refused.has(method)) {
				refused.add(method);
				return LIMITED;
			}
			return method === 'DELETE' ? response(204, '') : UNFINISHED;
		});
		expect(leftOver).toBe('deleted');
		expect(methods).toEqual(['GET', 'GET', 'DELETE', 'DELETE']);
		expect(waited).toBeGreaterThanOrEqual(2 * 63_000);
	});

	it('waits out an outage for a minute, whatever Keep Trying For says', async () => {
		const { leftOver, waited } = await clear(() => {
			throw networkError('ECONNRESET');
		});
		expect(leftOver).toBe('kept');
		expect(waited).toBeGreaterThanOrEqual(60_000);
		expect(waited).toBeLessThan(91_000);
	});
});

it('goes on for more than a minute where its turn comes late', async () => {
	await whilePassing(120_000, async (clock) => {
		const node = new FakeNode({
			reply: async ({ method }) => {
				// Both together take as long as the process's own queue may; each has a minute once it is sent.
				await new Promise((answer) => setTimeout(answer, 50_000));
				return method === 'DELETE' ? response(204, '') : UNFINISHED;
			},
		});
		const context = stepContext(node.execution, clock);
		const { leftOver } = await clearUp(context, { ifStopped: 'keep' }, MADE, NOTHING);
		expect(leftOver).toBe('deleted');
	});
});

it('ends ten seconds after the execution was cancelled, also when that happens meanwhile', async () => {
	const cancel = new AbortController();
	await whilePassing(16_000, async (clock) => {
		const node = new FakeNode({
			signal: cancel.signal,
			reply: async () => await new Promise<never>(() => undefined),
		});
		setTimeout(() => cancel.abort(), 5000);
		const context = stepContext(node.execution, clock);
		const began = clock.now();
		const { leftOver } = await clearUp(context, { ifStopped: 'keep' }, MADE, NOTHING);
		expect([leftOver, Math.round((clock.now() - began) / 1000)]).toEqual(['kept', 15]);
	});
});
