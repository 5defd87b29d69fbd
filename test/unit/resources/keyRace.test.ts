import { settle } from '../../../nodes/ApiVideo/resources/video/keyRace';
import { OWN_METADATA } from '../../../nodes/ApiVideo/resources/video/ownMetadata';
import { FakeNode, response } from '../support/fakeNode';
import { stepContext } from '../support/stepContext';
import { VirtualClock } from '../support/virtualClock';

const MINE = {
	videoId: 'vi1',
	createdAt: '2026-11-23T12:00:00+00:00',
	metadata: [{ key: OWN_METADATA.idempotency, value: 'key' }],
};

/** Lets a key settle with a list that shows the video late, or a question that has to wait for its turn. */
async function play({ lagMs = 0, queueMs = 0 }) {
	const clock = new VirtualClock();
	let questions = 0;
	const node = new FakeNode({
		reply: () => {
			if (questions++ === 0) clock.pass(queueMs);
			const data = clock.now() >= lagMs ? [MINE] : [];
			return response(200, { data, pagination: { pagesTotal: 1 } });
		},
	});
	const winner = await settle(stepContext(node.execution, clock), 'key', 'vi1');
	expect(winner).toMatchObject({ videoId: 'vi1' });
	return clock.now();
}

test.each([
	['at least four seconds after the video was made', {}, 4000],
	['later where the list has lagged', { lagMs: 10_000 }, 21_500],
	['soon after a list whose turn came late', { queueMs: 63_000 }, 64_500],
])('nobody can come before the first one %s', async (_when, given, atLeast) => {
	const settled = await play(given);
	expect(settled).toBeGreaterThanOrEqual(atLeast);
	expect(settled).toBeLessThan(atLeast + 5000);
});
